"""A calendar file, handed out so that a phone offers to keep it."""

from starlette.responses import Response

from bot.files.calendar import CalendarFile


def calendar_response(file: CalendarFile) -> Response:
    """Answer with a file; its method stands in the header too (RFC 5545, 8.1)."""
    named = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    kind = f"text/calendar; charset=utf-8; method={file.method}"
    return Response(file.text.encode(), media_type=kind, headers=named)
