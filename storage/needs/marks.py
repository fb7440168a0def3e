"""Marks: what coaches have said of what needs them."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.caseload.needs import Marks, NeedMark, marked_with
from dialogs.people.participant_status import ParticipantStatus
from storage.needs.tables import StoredNeedMark


async def mark_done(
    session: AsyncSession,
    participant_id: int,
    kind: ParticipantStatus,
    until: dt.datetime,
    by_id: int,
    now: dt.datetime,
) -> None:
    """Say that what began up to ``until`` (UTC) is dealt with. The caller holds the participant.

    Words that have changed since then are not.
    """
    for row in await _rows(session, participant_id, kind):
        if row.by_id is None and row.marked_at is not None and row.marked_at > until:
            continue
        row.marked_at, row.by_id, row.hidden_until = now, by_id, None
        row.done_until = max(until, row.done_until or until)
    await session.flush()


async def take_done_back(
    session: AsyncSession,
    participant_id: int,
    kind: ParticipantStatus,
    by_id: int,
    now: dt.datetime,
    *,
    said_at: dt.datetime | None = None,
    shown: dt.datetime | None = None,
) -> None:
    """Say that it is not dealt with, nor hidden. The caller holds the participant.

    With ``said_at`` only what this person said then; with ``shown`` nothing that another has said
    since the page was made whose button was pressed (UTC).
    """
    for row in await _rows(session, participant_id, kind):
        if said_at is not None and (row.marked_at, row.by_id) != (said_at, by_id):
            continue
        if shown is not None and row.by_id not in (None, by_id) and row.marked_at > shown:
            continue
        row.marked_at, row.by_id = now, by_id
        row.done_until = row.hidden_until = None
    await session.flush()


async def need_again(
    session: AsyncSession, participant_id: int, kind: ParticipantStatus, now: dt.datetime
) -> None:
    """Let a need come back whose words have changed. The caller holds the participant.

    The mark says when, and that it was nobody on the staff: who has not seen it since then has not
    dealt with it (``mark_done``).
    """
    for row in await _rows(session, participant_id, kind):
        row.marked_at, row.by_id, row.done_until, row.hidden_until = now, None, None, None
    await session.flush()


async def hide(
    session: AsyncSession,
    participant_id: int,
    kind: ParticipantStatus,
    until: dt.datetime,
    by_id: int,
    now: dt.datetime,
) -> None:
    """Leave a need out until a moment (UTC). The caller holds the participant."""
    for row in await _rows(session, participant_id, kind):
        row.marked_at, row.by_id, row.hidden_until = now, by_id, until
    await session.flush()


async def _rows(
    session: AsyncSession, participant_id: int, kind: ParticipantStatus
) -> list[StoredNeedMark]:
    """Find the rows of a kind and of what goes with it; those that are missing are made."""
    kinds = marked_with(kind)
    found = await session.scalars(
        select(StoredNeedMark).where(
            StoredNeedMark.participant_id == participant_id, StoredNeedMark.kind.in_(kinds)
        )
    )
    rows = {row.kind: row for row in found}
    for one in kinds - rows.keys():
        rows[one] = StoredNeedMark(participant_id=participant_id, kind=one)
        session.add(rows[one])
    return list(rows.values())


def marks_of(rows: Iterable[StoredNeedMark]) -> Mapping[int, Marks]:
    """Give them by participant and kind."""
    found: dict[int, dict[ParticipantStatus, NeedMark]] = {}
    for row in rows:
        mark = NeedMark(row.marked_at, row.done_until, row.hidden_until)
        found.setdefault(row.participant_id, {})[row.kind] = mark
    return found
