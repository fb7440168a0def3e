"""The seat: who sits beside somebody at these pages, and whose pages they are."""

from collections.abc import Callable
from enum import StrEnum

from admin.web.guard import Guarded, OwnHandler, own_participant
from bot.languages.catalog import Catalog
from dialogs.instruments.rating_mode import RatingMode
from storage.people.audit import Audit


class Seat(StrEnum):
    """Who sits beside the person; stands in the address."""

    COACH = "coach"
    INTERPRETER = "interpreter"
    HELPER = "helper"
    HANDED_OVER = "handed-over"
    """The person has the screen, and the coach is near."""


def at_the_seat(action: Audit, *, hold: bool = False) -> Callable[[OwnHandler], Guarded]:
    """Let in whoever may sit beside the person whom the address names.

    The one law of these pages: the own coach, or a substitute, who does what the coach does.
    """
    return own_participant(action, hold=hold)


def mode_at(seat: Seat) -> RatingMode:
    """Tell how a rating is made there."""
    match seat:
        case Seat.COACH | Seat.HANDED_OVER:
            return RatingMode.TOGETHER
        case Seat.INTERPRETER:
            return RatingMode.INTERPRETER
        case Seat.HELPER:
            return RatingMode.HELPER


def seat_label(t: Catalog, seat: Seat) -> tuple[str, str]:
    """Say who sits there on a button, and below it how the questions are shown."""
    beside = t.gettext("Frågorna visas på personens språk och på svenska.")
    match seat:
        case Seat.COACH:
            # NOTE: A button: with whom a participant answers the questions.
            return t.gettext("Du och personen"), beside
        case Seat.INTERPRETER:
            # NOTE: A button: with whom a participant answers the questions.
            return t.gettext("Du, personen och en tolk"), beside
        case Seat.HELPER:
            # NOTE: A button: with whom a participant answers the questions.
            return t.gettext("Personen och ett språkstöd"), beside
        case Seat.HANDED_OVER:
            # NOTE: A button: the participant gets the coach's screen for the questions.
            return t.gettext("Lämna över skärmen"), t.gettext(
                "Bara frågorna syns, på personens språk. Du får tillbaka skärmen med ett tryck."
            )
