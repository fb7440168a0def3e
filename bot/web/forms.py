"""Forms: read with a limit, and understood as what a person did."""

import re
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST_FORM = 64 * 1024
LARGEST_UPLOAD = 4 * 1024 * 1024
"""A form with a file: ten seconds of a recording that is not compressed at all take 2 MB."""

_BOUNDARY = re.compile(r'multipart/form-data;.*boundary="?([\w\'()+,./:=?-]{1,70})"?', re.ASCII)
_NAME = re.compile(
    rb'content-disposition: form-data; name="([^"\r\n]*)"(; filename=)?', re.IGNORECASE
)


async def read_form(request: Request) -> dict[str, str]:
    """Read a form of at most 64 KB; raises HTTPException (413) for a larger one."""
    body = await _body(request, LARGEST_FORM)
    try:
        fields = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=60
        )
    except ValueError:  # more fields than any page of ours has
        raise HTTPException(413) from None
    # Browsers send every line break as two characters.
    return {name: value.replace("\r\n", "\n") for name, value in fields}


def is_upload(request: Request) -> bool:
    """Tell whether a form came as one with a file."""
    return _BOUNDARY.match(request.headers.get("content-type", "")) is not None


async def read_upload(request: Request) -> tuple[dict[str, str], bytes]:
    """Read a form and the file in it, at most 4 MB; raises HTTPException (413) for a larger one.

    The file is empty where none was chosen, or the form came without one.
    """
    sent = _BOUNDARY.match(request.headers.get("content-type", ""))
    if sent is None:
        return await read_form(request), b""
    body = await _body(request, LARGEST_UPLOAD)
    fields, file = dict[str, str](), b""
    # A line break stands before every boundary, and the boundary nowhere else.
    for part in (b"\r\n" + body).split(b"\r\n--" + sent[1].encode())[1:]:
        head, _, content = part.partition(b"\r\n\r\n")
        named = _NAME.search(head)
        if named is None:
            continue
        if named[2]:
            file = content
        else:
            fields[named[1].decode("utf-8", "replace")] = content.decode("utf-8", "replace")
    return fields, file


async def _body(request: Request, largest: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise HTTPException(413)
    return bytes(body)
