"""Stylesheets joined: a page asks for one file, whatever its rules come from."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

STATIC = Path(__file__).parents[1] / "static"
EVERYWHERE = ("base", "admin")
"""What every page of the staff's is made with."""
ALONE = ("paper", "conversation", "cards")
"""Of one kind of page each, after these; they are not for the others."""
_PLAIN = "page"


def sheet_address(kind: str = "") -> str:
    """Give the address of a page's stylesheet, with a mark of its content; ``kind`` is in ALONE."""
    mark = hashlib.sha256(_rules(kind).encode()).hexdigest()[:10]
    return f"/static/staff/{kind or _PLAIN}.css?v={mark}"


def sheet_routes() -> list[BaseRoute]:
    """Give the addresses of the stylesheets."""
    return [Route("/static/staff/{kind}.css", _show)]


async def _show(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in (_PLAIN, *ALONE):
        return PlainTextResponse("", 404)
    return Response(_rules("" if kind == _PLAIN else kind), media_type="text/css")


@cache
def _rules(kind: str) -> str:
    names = (*EVERYWHERE, kind) if kind else EVERYWHERE
    return "".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in names)
