"""The rows of an agenda, read as the core knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import ABOUT_RATINGS, PENDING, MessageKind, MessageStatus
from dialogs.agenda.plan import Window
from dialogs.agenda.timing import Timing
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.asking import Asking
from dialogs.occasions.occasion import Messages, OccasionState, Reason
from dialogs.people.enrolment import IN_CASELOAD, EnrolmentStatus
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant

_OCCASIONS = (
    select(Occasion)
    .where(Occasion.participant_id == bindparam("participant"))
    .order_by(Occasion.due_on, Occasion.id)
)


_MESSAGES = (
    select(Reminder.subject, Reminder.kind, Reminder.status, Reminder.due_at, Reminder.wished)
    .where(Reminder.participant_id == bindparam("participant"), Reminder.kind.in_(ABOUT_RATINGS))
    .order_by(Reminder.number)
)


@dataclass
class AgendaRows:
    """Somebody's agenda as it is stored, with its rows by their ids in the agenda."""

    participant_id: int
    agenda: Agenda
    rows: dict[int, Occasion] = field(default_factory=dict)


async def participant_occasions(session: AsyncSession, participant_id: int) -> Sequence[Occasion]:
    """List a participant's occasions in the order they fall due."""
    return (await session.scalars(_OCCASIONS, {"participant": participant_id})).all()


async def agenda_rows(session: AsyncSession, participant: Participant, when: Timing) -> AgendaRows:
    """Read somebody's agenda; the caller holds them."""
    rows = await participant_occasions(session, participant.id)
    messages = await occasion_messages(session, participant.id)
    enrolled_at = participant.enrolled_at if participant.status in IN_CASELOAD else None
    agenda = Agenda(
        when=when,
        enrolled_on=when.rhythm.day(enrolled_at) if enrolled_at else None,
        exit_on=participant.exit_on,
        occasions=tuple(state_of(row, messages.get(row.id)) for row in rows),
        agreed=participant.status is EnrolmentStatus.ACTIVE,
    )
    return AgendaRows(participant.id, agenda, {row.id: row for row in rows})


def state_of(
    row: Occasion, messages: Mapping[MessageKind, Messages] | None = None
) -> OccasionState:
    """Give an occasion as the core knows it."""
    known = messages or {}
    window = Window(row.kind, row.number, row.opens_on, row.due_on, row.closes_on)
    return OccasionState(
        id=row.id,
        window=window,
        closes_at=row.closes_at,
        status=row.status,
        reason=Reason(row.reason) if row.reason else None,
        rating_id=row.rating_id,
        asking=Asking(row.asked, row.silent, row.streak_on),
        settled_at=row.settled_at,
        rating=known.get(MessageKind.RATING, Messages()),
        unfinished=known.get(MessageKind.UNFINISHED, Messages()),
    )


def columns_of(one: OccasionState) -> dict[str, Any]:
    """Give what is stored of an occasion, by column."""
    return {
        "kind": one.kind,
        "number": one.window.number,
        "opens_on": one.window.opens_on,
        "due_on": one.window.due_on,
        "closes_on": one.window.closes_on,
        "closes_at": one.closes_at,
        "status": one.status,
        "reason": one.reason.value if one.reason else None,
        "rating_id": one.rating_id,
        "asked": one.asking.asked,
        "silent": one.asking.silent,
        "streak_on": one.asking.streak_on,
        "settled_at": one.settled_at,
    }


async def occasion_messages(
    session: AsyncSession, participant_id: int
) -> dict[int, dict[MessageKind, Messages]]:
    """Give the newest message of each kind about each occasion."""
    found: dict[int, dict[MessageKind, Messages]] = {}
    for subject, kind, status, at, wished in await session.execute(
        _MESSAGES, {"participant": participant_id}
    ):
        of = found.setdefault(subject, {})
        older = of.get(MessageKind(kind), Messages())
        pending = older.pending or status in PENDING
        of[MessageKind(kind)] = Messages(MessageStatus(status), at, wished, pending)
    return found
