"""The words of the coaches' pages for what the database names with codes."""

from functools import cache

from babel import Locale, UnknownLocaleError

from bot.i18n import Catalog
from bot.standing_words import full_day as full_day
from bot.standing_words import near_day as near_day
from bot.standing_words import short_day as short_day
from bot.standing_words import tag as tag
from storage.caseload import Standing

INTERFACE = ("sv", "en")
"""The languages of the coaches' own pages."""


_OWN = {"prs": "دری"}  # names that Babel does not have


@cache
def own_name(code: str) -> str:
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


def meaning(t: Catalog, standing: Standing) -> str:
    """Say in a sentence what a standing means and what a coach can do; empty for a calm one."""
    match standing:
        case Standing.NEW_RATING:
            return t.gettext("Det finns en skattning som du inte har öppnat.")
        case Standing.BLOCKED:
            return t.gettext(
                "Boten når inte fram. Ta kontakt på annat sätt, eller gör en ny inbjudan."
            )
        case Standing.NO_INVITATION:
            return t.gettext("Det finns ingen inbjudan som går att öppna. Gör en ny.")
        case Standing.UNOPENED:
            return t.gettext("Inbjudan är gjord, men ingen har öppnat den än.")
        case Standing.UNFINISHED:
            return t.gettext(
                "En skattning är påbörjad. Svaren finns kvar och det går bra att fortsätta."
            )
        case Standing.UNDECIDED:
            return t.gettext("Inbjudan är öppnad, men personen har inte svarat ja eller nej.")
        case Standing.DECLINED:
            return t.gettext("Personen vill inte vara med nu. Det är frivilligt.")
        case Standing.SILENT:
            return t.gettext(
                "Inget svar på påminnelserna. Boten skriver inte mer om den här skattningen. "
                "Ta gärna kontakt själv."
            )
        case Standing.OVERDUE:
            return t.gettext("Dagen för en skattning har passerat. Den går fortfarande att göra.")
        case Standing.STOPPED:
            return t.gettext(
                "Personen vill inte ha påminnelser. Ta upp skattningen när ni träffas."
            )
        case Standing.CALM:
            return ""


def mode(t: Catalog, code: str) -> str:
    """Say how a rating was made."""
    words = {
        "alone": t.gettext("på egen hand"),
        "together": t.gettext("tillsammans med handledare"),
        "interpreter": t.gettext("med tolk"),
        "paper": t.gettext("på papper"),
    }
    return words.get(code, code)


def channel(t: Catalog, code: str) -> str:
    """Say where an answer was written."""
    words = {
        "telegram": "Telegram",
        "web": t.gettext("webbchatt"),
        "terminal": t.gettext("terminal"),
    }
    return words.get(code, code)


def role(t: Catalog, code: str) -> str:
    """Say what somebody is on the staff."""
    words = {
        "coach": t.gettext("handledare"),
        "leader": t.gettext("ledare"),
        "admin": t.gettext("administratör"),
    }
    return words.get(code, code)
