"""Forms: read with a limit, and understood as what a person did."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_FORM = 64 * 1024


async def read_form(request: Request) -> dict[str, str]:
    """Read a form of at most 64 KB; raises HTTPException (413) for a larger one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    try:
        fields = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=60
        )
    except ValueError:  # more fields than any page of ours has
        raise HTTPException(413) from None
    # Browsers send every line break as two characters.
    return {name: value.replace("\r\n", "\n") for name, value in fields}
