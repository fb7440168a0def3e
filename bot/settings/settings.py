"""Settings from the environment, read and checked once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.clips.voices import is_machine_here
from bot.settings.reader import Environment, Reader
from bot.settings.services.addresses import bot_api_address, web_origin
from bot.settings.services.push import push_key
from bot.settings.services.sms import SmsGateway
from bot.settings.services.smtp import SmtpServer

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
    reader = Reader(environ)
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
    reader.check_links(settings.public_url, settings.telegram_mode)
    reader.refuse_unknown()
    if reader.faults:
        raise SettingsError(reader.faults)
    return settings
