"""Who devices make passkeys for: this installation, by its address."""

import ipaddress
from urllib.parse import urlsplit

from bot.settings.settings import Settings


def rp_id(settings: Settings) -> str:
    """Give the name that passkeys are bound to: the host of ``PUBLIC_URL``, without its port.

    Empty where browsers make none: without https, or for a bare number instead of a name.
    """
    host = urlsplit(settings.public_url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host if settings.secure or host == "localhost" else ""
    return ""
