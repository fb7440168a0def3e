"""A notice handed over to a browser's push service, and what the answers mean."""

import datetime as dt
import json
import logging
from email.utils import parseaddr
from urllib.parse import urlsplit

import aiohttp

from bot.channels.channel import Fate, Report
from bot.channels.push.subscription import Subscription
from bot.settings.settings import Settings
from storage.database.faults import kind_and_place

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)
KEPT_FOR = dt.timedelta(days=3)
"""How long a service tries to reach a phone that is off."""
SIGNED_FOR = dt.timedelta(hours=12)
LONGEST_WAIT = dt.timedelta(hours=6)


def signer_of(settings: Settings) -> str:
    """Say whom a push service may turn to: it is told no more of us."""
    if settings.mail_from:
        return f"mailto:{parseaddr(settings.mail_from)[1]}"
    host = urlsplit(settings.public_url).hostname or ""
    return f"https://{host}" if "." in host and settings.secure else "mailto:skapabot@localhost"


async def hand_over(
    key: str, signer: str, to: Subscription, language: str, now: dt.datetime
) -> Report:
    """Hand a notice over, and say how it went; failures are logged by kind.

    All that it says, encrypted for the browser alone, is a language: the line is in the browser.
    """
    body, headers = sealed(key, signer, to, language, now)
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.post(to.endpoint, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            status, wait = answer.status, answer.headers.get("Retry-After", "")
    except aiohttp.ClientConnectorError as fault:
        log.warning("a push service cannot be reached: %s", kind_and_place(fault))
        return Report(Fate.LATER)
    except (aiohttp.ClientError, OSError, TimeoutError) as fault:
        log.warning("a push service did not answer: %s", kind_and_place(fault))
        return Report(Fate.UNCERTAIN)
    if status not in (200, 201, 202, 204):
        log.warning("a push service answered %s", status)
    return Report(_fate(status), wait=_wait(wait))


def sealed(
    key: str, signer: str, to: Subscription, language: str, now: dt.datetime
) -> tuple[bytes, dict[str, str]]:
    """Encrypt a notice for one browser, and sign that it is from us."""
    # Read only where something is sent: with all that comes along it takes a tenth of a second.
    from py_vapid import Vapid02
    from pywebpush import WebPusher

    keys = {"p256dh": to.p256dh, "auth": to.auth}
    pusher = WebPusher({"endpoint": to.endpoint, "keys": keys})
    body = pusher.encode(json.dumps({"language": language}).encode(), "aes128gcm")["body"]
    until = int((now + SIGNED_FOR).timestamp())
    claims = {"aud": to.origin, "exp": until, "sub": signer}
    signed = Vapid02.from_raw(key.encode()).sign(claims)
    headers = {
        "Authorization": str(signed["Authorization"]),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Topic": "message",  # of several that wait for a phone, one is enough
    }
    return bytes(body), headers


def _fate(status: int) -> Fate:
    if status in (200, 201, 202, 204):
        return Fate.SENT
    if status in (404, 410):
        return Fate.UNREACHABLE
    if status in (400, 413):
        return Fate.UNDELIVERABLE
    # Our key, too many at once: it can be mended. What failed inside may have arrived.
    return Fate.UNCERTAIN if status >= 500 else Fate.LATER


def _wait(text: str) -> dt.timedelta:
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return min(dt.timedelta(seconds=seconds), LONGEST_WAIT)
