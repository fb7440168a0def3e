"""Addresses as people write them into settings: checked, and written the way a wire takes them.

Each raises ValueError with what to do in plain words, to stand after the name of a setting; it
never quotes the address, which may hold a password.
"""

import ipaddress
import re
from email.headerregistry import Address
from email.utils import getaddresses
from urllib.parse import SplitResult, urlsplit

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def ascii_host(host: str) -> str:
    """Write a host's name as it travels: "xn--malm-8qa.se"; raises ValueError if it is none."""
    try:
        name = host.encode("idna").decode().lower().removesuffix(".")
    except UnicodeError:
        raise ValueError("must name a host such as chat.example.org") from None
    if len(name) > 253 or not all(map(_LABEL.fullmatch, name.split("."))):
        raise ValueError("must name a host such as chat.example.org")
    return name


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, so that nobody listens in between."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def web_origin(text: str) -> str:
    """Read the address of a whole site, and write it as browsers do: "https://chat.example.org"."""
    parts = _split(text)
    if "@" in parts.netloc:
        raise ValueError("must hold no user and no password")
    if parts.path.strip("/") or "?" in text or "#" in text:
        raise ValueError("must end after the host and port: no path, no question mark")
    host, port = _host(parts), parts.port
    shown = f"[{host}]" if ":" in host else host
    known = port is None or port == _DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{shown}" if known else f"{parts.scheme}://{shown}:{port}"


def bot_api_address(text: str) -> str:
    """Read where a Bot API server is; it may lie below a path."""
    parts = _split(text)
    _host(parts)
    if "?" in text or "#" in text:
        raise ValueError("must hold no question mark and no #")
    address = text.rstrip("/")
    if re.search(r"/bot(\d+:[^/]*)?$", address):
        raise ValueError("must end before /bot, which is added to it: such as https://example.org")
    return address


def _split(text: str) -> SplitResult:
    if not text.isprintable() or " " in text:
        raise ValueError("must hold no spaces")
    try:
        parts = urlsplit(text)
    except ValueError:
        raise ValueError("must be an address such as https://chat.example.org") from None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("must be an address such as https://chat.example.org")
    try:
        wrong = parts.port == 0
    except ValueError:
        wrong = True
    if wrong:
        raise ValueError("must have a port from 1 to 65535, or none")
    return parts


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        if "[" in parts.netloc:
            raise ValueError("must be an address such as https://chat.example.org") from None
        return ascii_host(host)


def mail_address(text: str) -> str:
    """Write an e-mail address as every mail server takes it, its domain in ASCII."""
    local, _, domain = text.strip().rpartition("@")
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        raise ValueError("must be an address such as name@example.org, with a to z before the @")
    return f"{local}@{ascii_host(domain)}"


def mailbox(text: str) -> str:
    """Read "Skåpa <bot@example.org>", or an address alone, and write it as a mail has it."""
    found = getaddresses([text]) if text.isprintable() else []
    if len(found) != 1 or found[0][1] not in text:  # the reader has left something out
        raise ValueError("must be an address such as skapabot@example.org, and one only")
    name, address = found[0]
    return str(Address(name, addr_spec=mail_address(address)))
