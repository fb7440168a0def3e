"""What keeps the bot from asking somebody for a rating now, in words for the coach."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import Catalog
from dialogs.agenda.messages import MessageKind, SkipReason
from dialogs.agenda.send_decision import Addressee, Due, Skip, send_decision
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import day_end
from dialogs.people.enrolment import EnrolmentStatus
from storage.people.participants import is_reachable
from storage.tables.agenda import Occasion
from storage.tables.people import Participant


async def obstacle(
    session: AsyncSession,
    t: Catalog,
    who: Participant,
    occasion: Occasion | None,
    now: dt.datetime,
    when: Timing,
    usual: dt.tzinfo,
) -> str:
    """Say why a message about an occasion (None: a new one) cannot go out; empty where it can."""
    if who.status != EnrolmentStatus.ACTIVE:
        return t.gettext("Personen är inte med nu.")
    reachable = await is_reachable(session, who.id)
    to = Addressee(when.rhythm, reachable, who.stopped, written_on=who.written_on)
    what = send_decision(
        Due(MessageKind.RATING, _window_end(occasion, now, when)), to, now, when.free
    )
    reason = what.reason if isinstance(what, Skip) else None
    resting = who.quiet_until is not None and who.quiet_until > now
    if who.quiet_until and resting and reason in (None, SkipReason.LATE):
        # NOTE: Said to a coach who wants to remind somebody who has pressed pause.
        text = t.gettext("{person} har valt paus till {day}. Ring gärna i stället.")
        day = t.date(who.quiet_until.astimezone(usual).date())
        return text.format(person=who.pseudonym, day=day)
    if reason is SkipReason.LATE:
        return too_late_text(t, who.pseudonym)
    return _reason_text(t, reason).format(person=who.pseudonym)


def _window_end(occasion: Occasion | None, now: dt.datetime, when: Timing) -> dt.datetime:
    """Give when the window ends (UTC)."""
    if occasion is not None:
        return occasion.closes_at
    last = when.plan.on_wish(when.rhythm.day(now), 1).closes_on
    return day_end(last, when.rhythm.zone)


def _reason_text(t: Catalog, reason: SkipReason | None) -> str:
    match reason:
        case SkipReason.STOPPED:
            # NOTE: Said to a coach who wants to remind somebody who pressed pause or stop.
            return t.gettext("{person} vill inte ha påminnelser just nu. Ring gärna i stället.")
        case SkipReason.BLOCKED:
            # NOTE: Said to a coach who wants to remind somebody who has no open chat.
            return t.gettext("Boten når inte fram till {person}. Ring gärna.")
        case _:
            return ""


def too_late_text(t: Catalog, person: str) -> str:
    """Say that a message would come after the last day."""
    # NOTE: Said to a coach when a reminder would come after the last day of the rating.
    return t.gettext("Boten hinner inte påminna {person} i tid. Ring gärna.").format(person=person)
