"""An SMS gateway as its address names it: elks://user:password@api.46elks.com/a1."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bot.settings.services.addresses import ascii_host, is_loopback

PROVIDERS = ("elks",)
"""The schemes of the providers in ``bot.channels.sms``."""
_SENDER = re.compile(r"\+[1-9][0-9]{6,14}|(?=.*[A-Za-z])[A-Za-z0-9]{3,11}")
_KEY = re.compile(r"[A-Za-z0-9_-]{24,100}")


@dataclass(frozen=True)
class SmsGateway:
    """Where SMS are handed over. ``sender`` is a number, or a name that nobody can answer.

    ``monthly_parts`` is how many parts may be sent in a month; ``callback_key`` stands in the
    addresses at which the gateway reports to us, and nobody else knows it.
    """

    provider: str
    api: str
    user: str
    password: str = field(repr=False)
    sender: str
    monthly_parts: int
    callback_key: str = field(repr=False)

    @property
    def hears(self) -> bool:
        """Tell whether an answer gets to us."""
        return self.sender.startswith("+")


def parse_sms(url: str) -> tuple[str, str, str, str]:
    """Read a gateway's address: provider, API, user and password; raises ValueError, unquoted."""
    parts = urlsplit(url)
    if parts.scheme not in PROVIDERS or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not an address of an SMS gateway")
    if not parts.username or not parts.password:
        raise ValueError("no user and password")
    near = is_loopback(parts.hostname)
    host = parts.hostname if near else ascii_host(parts.hostname)
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    api = f"{'http' if near else 'https'}://{host}{port}{parts.path.rstrip('/')}"
    return parts.scheme, api, unquote(parts.username), unquote(parts.password)


def sms_sender(text: str) -> str:
    """Read who an SMS is from; raises ValueError with what to do."""
    if not _SENDER.fullmatch(text):
        raise ValueError("must be a number such as +46766861234, or a name of 3 to 11 letters a-z")
    return text


def callback_key(text: str) -> str:
    """Read the key in the addresses of reports; raises ValueError with what to do."""
    if not _KEY.fullmatch(text):
        raise ValueError(
            "is missing, or not 24 to 100 letters and figures; make one with: openssl rand -hex 16"
        )
    return text
