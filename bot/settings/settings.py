"""Settings from the environment, read and checked once at start."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.clips.voices import is_machine_here
from bot.settings.addresses import bot_api_address, mailbox, web_origin
from bot.settings.push import push_key
from bot.settings.sms import SmsGateway, callback_key, parse_sms, sms_sender
from bot.settings.smtp import SmtpServer, parse_smtp
from storage.database.database import async_url

PREFIX = "SKAPABOT_"
Environment = Literal["production", "demo", "test"]
DEFAULT_API = "https://api.telegram.org"
IN_MEMORY = (None, "", ":memory:")
SHORTEST_SECRET = 32


class SettingsError(ValueError):
    """Settings that cannot be used. ``faults`` names each, in plain words, with what to do."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, repr=False)
class Settings:
    """Everything that can be set. Secrets never show in its repr."""

    database_url: str
    data_dir: Path
    telegram_token: str
    telegram_api_url: str
    telegram_mode: Literal["whole", "doorbell"]
    organisation: str
    public_url: str
    host: str
    port: int
    secret_key: str
    lookup_key: str
    """What names addresses for look-up; ``secret_key`` where it is not set."""
    encryption_keys: tuple[str, ...]
    timezone: ZoneInfo
    sweep_seconds: float
    second_factor: Literal["required", "offered"]
    """Whether those who see persons need one to come in."""
    listener_presses: int
    """In how many presses (1 or 2) those who listen are asked."""
    environment: Environment
    smtp: SmtpServer | None = None
    mail_from: str = ""
    sms: SmsGateway | None = None
    push_key: str = ""
    voice_drafts: bool = False
    """Texts that nobody has recorded are read aloud by a machine."""

    def __repr__(self) -> str:
        return f"Settings(environment={self.environment!r}, secrets hidden)"

    @property
    def secure(self) -> bool:
        """Tell whether people reach us over https, so that cookies can insist on it."""
        return self.public_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises SettingsError with every fault found."""
    reader = _Reader(environ)
    data_dir = Path(reader.text("DATA_DIR", "data"))
    port = int(reader.number("PORT", 8080, low=1, high=65535, whole=True))
    settings = Settings(
        database_url=reader.database("DATABASE_URL", f"sqlite:///{data_dir / 'skapabot.db'}"),
        data_dir=data_dir,
        telegram_token=reader.token("TELEGRAM_TOKEN"),
        telegram_api_url=reader.address("TELEGRAM_API_URL", DEFAULT_API, bot_api_address),
        telegram_mode=reader.mode("TELEGRAM_MODE"),
        organisation=reader.text("ORGANISATION", "Skapabot")[:60],
        public_url=reader.address("PUBLIC_URL", f"http://127.0.0.1:{port}", web_origin),
        host=reader.text("HOST", "127.0.0.1"),
        port=port,
        secret_key=reader.secret("SECRET_KEY"),
        lookup_key=reader.other_secret("LOOKUP_KEY", "SECRET_KEY"),
        encryption_keys=reader.keys("ENCRYPTION_KEYS"),
        timezone=reader.zone("TIMEZONE", "Europe/Stockholm"),
        sweep_seconds=reader.number("SWEEP_SECONDS", 5, low=0.05, high=3600),
        second_factor=reader.second_factor("SECOND_FACTOR"),
        listener_presses=int(reader.number("LISTENER_PRESSES", 1, low=1, high=2, whole=True)),
        environment=reader.environment("ENVIRONMENT"),
        smtp=reader.smtp("SMTP_URL"),
        mail_from=reader.sender("MAIL_FROM", needed=bool(reader.text("SMTP_URL"))),
        sms=reader.sms("SMS_URL"),
        push_key=reader.optional("PUSH_KEY", push_key),
        voice_drafts=reader.switch("VOICE_DRAFTS", demo=is_machine_here()),
    )
    reader.check_links(settings)
    if reader.faults:
        raise SettingsError(reader.faults)
    return settings


class _Reader:
    """Reads one setting at a time and collects what is wrong; never quotes a secret."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.faults: list[str] = []

    def _fault(self, name: str, what: str) -> None:
        self.faults.append(f"{PREFIX}{name} {what}")

    def text(self, name: str, default: str = "") -> str:
        return self._environ.get(PREFIX + name, "").strip() or default

    def number(
        self, name: str, default: float, low: float, high: float, *, whole: bool = False
    ) -> float:
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

    def check_links(self, settings: Settings) -> None:
        """Telegram refuses a button with such a link, and the doorbell is nothing else."""
        if settings.telegram_mode == "doorbell" and "." not in settings.public_url:
            self._fault(
                "PUBLIC_URL",
                "needs a host with a dot in doorbell mode: Telegram takes no link to others",
            )

    def database(self, name: str, default: str) -> str:
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
        value = self.text(name)
        if value and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{3,}", value):
            self._fault(name, "does not look like a token from @BotFather (123456:ABC…)")
        return value

    def secret(self, name: str) -> str:
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
        value = self.text(name, "whole")
        if value not in ("whole", "doorbell"):
            self._fault(name, "must be whole or doorbell")
        return "doorbell" if value == "doorbell" else "whole"

    def second_factor(self, name: str) -> Literal["required", "offered"]:
        in_production = self.text("ENVIRONMENT", "production") == "production"
        value = self.text(name, "required" if in_production else "offered")
        if value not in ("required", "offered"):
            self._fault(name, "must be required or offered")
        return "offered" if value == "offered" else "required"

    def smtp(self, name: str) -> SmtpServer | None:
        value = self.text(name)
        try:
            return parse_smtp(value) if value else None
        except ValueError:
            self._fault(name, "must be smtp://user:password@host:587 or smtps://host")
            return None

    def sender(self, name: str, *, needed: bool) -> str:
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
        value = self.text(name, "production")
        if value not in ("production", "demo", "test"):
            self._fault(name, "must be production, demo or test")
        return cast("Environment", value)
