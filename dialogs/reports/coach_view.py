"""What a coach is asked of somebody's way to work, in the sources' own words. Pure."""

from dialogs.ratings.coach_view import Indicator
from dialogs.texts import Texts


def indicator_text(t: Texts, indicator: Indicator) -> str:
    """Word one of the two."""
    match indicator:
        case Indicator.BELIEF:
            # NOTE: What a coach rates: from a Danish study. The words are not ours to change.
            return t.gettext("Att ha tilltro till klientens möjligheter att få ett jobb")
        case Indicator.PURPOSE:
            # NOTE: What a coach rates: from a Danish study. The words are not ours to change.
            return t.gettext("Att man anser att deltagaren agerar målmedvetet för att få ett jobb")


def areas_question(t: Texts) -> str:
    """Word what is asked at the exit."""
    # NOTE: Asked of a coach when a participant leaves; the words are not ours to change.
    return t.gettext(
        "Utifrån din professionella roll kryssa i vilka områden du upplever att deltagare gjort en "
        "stegförflyttning inom under deltagandet i projektet"
    )
