"""How a rating was made, in words."""

from dialogs.instruments.rating_mode import RatingMode
from dialogs.texts import Texts


def mode_label(t: Texts, mode: RatingMode) -> str:
    """Say how a rating was made."""
    match mode:
        case RatingMode.ALONE:
            return t.gettext("på egen hand")
        case RatingMode.TOGETHER:
            return t.gettext("tillsammans med handledare")
        case RatingMode.INTERPRETER:
            return t.gettext("med tolk")
        case RatingMode.PAPER:
            return t.gettext("på papper")
