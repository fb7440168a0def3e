"""Challenges of passkeys: made without being stored, good for minutes and in one browser."""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from bot.settings.settings import Settings

GOOD_FOR = dt.timedelta(minutes=5)
_NONCE, _TIME = 16, 8
"""Bytes: what makes each another one, and the second (since 1970) in which it was made."""


@dataclass(frozen=True)
class Challenger:
    """Makes and checks challenges. That each is answered once: ``storage.passkeys.challenges``."""

    settings: Settings

    def make(self, whom: str, now: dt.datetime) -> bytes:
        """Make one for ``whom``: a purpose, and the session or cookie of a browser."""
        head = secrets.token_bytes(_NONCE) + int(now.timestamp()).to_bytes(_TIME, "big")
        return head + self._sign(head, whom)

    def is_good(self, challenge: bytes, whom: str, now: dt.datetime) -> bool:
        """Tell whether it was made here, for them, and lately."""
        head, signed = challenge[: _NONCE + _TIME], challenge[_NONCE + _TIME :]
        if not hmac.compare_digest(self._sign(head, whom), signed):
            return False
        age = int(now.timestamp()) - int.from_bytes(head[_NONCE:], "big")
        return 0 <= age <= GOOD_FOR.total_seconds()

    def _sign(self, head: bytes, whom: str) -> bytes:
        secret = self.settings.secret_key.encode()
        return hmac.new(
            secret, b"passkey\0" + whom.encode() + b"\0" + head, hashlib.sha256
        ).digest()
