"""The words of the coaches' pages for what the database names with codes."""

import datetime as dt
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from bot.i18n import Catalog
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


@lru_cache(maxsize=4096)
def short_day(t: Catalog, day: dt.date) -> str:
    """Write a day without its year."""
    return format_date(day, "d MMM", locale=t.locale)


@lru_cache(maxsize=4096)
def full_day(t: Catalog, day: dt.date) -> str:
    """Write a day with its year."""
    return t.date(day)


def near_day(t: Catalog, day: dt.date, today: dt.date) -> str:
    """Write a day, with its year where it is not this one."""
    return short_day(t, day) if day.year == today.year else full_day(t, day)


def tag(t: Catalog, standing: Standing, last: dt.date | None, today: dt.date) -> str:
    """Say in two words where a participant stands; ``last`` is the day of the newest rating."""
    match standing:
        case Standing.NEW_RATING:
            # NOTE: Two words beside a participant: there is a rating the coach has not opened.
            return t.gettext("ny skattning")
        case Standing.BLOCKED:
            # NOTE: Two words beside a participant: this person has blocked the bot.
            return t.gettext("har blockerat")
        case Standing.NO_INVITATION:
            # NOTE: Two words beside a participant: no invitation can be opened any more.
            return t.gettext("inbjudan utgången")
        case Standing.UNOPENED:
            # NOTE: Two words beside a participant: the invitation has not been opened.
            return t.gettext("inte öppnad")
        case Standing.UNFINISHED:
            # NOTE: Two words beside a participant: a rating has been begun.
            return t.gettext("inte klar")
        case Standing.UNDECIDED:
            # NOTE: Two words beside a participant: opened, but neither yes nor no yet.
            return t.gettext("inte bestämt")
        case Standing.DECLINED:
            # NOTE: Two words beside a participant who does not want to take part.
            return t.gettext("tackat nej")
        case Standing.CALM:
            pass
    if last is None:
        # NOTE: Beside a participant who takes part but has no rating at all.
        return t.gettext("ingen skattning")
    # NOTE: Beside a participant: {day} of the last rating, for instance "last on 22 Nov".
    return t.gettext("senast {day}").format(day=near_day(t, last, today))


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


def occasion(t: Catalog, code: str) -> str:
    """Say at which occasion a rating was made."""
    words = {
        "enrolment": t.gettext("vid inskrivning"),
        "three-month": t.gettext("efter tre månader"),
        "six-month": t.gettext("efter sex månader"),
        "exit": t.gettext("vid avslut"),
        "extra": t.gettext("extra"),
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
