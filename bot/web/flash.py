"""The flash: what the next page says once, in a short signed cookie and never in an address.

An address is believed again whenever a tab is restored or somebody goes back; a flash is not.
"""

from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from bot.settings.settings import Settings
from bot.web.cookies import SignedCookie

SECONDS = 60
"""How long the next page may take to come."""


@dataclass(frozen=True)
class Flash:
    """Carries one code to the next page of the same reader, an account's id or a person's."""

    cookie: SignedCookie

    def put(self, response: Response, code: str, reader: int) -> None:
        """Let the next page say what the code stands for."""
        self.cookie.write(response, {"c": code, "r": reader})

    def code(self, request: Request, reader: int) -> str:
        """Read the code; empty where nothing is to be said, or to somebody else."""
        said = self.cookie.read(request) or {}
        return str(said.get("c", "")) if said.get("r") == reader else ""

    def forget(self, request: Request, response: Response) -> None:
        """Take it away, once it has been said or something else has happened since."""
        if self.cookie.full_name in request.cookies:
            self.cookie.clear(response)


def make_flash(settings: Settings, name: str, same_site: Literal["lax", "strict"] = "lax") -> Flash:
    """Set the flash of one part of the site up."""
    return Flash(SignedCookie(name, settings.secret_key, SECONDS, settings.secure, same_site))
