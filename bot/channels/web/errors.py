"""Pages for what goes wrong: friendly, in the reader's language, losing nothing."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.app_context import AppContext
from bot.channels.web.sign_in.visitor import Front, make_front
from bot.languages.catalog import catalog
from storage.database.faults import kind_and_place

log = logging.getLogger(__name__)
KINDS = {403: "elsewhere", 404: "nowhere", 405: "nowhere", 413: "too-large"}


def error_handlers(
    app: AppContext, headers: Mapping[str, str]
) -> dict[Any, Callable[[Request, Exception], Awaitable[Response]]]:
    """Give the handlers. ``headers`` go on the page that is made outside every middleware."""
    ours = make_front(app)

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        return _page(ours, request, status, KINDS.get(status, "nowhere"))

    async def failed(request: Request, error: Exception) -> Response:
        log.error("a page failed, %s: %s", _route(request), kind_and_place(error))
        response = _page(ours, request, 500, "failed")
        response.headers.update({**headers, "Cache-Control": "no-store"})
        return response

    return {HTTPException: refused, Exception: failed}


def _route(request: Request) -> str:
    """Name the route, as the table of routes has it: the address itself can be a personal key."""
    path = getattr(request.scope.get("route"), "path", None)
    return f"{request.method} {path}" if path else "before any route"


def _page(ours: Front, request: Request, status: int, kind: str) -> Response:
    language = ours.language(request)
    if kind == "too-large" and "hx-request" in request.headers:
        # With JavaScript the page stays as it is, text and all, and only the line is put in.
        line = ours.pages.text("too_large.html", catalog(language))
        moved = {"HX-Retarget": "#trouble", "HX-Reswap": "innerHTML"}
        return HTMLResponse(line, status, moved)
    return ours.page("trouble.html", language, status, kind=kind)
