"""A mail server as its address names it: smtp://user:password@host:587 or smtps://host."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bot.settings.services.addresses import ascii_host, is_loopback

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class SmtpServer:
    """Where mails are handed over. ``tls`` from the first byte; otherwise STARTTLS."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool

    @property
    def near(self) -> bool:
        """Tell whether the server is on this machine, so that nobody listens in between."""
        return is_loopback(self.host)


def parse_smtp(url: str) -> SmtpServer:
    """Read a mail server's address; raises ValueError, which never quotes it."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("not an address of a mail server")
    host = parts.hostname
    return SmtpServer(
        host if ":" in host else ascii_host(host),
        parts.port or _PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.scheme == "smtps",
    )
