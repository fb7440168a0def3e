"""What has just been saved on a participant's page, and what comes of it: said where it stands."""

from enum import StrEnum

from bot.languages.catalog import Catalog


class Saved(StrEnum):
    """What has been saved: the flash's code."""

    GOAL = "saved goal"
    GOAL_AWAY = "goal taken away"
    STEP = "saved step"
    STEP_AWAY = "step taken away"
    COMMENT = "saved comment"
    VIEW = "saved view"
    BOOKED = "meeting booked"
    MOVED = "meeting changed"
    OFF = "meeting called off"
    ASKED = "asked coach"


def saved_text(t: Catalog, code: str) -> tuple[str, str]:  # one case a code
    """Give the place on the page that a code is about, and what is said there; "" for others."""
    match code:
        case Saved.GOAL:
            return "goals", t.gettext("Målet är sparat i planen.")
        case Saved.GOAL_AWAY:
            return "goals", t.gettext("Målet är borttaget.")
        case Saved.STEP:
            return "small-steps", t.gettext("Steget är sparat i planen.")
        case Saved.STEP_AWAY:
            return "small-steps", t.gettext("Steget är borttaget.")
        case Saved.COMMENT:
            return "small-steps", t.gettext("Kommentaren är sparad.")
        case Saved.VIEW:
            return "coach-view", t.gettext("Din bild är sparad.")
        case Saved.BOOKED:
            return "meetings", t.gettext("Mötet är bokat.")
        case Saved.MOVED:
            return "meetings", t.gettext("Ändringen av mötet är sparad.")
        case Saved.OFF:
            return "meetings", t.gettext("Mötet är inställt.")
        case Saved.ASKED:
            return "top", t.gettext("Frågan är skickad. Det gäller när svaret är ja.")
        case _:
            return "", ""
