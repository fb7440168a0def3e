"""Forms: read with a limit, and understood as what a person did."""

import re
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from dialogs.words.spoken import typed

LARGEST_FORM = 64 * 1024
MOST_FIELDS = 1000
"""More than any page of ours has: one tick for each of a large caseload, many times over."""
LARGEST_UPLOAD = 4 * 1024 * 1024
"""A form with a file: ten seconds of a recording that is not compressed at all take 2 MB."""
LARGEST_SENT = 64 * 1024 * 1024
"""What is let run through, a film by mistake, so that a page can say that it is too large."""

_BOUNDARY = re.compile(r'multipart/form-data;.*boundary="?([\w\'()+,./:=?-]{1,70})"?', re.ASCII)
_NAME = re.compile(
    rb'content-disposition: form-data; name="([^"\r\n]*)"(; filename=)?', re.IGNORECASE
)


async def read_form(request: Request) -> dict[str, str]:
    """Read a form of at most 64 KB; raises HTTPException (413) for a larger one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    try:
        text = body.decode("utf-8", "replace")
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:  # more fields than that
        raise HTTPException(413) from None
    # Browsers send every line break as two characters.
    return {name: typed(value.replace("\r\n", "\n")) for name, value in fields}


def is_upload(request: Request) -> bool:
    """Tell whether a form came as one with a file."""
    return _BOUNDARY.match(request.headers.get("content-type", "")) is not None


async def read_upload(request: Request) -> tuple[dict[str, str], bytes | None]:
    """Read a form and the file in it; None for a file of more than 4 MB.

    The file is empty where none was chosen, or the form came without one. Raises HTTPException
    (413) where no page can be shown any more.
    """
    sent = _BOUNDARY.match(request.headers.get("content-type", ""))
    if sent is None:
        return await read_form(request), b""
    body, received = bytearray(), 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > LARGEST_SENT:
            raise HTTPException(413)
        if len(body) <= LARGEST_UPLOAD:
            body += chunk
    fields, file = _parts(bytes(body), sent[1].encode())
    return fields, file if received <= LARGEST_UPLOAD else None


async def pass_over(request: Request) -> None:
    """Let a form run through that is not taken, so that its browser gets to the answer."""
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > LARGEST_SENT:
            raise HTTPException(413)


def _parts(body: bytes, boundary: bytes) -> tuple[dict[str, str], bytes]:
    fields, file = dict[str, str](), b""
    # A line break stands before every boundary, and the boundary nowhere else.
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        head, _, content = part.partition(b"\r\n\r\n")
        named = _NAME.search(head)
        if named is None:
            continue
        if named[2]:
            file = content
        else:
            fields[named[1].decode("utf-8", "replace")] = typed(content.decode("utf-8", "replace"))
    return fields, file
