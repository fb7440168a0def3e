"""The installation's own key for web push (VAPID): push services know us by it."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_LENGTH = 32


def make_push_key() -> str:
    """Make a key: the private number of a point on P-256, as text."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _written(number.to_bytes(_LENGTH, "big"))


def push_key(text: str) -> str:
    """Read a key; raises ValueError with what to do."""
    try:
        _private_key(text)
    except (binascii.Error, ValueError):
        raise ValueError("is no key for push; make one with: skapabot key --push") from None
    return text


def public_push_key(key: str) -> str:
    """Give the public part, as a browser takes it."""
    point = _private_key(key).public_key()
    return _written(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _private_key(text: str) -> ec.EllipticCurvePrivateKey:
    raw = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    if len(raw) != _LENGTH:
        raise ValueError("not of the right length")
    return ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
