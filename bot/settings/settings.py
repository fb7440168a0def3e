"""Settings from the environment, read and checked once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from sqlalchemy.exc import ArgumentError

from bot.settings.smtp import SmtpServer, parse_smtp
from storage.database.database import async_url

PREFIX = "SKAPABOT_"
Environment = Literal["production", "demo", "test"]
DEFAULT_API = "https://api.telegram.org"


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
    encryption_keys: tuple[str, ...]
    timezone: ZoneInfo
    sweep_seconds: float
    environment: Environment
    smtp: SmtpServer | None = None
    mail_from: str = ""

    def __repr__(self) -> str:
        return f"Settings(environment={self.environment!r}, secrets hidden)"

    @property
    def secure(self) -> bool:
        """Tell whether people reach us over https, so that cookies can insist on it."""
        return self.public_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises ConfigError with every fault found."""
    reader = _Reader(environ)
    data_dir = Path(reader.text("DATA_DIR", "data"))
    port = reader.number("PORT", 8080, low=1, high=65535)
    settings = Settings(
        database_url=reader.database("DATABASE_URL", f"sqlite:///{data_dir / 'skapabot.db'}"),
        data_dir=data_dir,
        telegram_token=reader.token("TELEGRAM_TOKEN"),
        telegram_api_url=reader.url("TELEGRAM_API_URL", DEFAULT_API),
        telegram_mode=reader.mode("TELEGRAM_MODE"),
        organisation=reader.text("ORGANISATION", "Skapabot")[:60],
        public_url=reader.url("PUBLIC_URL", f"http://127.0.0.1:{int(port)}"),
        host=reader.text("HOST", "127.0.0.1"),
        port=int(port),
        secret_key=reader.secret("SECRET_KEY"),
        encryption_keys=reader.keys("ENCRYPTION_KEYS"),
        timezone=reader.zone("TIMEZONE", "Europe/Stockholm"),
        sweep_seconds=reader.number("SWEEP_SECONDS", 5, low=0.05, high=3600),
        environment=reader.environment("ENVIRONMENT"),
        smtp=reader.smtp("SMTP_URL"),
        mail_from=reader.sender("MAIL_FROM", needed=bool(reader.text("SMTP_URL"))),
    )
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

    def number(self, name: str, default: float, low: float, high: float) -> float:
        try:
            value = float(self.text(name, str(default)))
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            self._fault(name, f"must be a number from {low:g} to {high:g}")
            return default
        return value

    def url(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            self._fault(name, "must be an address such as https://chat.example.org")
        return value

    def database(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            async_url(value)
        except (ValueError, ArgumentError):
            self._fault(name, "must be sqlite:///file.db or postgresql://user:password@host/name")
        return value

    def token(self, name: str) -> str:
        value = self.text(name)
        bot_id, colon, secret = value.partition(":")
        if value and not (colon and bot_id.isdecimal() and len(secret) >= 3):
            self._fault(name, "does not look like a token from @BotFather (123456:ABC…)")
        return value

    def secret(self, name: str) -> str:
        value = self.text(name)
        if len(value) < 32:
            self._fault(
                name,
                "is missing or shorter than 32 characters; make one with: openssl rand -hex 32",
            )
        return value

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

    def mode(self, name: str) -> Literal["whole", "doorbell"]:
        value = self.text(name, "whole")
        if value not in ("whole", "doorbell"):
            self._fault(name, "must be whole or doorbell")
        return "doorbell" if value == "doorbell" else "whole"

    def smtp(self, name: str) -> SmtpServer | None:
        value = self.text(name)
        try:
            return parse_smtp(value) if value else None
        except ValueError:
            self._fault(name, "must be smtp://user:password@host:587 or smtps://host")
            return None

    def sender(self, name: str, *, needed: bool) -> str:
        value = self.text(name)
        address = parseaddr(value)[1]
        if needed and (address.count("@") != 1 or not value.isprintable()):
            self._fault(name, "must be an address such as skapabot@example.org: mail needs one")
        return value

    def environment(self, name: str) -> Environment:
        value = self.text(name, "production")
        if value not in ("production", "demo", "test"):
            self._fault(name, "must be production, demo or test")
        return cast("Environment", value)
