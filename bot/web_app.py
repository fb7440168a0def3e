"""The web side: the chat, the coaches' module and their files under one set of strict headers."""

import re
from contextlib import suppress
from functools import partial
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.app_context import AppContext
from bot.channels.push.worker import push_routes
from bot.channels.sms.pages import sms_routes
from bot.channels.web.errors import error_handlers
from bot.channels.web.routes import chat_routes
from bot.clips.serving import clip_route
from bot.web.later_routes import LaterRoutes
from bot.web.sheets.joined import STATIC, sheet_routes
from bot.web.tidy_address import tidy_routes

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NO_CAMERA = "camera=(), geolocation=()"
RECORDS = re.compile(r"/admin/(translations|participants/[^/]+/meetings)/")
"""Where the staff speak into a microphone: texts, and where a meeting is."""
SPEAKS = ("/chat", "/c/")
"""Where participants do, instead of writing. A page may have come from any of these addresses."""
LISTENS = POLICY.replace("media-src 'self'", "media-src 'self' blob:")
"""The policy there: what was recorded is heard before it is sent."""
NEVER_CHANGES = ("/static/", "/clips/")
"""What is another address when it is another file."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",  # an address can be a personal key
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": f"{NO_CAMERA}, microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def web_app(app: AppContext) -> Starlette:
    """Put the web application together."""
    routes = [
        *chat_routes(app),
        *sms_routes(app),
        *push_routes(app),
        LaterRoutes("/admin", partial(_admin_routes, app)),
        clip_route(app),
        Route("/health", partial(_health, app)),
        *sheet_routes(),
        Mount("/static", StaticFiles(directory=STATIC)),
        *tidy_routes(),
    ]
    made = Starlette(
        routes=routes,
        middleware=[
            Middleware(StrictHeaders, secure=app.settings.secure),
            Middleware(GZipMiddleware, minimum_size=500),
        ],
        exception_handlers=error_handlers(app, HEADERS),
    )
    made.router.redirect_slashes = False  # it would lead to whatever host the browser has named
    return made


def _admin_routes(app: AppContext) -> list[BaseRoute]:
    from admin.routes import admin_routes  # a tenth of the start, and participants need none of it

    return admin_routes(app)


async def _health(app: AppContext, _request: Request) -> Response:
    """Say ok, or as JSON what does not go; 503 only where people are not served."""
    report = await app.health.report()
    if report.all_go:
        return PlainTextResponse("ok")
    return JSONResponse(report.parts, 503 if report.needs_help else 200)


class StrictHeaders:
    """Adds the headers that keep pages to themselves; only files may be cached."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add headers to its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if RECORDS.match(scope["path"]) or scope["path"].startswith(SPEAKS):
                    headers["Permissions-Policy"] = f"{NO_CAMERA}, microphone=(self)"
                    headers["Content-Security-Policy"] = LISTENS
                # What is not there today may be there after the next upgrade.
                found = message["status"] < HTTPStatus.BAD_REQUEST
                lasting = found and scope["path"].startswith(NEVER_CHANGES)
                headers["Cache-Control"] = "public, max-age=31536000" if lasting else "no-store"
                if self._secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        with suppress(ClientDisconnect):  # half a request, and nobody there to answer
            await self._app(scope, receive, with_headers)
