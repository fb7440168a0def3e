"""Deeds: what the buttons below a digest do for a participant, logged like all that staff do."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import Catalog, catalog
from bot.parts import Parts
from bot.reminding.obstacle import hindrance, too_late
from bot.staff.buttons import REMIND
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import moment
from storage.people.access import if_own
from storage.occasions.replanning import ask_now
from storage.occasions.serving import waiting
from storage.people.participants import hold
from storage.people.timing import timing
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant, Staff

WEEK = dt.timedelta(days=7)


async def done(
    session: AsyncSession, parts: Parts, staff: Staff, participant_id: int, deed: str
) -> str:
    """Do what a button says, and say what came of it in the coach's language."""
    now, t = parts.clock(), catalog(staff.language)
    action = "reminded from telegram" if deed == REMIND else "snoozed from telegram"
    found = await session.get(Participant, participant_id)
    participant = await if_own(session, staff, found, now, action)
    if participant is None:
        # NOTE: A coach pressed a button about somebody who is not among their participants now.
        return t.gettext("Personen finns inte bland dina deltagare.")
    if deed == REMIND:
        return await _reminded(session, parts, participant, now, t)
    until = (now + WEEK).astimezone(parts.calendar.zone).date()
    # From midnight on: the digest of that morning names the person again.
    participant.snoozed_until = moment(until, dt.time(0), parts.calendar.zone)
    # NOTE: Said to a coach: no more about {person} (a pseudonym) in digests until {day}, unless
    # the person answers meanwhile; the bot's reminders to the person go on.
    text = t.gettext(
        "Sammanställningen nämner inte {person} förrän {day}, om det inte kommer ett svar. "
        "Boten påminner {person} som vanligt."
    )
    return text.format(person=participant.pseudonym, day=t.date(until))


async def _reminded(
    session: AsyncSession, parts: Parts, participant: Participant, now: dt.datetime, t: Catalog
) -> str:
    who, zone = participant.pseudonym, parts.calendar.zone
    await hold(session, participant.id)
    await session.refresh(participant)
    when = await timing(session, participant, parts.calendar)
    occasion = await waiting(session, participant, when.rhythm.day(now))
    if why := await hindrance(session, t, participant, occasion, now, when, zone):
        return why
    if occasion is None:
        # NOTE: Said to a coach who presses an old button: the rating is done, or not due.
        text = t.gettext("{person} har ingen skattning att bli påmind om just nu.")
        return text.format(person=who)
    at = await _planned(session, occasion, now, when)
    if at is None:
        return too_late(t, who)
    # NOTE: Said to a coach. {moment} is a day with a time: when the bot writes to {person}.
    text = t.gettext("{person} får en påminnelse {moment}.")
    return text.format(person=who, moment=t.moment(at, zone))


async def _planned(
    session: AsyncSession, occasion: Occasion, now: dt.datetime, when: Timing
) -> dt.datetime | None:
    """Ask about what waits; gives when the message goes (UTC)."""
    await ask_now(session, occasion, now, when)
    return await session.scalar(
        select(Reminder.due_at)
        .where(
            Reminder.participant_id == occasion.participant_id,
            Reminder.kind.in_(("rating", "unfinished")),
            Reminder.subject == occasion.id,
            Reminder.status == "planned",
        )
        .order_by(Reminder.due_at)
        .limit(1)
    )
