"""Deeds: what the buttons below a digest do for a participant, logged like all that staff do."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.languages.catalog import Catalog, catalog
from bot.staff.buttons import REMIND
from dialogs.agenda.obstacle import Obstacle
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import moment
from dialogs.labels.obstacles import Place, obstacle_label
from storage.occasions.obstacles import asking_obstacle
from storage.occasions.replanning import ask_now, waiting_occasion
from storage.people.access import access_and_hold_by_id
from storage.people.audit import Audit
from storage.people.contact import quiet_until_day
from storage.people.participants import can_knock, snooze_participant
from storage.people.timing import participant_timing
from storage.reminders.queue import next_message_about
from storage.tables.agenda import Occasion
from storage.tables.people import Participant, Staff

WEEK = dt.timedelta(days=7)


async def carry_out_button(
    session: AsyncSession, app: AppContext, staff: Staff, participant_id: int, deed: str
) -> str:
    """Do what a button says, and say what came of it in the coach's language."""
    now, t = app.clock(), catalog(staff.language)
    action = Audit.REMINDED_IN_CHAT if deed == REMIND else Audit.SNOOZED_IN_CHAT
    participant = await access_and_hold_by_id(session, staff, participant_id, now, action)
    if participant is None:
        # NOTE: A coach pressed a button about somebody who is not among their participants now.
        return t.gettext("Personen finns inte bland dina deltagare.")
    if deed == REMIND:
        return await _remind(session, app, participant, now, t)
    until = (now + WEEK).astimezone(app.calendar.zone).date()
    # From midnight on: the digest of that morning names the person again.
    await snooze_participant(session, participant, moment(until, dt.time(0), app.calendar.zone))
    # NOTE: Said to a coach: no more about {person} (a pseudonym) in digests until {day}, unless
    # the person answers meanwhile; the bot's reminders to the person go on.
    text = t.gettext(
        "Sammanställningen nämner inte {person} förrän {day}, om det inte kommer ett svar. "
        "Boten påminner {person} som vanligt."
    )
    return text.format(person=participant.pseudonym, day=t.date(until))


async def _remind(
    session: AsyncSession, app: AppContext, participant: Participant, now: dt.datetime, t: Catalog
) -> str:
    who, zone = participant.pseudonym, app.calendar.zone
    when = await participant_timing(session, participant, app.calendar)
    occasion = await waiting_occasion(session, participant, when.rhythm.day(now))
    until = quiet_until_day(participant, zone)
    if why := await asking_obstacle(session, participant, occasion, now, when):
        return obstacle_label(t, why, Place.ASKING, person=who, until=until)
    if occasion is None:
        # NOTE: Said to a coach who presses an old button: the rating is done, or not due.
        text = t.gettext("{person} har ingen skattning att bli påmind om just nu.")
        return text.format(person=who)
    at = await _ask_again(session, occasion, now, when)
    if at is None:
        return obstacle_label(t, Obstacle.LATE, Place.ASKING, person=who)
    if not await can_knock(session, participant.id):
        return obstacle_label(t, Obstacle.NO_KNOCK, Place.ASKING, person=who)
    # NOTE: Said to a coach. {moment} is a day with a time: when the bot writes to {person}.
    text = t.gettext("{person} får en påminnelse {moment}.")
    return text.format(person=who, moment=t.moment(at, zone))


async def _ask_again(
    session: AsyncSession, occasion: Occasion, now: dt.datetime, when: Timing
) -> dt.datetime | None:
    """Ask about what waits; gives when the message goes (UTC)."""
    await ask_now(session, occasion, now, when)
    return await next_message_about(session, occasion)
