"""Whether a browser keeps cookies: known before anything is bound to it.

The page that an invitation opens sets a cookie, and the press brings it back. It says nothing of
anybody: a number by chance, from which the key is made, so that two presses make one key, and
whether all is to be read aloud.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.settings.settings import Settings
from bot.web.cookies import SignedCookie
from storage.people.invitations import VALID_FOR


@dataclass(frozen=True)
class KeptCookie:
    """Tries a browser out."""

    cookie: SignedCookie

    def set(self, request: Request, response: Response) -> None:
        """Give the browser something to keep, unless it has."""
        if not self._number(request):
            self.cookie.write(response, {"n": secrets.token_urlsafe(24)})

    def is_kept(self, request: Request) -> bool:
        """Tell whether the browser has brought back what it was given."""
        return bool(self._number(request))

    def wants_sound(self, request: Request) -> bool:
        """Tell whether everything is to be read to whoever stands at the door."""
        return bool((self.cookie.read(request) or {}).get("heard"))

    def want_sound(self, request: Request, response: Response, *, wanted: bool) -> None:
        """Remember it until somebody is known here."""
        self._write(request, response, heard=wanted)

    def language(self, request: Request) -> str:
        """Give the language that somebody has chosen at the door; "" where they have not."""
        return str((self.cookie.read(request) or {}).get("language", ""))

    def want_language(self, request: Request, response: Response, language: str) -> None:
        """Remember it until somebody is known here."""
        self._write(request, response, language=language)

    def _write(self, request: Request, response: Response, **more: object) -> None:
        known = self.cookie.read(request) or {"n": secrets.token_urlsafe(24)}
        self.cookie.write(response, {**known, **more})

    def forget(self, response: Response) -> None:
        """Take it away: it has told what was to be known."""
        self.cookie.clear(response)

    def key(self, request: Request, code: str) -> str:
        """Make the personal key that this browser gets for a code: always the same one."""
        meant = f"key\0{code}\0{self._number(request)}".encode(errors="replace")
        digest = hmac.new(self.cookie.secret.encode(), meant, hashlib.sha256).digest()
        return urlsafe_b64encode(digest[:24]).decode()

    def _number(self, request: Request) -> str:
        return str((self.cookie.read(request) or {}).get("n", ""))


def make_kept_cookie(settings: Settings) -> KeptCookie:
    """Set the try up: the cookie lasts as long as an invitation."""
    seconds = int(VALID_FOR.total_seconds())
    return KeptCookie(SignedCookie("kept", settings.secret_key, seconds, settings.secure))
