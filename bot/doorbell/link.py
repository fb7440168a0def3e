"""The link in a nudge: opens the person's own chat once, and not for long.

What lies in Telegram can be read for years by whoever holds the phone; a personal key would open
the chat all that time.
"""

import datetime as dt
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from storage.people.web_accounts import DoorClaim, key_mark
from storage.tables.people import Account

VALID_FOR = dt.timedelta(days=14)
PREFIX = "d."
"""How such a code begins; no invitation and no personal key has a dot."""


@dataclass(frozen=True)
class DoorLinks:
    """Makes and reads the codes of these links: signed, and stored nowhere."""

    secret: str

    def make_code(self, account: Account, now: dt.datetime) -> str:
        """Make a code that opens an account."""
        until = int((now + VALID_FOR).timestamp())
        said = [account.id, key_mark(account), account.session_epoch, until]
        return PREFIX + self._serializer().dumps([*said, secrets.token_urlsafe(12)])

    def claim(self, code: str) -> DoorClaim | None:
        """Read a code, however old; None where it is none of these, or forged."""
        if not code.startswith(PREFIX):
            return None
        try:
            account_id, mark, epoch, until, name = self._serializer().loads(code[len(PREFIX) :])
        except (BadSignature, TypeError, ValueError):
            return None
        return DoorClaim(account_id, mark, epoch, dt.datetime.fromtimestamp(until, dt.UTC), name)

    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="door link")
