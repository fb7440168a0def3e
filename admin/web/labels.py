"""The words of the coaches' pages for what the database names with codes."""

from functools import cache

from babel import Locale, UnknownLocaleError

from bot.languages.catalog import Catalog
from dialogs.reports.participant_status import ParticipantStatus

INTERFACE_LANGUAGES = ("sv", "en")
"""The languages of the coaches' own pages."""


_OWN = {"prs": "دری"}  # names that Babel does not have


@cache
def language_name(code: str) -> str:
    """Give a language's name for itself, as it stands in a line, also where we do not speak it."""
    if code in _OWN:
        return _OWN[code]
    try:
        locale = Locale.parse(code.replace("-", "_"), sep="_")
    except (ValueError, UnknownLocaleError):
        return code
    return locale.get_display_name(locale) or code


def html_tag(code: str) -> str:
    """Write a language code as HTML does."""
    return code.replace("_", "-")


@cache
def figure(t: Catalog, value: int) -> str:
    """Write a small whole number; kept, since a page has hundreds of them."""
    return t.number(value)


def status_meaning(t: Catalog, standing: ParticipantStatus) -> str:
    """Say in a sentence what a standing means and what a coach can do; empty for a calm one."""
    return _status_meanings(t).get(standing, "")


@cache
def _status_meanings(t: Catalog) -> dict[ParticipantStatus, str]:
    return {
        ParticipantStatus.NEW_RATING: t.gettext("Det finns en skattning som du inte har öppnat."),
        ParticipantStatus.BLOCKED: t.gettext(
            "Boten når inte fram. Ta kontakt på annat sätt, eller gör en ny inbjudan."
        ),
        ParticipantStatus.CANNOT_COME: t.gettext(
            "Personen kan inte komma till ett möte som är bokat. Hitta gärna en ny tid ihop."
        ),
        ParticipantStatus.NO_INVITATION: t.gettext(
            "Det finns ingen inbjudan som går att öppna. Gör en ny."
        ),
        ParticipantStatus.UNOPENED: t.gettext("Inbjudan är gjord, men ingen har öppnat den än."),
        ParticipantStatus.UNFINISHED: t.gettext(
            "En skattning är påbörjad. Svaren finns kvar och det går bra att fortsätta."
        ),
        ParticipantStatus.UNDECIDED: t.gettext(
            "Inbjudan är öppnad, men personen har inte svarat ja eller nej."
        ),
        ParticipantStatus.DECLINED: t.gettext("Personen vill inte vara med nu. Det är frivilligt."),
        ParticipantStatus.SILENT: t.gettext(
            "Inget svar på påminnelserna. Boten skriver inte mer om den här skattningen. "
            "Ta gärna kontakt själv."
        ),
        ParticipantStatus.OVERDUE: t.gettext(
            "Dagen för en skattning har passerat. Den går fortfarande att göra."
        ),
        ParticipantStatus.STOPPED: t.gettext(
            "Personen vill inte ha påminnelser. Ta upp skattningen när ni träffas."
        ),
    }


def mode_label(t: Catalog, code: str) -> str:
    """Say how a rating was made."""
    words = {
        "alone": t.gettext("på egen hand"),
        "together": t.gettext("tillsammans med handledare"),
        "interpreter": t.gettext("med tolk"),
        "paper": t.gettext("på papper"),
    }
    return words.get(code, code)


def role_label(t: Catalog, code: str) -> str:
    """Say what somebody is on the staff."""
    words = {
        "coach": t.gettext("handledare"),
        "leader": t.gettext("ledare"),
        "admin": t.gettext("administratör"),
    }
    return words.get(code, code)
