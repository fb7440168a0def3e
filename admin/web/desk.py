"""The desk: what every page of the coaches' module shares."""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from admin.web.session import Sessions
from bot.app_context import AppContext
from bot.languages.catalog import Catalog
from bot.passkeys.relying_party import rp_id
from bot.web.flash import make_flash
from bot.web.pages import Pages

_OWN_PATH = re.compile(r"/admin(/[A-Za-z0-9_-]{1,40}){0,5}")


class Desk:
    """The parts, the templates and the sessions that the pages work with."""

    def __init__(self, app: AppContext) -> None:
        self.app = app
        self.sessions = Sessions(app.settings, app.clock)
        self.pages = Pages(Path(__file__).parents[1])
        self.flash = make_flash(app.settings, "desk-said", "strict")

    def login_page(
        self,
        request: Request,
        texts: Catalog,
        status_code: int = 200,
        *,
        after: str,
        fault: str = "",
        email: str = "",
        kept: str = "",
    ) -> Response:
        """Show the log-in page; ``kept`` is what was typed before it, sealed."""
        response = self.pages.html(
            "sign_in/login.html",
            texts,
            status_code,
            token=self.sessions.login_token(request),
            after=after,
            fault=fault,
            email=email,
            kept=kept,
            by_passkey=bool(rp_id(self.app.settings)),
        )
        self.sessions.set_login_cookie(request, response)
        return response


def admin_path(path: str) -> str:
    """Give a path of this module, as somebody asked to come back to it; else its first page."""
    return path if _OWN_PATH.fullmatch(path) else "/admin"
