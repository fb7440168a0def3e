"""Agendas: read from the rows, changed by the pure core, and the rows brought in line with it."""

import datetime as dt
from collections.abc import Callable, Sequence

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import ABOUT_RATINGS, MessageKind, MessageStatus
from dialogs.agenda.timing import Timing
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.exits import hush
from dialogs.occasions.occasion import SETTLED, Messages, OccasionState
from storage.occasions.agenda_rows import (
    AgendaRows,
    agenda_rows,
    columns_of,
    occasion_messages,
    state_of,
)
from storage.reminders import queue
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant
from storage.talk.conversations import close_conversations_about


async def change_agenda(
    session: AsyncSession,
    participant: Participant,
    when: Timing,
    now: dt.datetime,
    change: Callable[[Agenda], Agenda],
) -> AgendaRows:
    """Change somebody's agenda as it stands; the caller holds them."""
    before = await agenda_rows(session, participant, when)
    return await bring_in_line(session, before, change(before.agenda), now)


async def bring_in_line(
    session: AsyncSession, before: AgendaRows, after: Agenda, now: dt.datetime
) -> AgendaRows:
    """Store what an agenda has become: occasions, their messages, and open offers to begin.

    Nothing is asked after the last day, whatever has planned it.
    """
    after = hush(after)
    was = {one.id: one for one in before.agenda.occasions}
    is_now = {one.id: one for one in after.occasions}
    for id_ in was.keys() - is_now.keys():
        await _drop(session, before.rows[id_], now)
    rows: dict[int, Occasion] = {}
    for one in after.occasions:
        row = before.rows.get(one.id)
        if row is None:
            row = Occasion(participant_id=before.participant_id, **columns_of(one))
            session.add(row)
        elif one != was[one.id]:
            _write(row, one)
        rows[one.id] = row
    await session.flush()  # new occasions have ids from here on
    for one in after.occasions:
        old = was.get(one.id)
        if one != old:
            await _align_messages(session, rows[one.id], old, one, after.when.rhythm.zone)
        if one.status in SETTLED and (old is None or old.status not in SETTLED):
            await close_offer(session, rows[one.id], now)
    return AgendaRows(before.participant_id, after, rows)


async def change_occasions(
    session: AsyncSession,
    rows: Sequence[Occasion],
    change: Callable[[OccasionState], OccasionState],
) -> None:
    """Change one participant's occasions each by itself, where no message is planned by it."""
    messages = await occasion_messages(session, rows[0].participant_id) if rows else {}
    for row in rows:
        before = state_of(row, messages.get(row.id))
        after = change(before)
        _write(row, after)
        await _align_messages(session, row, before, after, dt.UTC)
    await session.flush()


async def close_offer(session: AsyncSession, row: Occasion, now: dt.datetime) -> None:
    """End the offer to begin that stands open about an occasion."""
    await close_conversations_about(
        session, row.participant_id, "reminder", ("occasion", row.id), now
    )


def _write(row: Occasion, one: OccasionState) -> None:
    for name, value in columns_of(one).items():
        setattr(row, name, value)


async def _align_messages(
    session: AsyncSession,
    row: Occasion,
    before: OccasionState | None,
    after: OccasionState,
    zone: dt.tzinfo,
) -> None:
    """Plan, move, answer or take back the messages about an occasion."""
    none = Messages()
    pairs = (
        (before.rating if before else none, after.rating),
        (before.unfinished if before else none, after.unfinished),
    )
    for kind, (was, is_now) in zip(ABOUT_RATINGS, pairs, strict=True):
        about = row.participant_id, kind, row.id
        if is_now.heard:
            await queue.mark_answered(session, *about)
        at = is_now.planned_at
        if at is not None and (was.planned_at, was.wished) != (at, is_now.wished):
            await queue.plan_reminder(
                session,
                participant_id=row.participant_id,
                kind=kind,
                subject=row.id,
                due_at=at,
                until=after.closes_at,
                zone=zone,
                wished=is_now.wished,
            )
        elif was.pending and not is_now.pending:
            await queue.withdraw_reminder(session, *about)
    if before is not None and before.closes_at != after.closes_at:
        await _move_end(session, row)


async def _move_end(session: AsyncSession, row: Occasion) -> None:
    """Let what is planned about an occasion be of use until its window ends, as that is now."""
    await session.execute(
        update(Reminder)
        .where(
            Reminder.participant_id == row.participant_id,
            Reminder.kind.in_(ABOUT_RATINGS),
            Reminder.subject == row.id,
            Reminder.status == MessageStatus.PLANNED,
        )
        .values(until=row.closes_at)
    )


async def _drop(session: AsyncSession, row: Occasion, now: dt.datetime) -> None:
    """Take away an occasion that nobody has begun, and what was planned to be said about it."""
    await session.execute(
        delete(Reminder).where(
            Reminder.participant_id == row.participant_id,
            Reminder.kind == MessageKind.RATING,
            Reminder.subject == row.id,
            Reminder.status == MessageStatus.PLANNED,
        )
    )
    for kind in ABOUT_RATINGS:
        await queue.withdraw_reminder(session, row.participant_id, kind, row.id)
    await close_offer(session, row, now)
    await session.execute(delete(Occasion).where(Occasion.id == row.id))
    session.expunge(row)
