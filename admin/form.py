"""Forms as browsers post them, small ones only."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

MOST = 20_000


class FormError(ValueError):
    """A body that none of our forms sends."""


async def read_form(request: Request) -> Mapping[str, str]:
    """Read a posted form; raises FormError for another type, too much, or broken text."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise FormError("not a form")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise FormError("too much")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=30)
    except ValueError as fault:
        raise FormError("broken") from fault
    return {name: value.replace("\0", "") for name, value in pairs}
