"""Where a participant stands, in two words, for the pages and the chats of the staff."""

import datetime as dt
from functools import cache, lru_cache

from babel.dates import format_date

from bot.i18n import Catalog
from storage.standing import Standing


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
    """Say in two words where a participant stands; ``last`` is the day of the newest rating.

    For one that is overdue it is the day on which the rating fell due.
    """
    if standing is Standing.OVERDUE and last is not None:
        # NOTE: Beside a participant: a rating fell due on {day} and is not done.
        return t.gettext("väntar sedan {day}").format(day=near_day(t, last, today))
    fixed = _two_words(t).get(standing)
    if fixed is not None:
        return fixed
    if last is None:
        # NOTE: Beside a participant who takes part but has no rating at all.
        return t.gettext("ingen skattning")
    # NOTE: Beside a participant: {day} of the last rating, for instance "last on 22 Nov".
    return t.gettext("senast {day}").format(day=near_day(t, last, today))


@cache
def _two_words(t: Catalog) -> dict[Standing, str]:
    return {
        # NOTE: Two words beside a participant: there is a rating the coach has not opened.
        Standing.NEW_RATING: t.gettext("ny skattning"),
        # NOTE: Two words beside a participant: this person has blocked the bot.
        Standing.BLOCKED: t.gettext("har blockerat"),
        # NOTE: Beside a participant: the answer about a meeting still to come is no. Short.
        Standing.CANNOT_COME: t.gettext("kan inte komma"),
        # NOTE: Two words beside a participant: no invitation can be opened any more.
        Standing.NO_INVITATION: t.gettext("inbjudan utgången"),
        # NOTE: Two words beside a participant: the invitation has not been opened.
        Standing.UNOPENED: t.gettext("inte öppnad"),
        # NOTE: Two words beside a participant: a rating has been begun.
        Standing.UNFINISHED: t.gettext("inte klar"),
        # NOTE: Two words beside a participant: opened, but neither yes nor no yet.
        Standing.UNDECIDED: t.gettext("inte bestämt"),
        # NOTE: Two words beside a participant who does not want to take part.
        Standing.DECLINED: t.gettext("tackat nej"),
        # NOTE: Two words beside a participant: three reminders, and no answer.
        Standing.SILENT: t.gettext("inget svar"),
        # NOTE: Two words beside a participant who wants no reminders.
        Standing.STOPPED: t.gettext("inga påminnelser"),
        # NOTE: Two words beside a participant: a rating fell due and is not done.
        Standing.OVERDUE: t.gettext("inte gjord"),
    }
