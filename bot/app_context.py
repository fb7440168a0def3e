"""What the service is made of, put together once."""

from dataclasses import dataclass

from bot.clips.machine.drafts import Drafts
from bot.clips.voices import is_machine_here
from bot.doorbell.doorbell import Doorbell
from bot.doorbell.link import DoorLinks
from bot.health.health import Health
from bot.languages.reviews import ReviewsInForce
from bot.settings.clock import Clock, SteadyClock
from bot.settings.holidays import is_free_day
from bot.settings.installation import Installation, read_installation
from bot.settings.settings import Settings
from bot.turn.buttons import Buttons
from bot.turn.turns import Turns
from dialogs.agenda.writing_hours import LocalCalendar
from storage.database.database import Database
from storage.database.encryption import Vault, install_vault


@dataclass(frozen=True)
class AppContext:
    """The parts that web, Telegram and the command line share."""

    settings: Settings
    database: Database
    installation: Installation
    buttons: Buttons
    turns: Turns
    clock: Clock
    calendar: LocalCalendar
    doorbell: Doorbell
    health: Health
    reviews: ReviewsInForce
    drafts: Drafts


def build_app(settings: Settings, clock: Clock | None = None) -> AppContext:
    """Put the parts together; opens no connection yet. Raises InstallationError."""
    clock = clock or SteadyClock()
    install_vault(Vault(settings.encryption_keys, settings.lookup_key))
    database = Database(settings.database_url)
    installation = read_installation(settings.data_dir, settings.listener_presses)
    buttons = Buttons(settings.secret_key)
    calendar = LocalCalendar(settings.timezone, is_free_day)
    doorbell = Doorbell(
        settings.telegram_mode == "doorbell",
        settings.organisation,
        settings.public_url,
        DoorLinks(settings.secret_key),
    )
    speaks = settings.voice_drafts and is_machine_here()
    drafts = Drafts(database, installation, settings.organisation, clock, speaks)
    turns = Turns(installation, buttons, clock, calendar, doorbell, drafts)
    return AppContext(
        settings,
        database,
        installation,
        buttons,
        turns,
        clock,
        calendar,
        doorbell,
        Health(database),
        ReviewsInForce(database),
        drafts,
    )
