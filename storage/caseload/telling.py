"""Participants told who else sees their case: a new coach, or a substitute for a time.

It stands first when they next come and look, and a message says so at their next hour; whoever
has read it there is not told again.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.agenda.writing_hours import LocalCalendar, next_hour
from dialogs.engine.conversation import Conversation
from dialogs.labels.conversations import DialogName
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.requests import RequestKind
from storage.database.encryption import readable
from storage.digests.recall import recall_digest
from storage.orientation.coach import hold_staff
from storage.people.timing import participant_timing, zone_of
from storage.reminders.queue import newest_reminder, plan_reminder, withdraw_reminder
from storage.sight.seen import covers
from storage.sight.tables import CoachRequest, last_day_before
from storage.tables.people import Participant, Staff
from storage.talk.conversations import (
    close_conversations,
    close_conversations_about,
    open_conversations,
    store_new_conversation,
)

OF_USE = dt.timedelta(days=30)
"""For so long a person is told who their coach is now."""


async def tell_of_coach(
    session: AsyncSession,
    participant: Participant,
    coach: Staff,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Tell somebody who takes part who their coach is now, instead of news of one before."""
    facts = {"coach": readable(coach.name), "staff": coach.id, "subject": coach.id}
    await _close_news(session, participant.id, now)
    await _lay_first(session, participant.id, DialogName.COACH, facts, now)
    await _plan(session, participant, MessageKind.COACH, coach.id, now + OF_USE, now, calendar)


async def tell_of_substitutes(
    session: AsyncSession, participant: Participant, now: dt.datetime, calendar: LocalCalendar
) -> None:
    """Tell somebody who takes part of each substitute who sees them, or is to; of each once."""
    if participant.status != EnrolmentStatus.ACTIVE:
        return
    found = select(CoachRequest).where(
        CoachRequest.from_id == participant.coach_id,
        CoachRequest.accepted_at.is_not(None),
        CoachRequest.closed_at.is_(None),
        CoachRequest.ends_at > now,
        covers(literal(participant.id)),
    )
    for request in (await session.scalars(found.order_by(CoachRequest.id))).all():
        about = (participant.id, MessageKind.SUBSTITUTE, request.id)
        told = await newest_reminder(session, *about)
        if request.ends_at is None or (told and told.status is not MessageStatus.CANCELLED):
            continue
        facts = await substitute_facts(session, request, zone_of(participant, calendar))
        await _lay_first(
            session, participant.id, DialogName.SUBSTITUTE, {**facts, "subject": request.id}, now
        )
        await _plan(
            session,
            participant,
            MessageKind.SUBSTITUTE,
            request.id,
            request.ends_at,
            now,
            calendar,
        )


async def heed_who_reads(
    session: AsyncSession,
    participant: Participant,
    now: dt.datetime,
    calendar: LocalCalendar,
    *,
    agreed: bool,
) -> None:
    """Do what follows, at once, from what somebody has said of who else may read."""
    if agreed:
        await tell_of_substitutes(session, participant, now, calendar)
    else:
        await _hide_from_substitutes(session, participant, now)


async def _hide_from_substitutes(
    session: AsyncSession, participant: Participant, now: dt.datetime
) -> None:
    """Take back what is on its way to and of substitutes: somebody has said no to being read.

    They see nothing of the person from now on (``storage.sight``). The caller holds the person.
    """
    found = select(CoachRequest).where(
        CoachRequest.from_id == participant.coach_id,
        CoachRequest.kind == RequestKind.SUBSTITUTE,
        CoachRequest.accepted_at.is_not(None),
        CoachRequest.closed_at.is_(None),
        CoachRequest.ends_at > now,
    )
    for request in (await session.scalars(found.order_by(CoachRequest.to_id))).all():
        kind = MessageKind.SUBSTITUTE
        await withdraw_reminder(session, participant.id, kind, request.id)
        about = ("subject", request.id)
        await close_conversations_about(session, participant.id, kind, about, now)
        await recall_digest(session, await hold_staff(session, request.to_id), now)


async def substitute_facts(
    session: AsyncSession, request: CoachRequest, zone: dt.tzinfo
) -> Mapping[str, Any]:
    """Give what the dialog about a substitute says: who, for whom, and the last day of it."""
    coach = await session.get_one(Staff, request.from_id)
    substitute = await session.get_one(Staff, request.to_id)
    last = last_day_before(request.ends_at or request.asked_at, zone)
    return {
        "request": request.id,
        "coach": readable(coach.name),
        "substitute": readable(substitute.name),
        "last_day": last.isoformat(),
    }


async def _lay_first(
    session: AsyncSession,
    participant_id: int,
    dialog: DialogName,
    facts: Mapping[str, Any],
    now: dt.datetime,
) -> None:
    """Lay the news on top of what is open."""
    await store_new_conversation(
        session, participant_id, Conversation(dialog, facts), now, put_away=True
    )


async def _close_news(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Close what tells of a coach before, or of their substitutes."""
    opened = await open_conversations(session, participant_id)
    news = (DialogName.COACH, DialogName.SUBSTITUTE)
    if earlier := [one.id for one in opened if one.dialog in news]:
        await close_conversations(session, earlier, now)


async def _plan(
    session: AsyncSession,
    participant: Participant,
    kind: MessageKind,
    subject: int,
    until: dt.datetime,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    when = await participant_timing(session, participant, calendar)
    await plan_reminder(
        session,
        participant_id=participant.id,
        kind=kind,
        subject=subject,
        due_at=next_hour(now, when.rhythm, when.free),
        until=until,
        zone=when.rhythm.zone,
    )
