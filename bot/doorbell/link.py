"""The link in a nudge: opens the person's own chat once, and not for long.

What lies in Telegram can be read for years by whoever holds the phone; a personal key would open
the chat all that time.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import secrets
import struct
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from storage.people.web_accounts import DoorClaim, key_mark
from storage.tables.people import Account

VALID_FOR = dt.timedelta(days=14)
PREFIX = "d."
"""How such a code begins; no invitation and no personal key has a dot."""
_FORM = struct.Struct(">IHI8s8s")
"""Account, epoch, until when (seconds), the account's mark, and a name of the link's own."""
_SIGNATURE = 16
"""Bytes: 128 bits of an HMAC-SHA256."""


@dataclass(frozen=True)
class DoorLinks:
    """Makes and reads the codes of these links: signed, stored nowhere, and short for an SMS."""

    secret: str

    def make_code(self, account: Account, now: dt.datetime) -> str:
        """Make a code that opens an account."""
        until = int((now + VALID_FOR).timestamp())
        mark = bytes.fromhex(key_mark(account))
        said = _FORM.pack(account.id, account.session_epoch, until, mark, secrets.token_bytes(8))
        return PREFIX + base64.urlsafe_b64encode(said + self._signature(said)).decode()

    def claim(self, code: str) -> DoorClaim | None:
        """Read a code, however old; None where it is none of these, or forged."""
        rest = code.removeprefix(PREFIX)
        if rest == code:
            return None
        if "." in rest:
            return self._earlier_claim(rest)
        try:
            whole = base64.b64decode(rest.encode("ascii"), b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        said, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
        if not hmac.compare_digest(signature, self._signature(said)) or len(said) != _FORM.size:
            return None
        account_id, epoch, until, mark, name = _FORM.unpack(said)
        ends = dt.datetime.fromtimestamp(until, dt.UTC)
        return DoorClaim(account_id, mark.hex(), epoch, ends, name.hex())

    def _signature(self, said: bytes) -> bytes:
        key = hashlib.sha256(b"door link\0" + self.secret.encode()).digest()
        return hmac.digest(key, said, "sha256")[:_SIGNATURE]

    def _earlier_claim(self, rest: str) -> DoorClaim | None:
        """Read a code of a version before: those that were sent open for two weeks."""
        try:
            account_id, mark, epoch, until, name = self._serializer().loads(rest)
        except (BadSignature, TypeError, ValueError):
            return None
        return DoorClaim(account_id, mark, epoch, dt.datetime.fromtimestamp(until, dt.UTC), name)

    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="door link")
