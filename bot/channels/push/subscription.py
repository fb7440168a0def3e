"""A browser's subscription: where it wants to be told, and the keys that only it can open."""

import base64
import binascii
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from bot.settings.services.addresses import is_loopback

SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
"""The push services of the browsers that there are. We post to no other address: whoever can name
one could let this machine knock at any door of its network."""
LONGEST = 2000
_POINT, _AUTH = 65, 16


@dataclass(frozen=True)
class Subscription:
    """Where a browser is told, and its keys."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)

    def to_text(self) -> str:
        """Write it as it is stored."""
        return json.dumps({"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": self.auth})

    @property
    def origin(self) -> str:
        """Name the service, as a signature to it does."""
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"


def parse_subscription(text: str, *, near: bool = False) -> Subscription:
    """Read what a browser's ``PushSubscription`` says, or what is stored; raises ValueError.

    ``near``: a service on this machine may stand for the real ones, as in tests.
    """
    if len(text) > LONGEST:
        raise ValueError("too long for a subscription")
    try:
        said = json.loads(text)
        keys = said.get("keys", said)
        found = Subscription(str(said["endpoint"]), str(keys["p256dh"]), str(keys["auth"]))
        # A point that is none would fail when there is something to send.
        point, auth = _raw(found.p256dh), _raw(found.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        fits = (len(point), len(auth)) == (_POINT, _AUTH) and _is_of_service(
            found.endpoint, near=near
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise ValueError("no subscription") from None
    if not fits:
        raise ValueError("no subscription that we can use")
    return found


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except binascii.Error:
        raise ValueError("no key") from None


def _is_of_service(endpoint: str, *, near: bool) -> bool:
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    if near and is_loopback(host):
        return True
    known = any(host == one or host.endswith(f".{one}") for one in SERVICES)
    return (
        parts.scheme == "https" and known and parts.port in (None, 443) and "@" not in parts.netloc
    )
