"""Known devices: a signed cookie says for whom this browser has entered a password or PIN."""

import secrets

from starlette.requests import Request
from starlette.responses import Response

from bot.settings.settings import Settings
from bot.web.cookies import SignedCookie
from bot.web.network import client_network
from storage.database.encryption import vault
from storage.staff.login_attempts import Source

_SECONDS = 400 * 24 * 3600
"""For how long a browser keeps the cookie; browsers allow no more."""
_MOST = 5
"""So many people may share a browser; whoever came first is forgotten first."""


class KnownDevices:
    """Tells known devices by their cookie. It opens nothing: the password is still needed.

    People are named by the beginning of the digest that look-ups use, which says nothing to others.
    """

    def __init__(self, settings: Settings) -> None:
        self._cookie = SignedCookie("device", settings.secret_key, _SECONDS, settings.secure)

    def source(self, request: Request, name_digest: str) -> Source:
        """Say where a try comes from: a device that is known for this name, or a network."""
        device, names = self._read(request)
        is_known = _short(name_digest) in names
        what = f"device {device}" if is_known else f"network {client_network(request)}"
        return Source(vault().digest("source of a try", what), is_known)

    def remember(self, request: Request, response: Response, name_digest: str) -> None:
        """Let this browser be known for a name from now on."""
        device, names = self._read(request)
        name = _short(name_digest)
        names = [name, *(other for other in names if other != name)][:_MOST]
        self._cookie.write(response, {"d": device or secrets.token_urlsafe(12), "n": names})

    def _read(self, request: Request) -> tuple[str, list[str]]:
        data = self._cookie.read(request) or {}
        device, names = data.get("d"), data.get("n")
        if not isinstance(device, str) or not isinstance(names, list):
            return "", []
        return device, [name for name in names if isinstance(name, str)]


def _short(name_digest: str) -> str:
    return name_digest[:16]
