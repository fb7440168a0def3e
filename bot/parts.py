"""What the service is made of, put together once."""

from dataclasses import dataclass

from bot.buttons import Buttons
from bot.clock import Clock, system_clock
from bot.config import Settings
from bot.doorbell import Doorbell
from bot.red_days import is_red
from bot.stage import Stage, load_stage
from bot.turn import Turns
from dialogs.schedule import Calendar
from storage.database import Database
from storage.encryption import Vault, install_vault


@dataclass(frozen=True)
class Parts:
    """The parts that web, Telegram and the command line share."""

    settings: Settings
    database: Database
    stage: Stage
    buttons: Buttons
    turns: Turns
    clock: Clock
    calendar: Calendar
    doorbell: Doorbell


def build(settings: Settings, clock: Clock = system_clock) -> Parts:
    """Put the parts together; opens no connection yet. Raises StageError."""
    install_vault(Vault(settings.encryption_keys, settings.secret_key))
    database = Database(settings.database_url)
    stage = load_stage(settings.data_dir)
    buttons = Buttons(settings.secret_key)
    calendar = Calendar(settings.timezone, is_red)
    doorbell = Doorbell(
        settings.telegram_mode == "doorbell", settings.organisation, settings.public_url
    )
    turns = Turns(stage, buttons, clock, calendar, doorbell)
    return Parts(settings, database, stage, buttons, turns, clock, calendar, doorbell)
