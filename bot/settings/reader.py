"""The reader of settings: each by its name in the environment, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, cast
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.settings.services.addresses import mailbox
from bot.settings.services.sms import SmsGateway, callback_key, parse_sms, sms_sender
from bot.settings.services.smtp import SmtpServer, parse_smtp
from bot.settings.sources import ALL, IN_FILE, PREFIX, gather
from storage.database.database import async_url

Environment = Literal["production", "demo", "test"]
IN_MEMORY = (None, "", ":memory:")
SHORTEST_SECRET = 32
FOR_LATER = frozenset(f"{PREFIX}SMS_{name}" for name in ("MONTHLY_PARTS", "CALLBACK_KEY", "FROM"))
"""Read only where what they go with is set."""


class Reader:
    """Reads one setting at a time and collects what is wrong in ``faults``; never quotes a secret.

    Names are without the prefix.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Take all sources; what cannot be read of them is a fault."""
        self._found, self.faults, self._listed = gather(environ)
        self._asked: set[str] = set()

    def _fault(self, name: str, what: str) -> None:
        self.faults.append(f"{PREFIX}{name} {what}")

    def text(self, name: str, default: str = "") -> str:
        """Read a text as it stands, without blanks around it."""
        self._asked |= {PREFIX + name, PREFIX + name + IN_FILE}
        return self._found.get(PREFIX + name, "").strip() or default

    def refuse_unknown(self) -> None:
        """Name what stands in the settings file and is no setting: most likely misspelt."""
        for name in sorted(self._listed - self._asked - FOR_LATER):
            known = name.removeprefix(PREFIX).lower()
            self.faults.append(f"{ALL}: {known[:40]} is no setting: look for a slip of the pen")

    def number(
        self, name: str, default: float, low: float, high: float, *, whole: bool = False
    ) -> float:
        """Read a number between two bounds."""
        try:
            value = float(self.text(name, str(default)))
        except ValueError:
            value = float("nan")
        if not low <= value <= high or (whole and not value.is_integer()):
            self._fault(name, f"must be a number from {low:g} to {high:g}")
            return default
        return value

    def address(self, name: str, default: str, read: Callable[[str], str]) -> str:
        """Read an address with a function that raises ValueError with what to do."""
        try:
            return read(self.text(name, default))
        except ValueError as fault:
            self._fault(name, str(fault))
            return default

    def optional(self, name: str, read: Callable[[str], str]) -> str:
        """Read what may be left out."""
        return self.address(name, "", read) if self.text(name) else ""

    def check_links(self, public_url: str, mode: str) -> None:
        """Telegram refuses a button with such a link, and the doorbell is nothing else."""
        if mode == "doorbell" and "." not in public_url:
            self._fault(
                "PUBLIC_URL",
                "needs a host with a dot in doorbell mode: Telegram takes no link to others",
            )

    def database(self, name: str, default: str) -> str:
        """Read the address of a database that we have a driver for."""
        value = self.text(name, default)
        try:
            named = make_url(async_url(value))
            # In memory each connection would have a database of its own.
            fits = named.get_backend_name() != "sqlite" or named.database not in IN_MEMORY
        except (ValueError, ArgumentError):
            fits = False
        if not fits:
            self._fault(name, "must be sqlite:///file.db or postgresql://user:password@host/name")
        return value

    def token(self, name: str) -> str:
        """Read a bot's token."""
        value = self.text(name)
        if value and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{3,}", value):
            self._fault(name, "does not look like a token from @BotFather (123456:ABC…)")
        return value

    def secret(self, name: str) -> str:
        """Read a secret that is long enough."""
        value = self.text(name)
        if len(value) < SHORTEST_SECRET:
            self._fault(
                name,
                "is missing or shorter than 32 characters; make one with: openssl rand -hex 32",
            )
        return value

    def other_secret(self, name: str, usual: str) -> str:
        """Read a secret that is another one's value where it is not set."""
        return self.secret(name) if self.text(name) else self.text(usual)

    def keys(self, name: str) -> tuple[str, ...]:
        """Read the Fernet keys, the newest first."""
        values = tuple(key.strip() for key in self.text(name).split(",") if key.strip())
        if not values:
            self._fault(name, "is missing; make a key with: skapabot key")
        for place, key in enumerate(values, start=1):
            try:
                Fernet(key)
            except ValueError:
                self._fault(name, f"holds a key (number {place}) that is not a Fernet key")
        return values

    def zone(self, name: str, default: str) -> ZoneInfo:
        """Read a time zone."""
        value = self.text(name, default)
        try:
            return ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            self._fault(name, "must be a time zone such as Europe/Stockholm")
            return ZoneInfo(default)

    def switch(self, name: str, *, demo: bool) -> bool:
        """Read whether something is on; ``demo`` says whether it is in a demo by itself."""
        usual = "yes" if demo and self.text("ENVIRONMENT") == "demo" else "no"
        value = self.text(name, usual)
        if value not in ("yes", "no"):
            self._fault(name, "must be yes or no")
        return value == "yes"

    def mode(self, name: str) -> Literal["whole", "doorbell"]:
        """Read what passes through Telegram."""
        value = self.text(name, "whole")
        if value not in ("whole", "doorbell"):
            self._fault(name, "must be whole or doorbell")
        return "doorbell" if value == "doorbell" else "whole"

    def second_factor(self, name: str) -> Literal["required", "offered"]:
        """Read whether a second factor is needed: in production, where nothing else is said."""
        in_production = self.text("ENVIRONMENT", "production") == "production"
        value = self.text(name, "required" if in_production else "offered")
        if value not in ("required", "offered"):
            self._fault(name, "must be required or offered")
        return "offered" if value == "offered" else "required"

    def smtp(self, name: str) -> SmtpServer | None:
        """Read the address of a mail server."""
        value = self.text(name)
        try:
            return parse_smtp(value) if value else None
        except ValueError:
            self._fault(name, "must be smtp://user:password@host:587 or smtps://host")
            return None

    def sender(self, name: str, *, needed: bool) -> str:
        """Read who e-mails are from."""
        return self.address(name, "", mailbox) if needed else self.text(name)

    def sms(self, name: str) -> SmsGateway | None:
        """Read the gateway, and what goes with it: none of it counts without its address."""
        url = self.text(name)
        if not url:
            return None
        try:
            parsed = parse_sms(url)
        except ValueError:
            self._fault(name, "must be elks://user:password@api.46elks.com/a1")
            parsed = ("", "", "", "")
        if not self.text("SMS_MONTHLY_PARTS"):
            self._fault("SMS_MONTHLY_PARTS", "is missing: how many parts may be sent in a month")
        parts = self.number("SMS_MONTHLY_PARTS", 1, low=1, high=1_000_000, whole=True)
        key = self.address("SMS_CALLBACK_KEY", "", callback_key)
        sender = self.address("SMS_FROM", "", sms_sender)
        return SmsGateway(*parsed, sender, int(parts), key)

    def environment(self, name: str) -> Environment:
        """Read what kind of installation this is."""
        value = self.text(name, "production")
        if value not in ("production", "demo", "test"):
            self._fault(name, "must be production, demo or test")
        return cast("Environment", value)
