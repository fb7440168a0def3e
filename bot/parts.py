"""What the service is made of, put together once."""

from dataclasses import dataclass

from bot.settings.clock import Clock, system_clock
from bot.settings.holidays import is_red
from bot.settings.installation import Stage, load_stage
from bot.settings.settings import Settings
from bot.turn.buttons import Buttons
from bot.turn.doorbell import Doorbell
from bot.turn.turn import Turns
from dialogs.agenda.writing_hours import Calendar
from storage.database.database import Database
from storage.database.encryption import Vault, install_vault


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
