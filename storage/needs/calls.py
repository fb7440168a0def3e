"""Calls: that a coach has called a participant, and what came of it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.caseload.calls import CallOutcome
from dialogs.caseload.needs import ENDED_BY_CALL
from storage.needs.marks import mark_done, take_done_back
from storage.needs.tables import Call


async def note_call(
    session: AsyncSession,
    participant_id: int,
    outcome: CallOutcome,
    by_id: int,
    now: dt.datetime,
    *,
    shown: dt.datetime,
) -> Call:
    """Note a call. Whoever is reached is silent no more. The caller holds the participant.

    ``shown`` is when the page was made whose button was pressed (UTC): the same of the same coach
    since then is a button pressed twice.
    """
    same = select(Call).where(
        Call.participant_id == participant_id,
        Call.by_id == by_id,
        Call.outcome == outcome,
        Call.at >= shown,
    )
    if (before := await session.scalar(same.order_by(Call.id).limit(1))) is not None:
        return before
    call = Call(participant_id=participant_id, by_id=by_id, at=now, outcome=outcome)
    session.add(call)
    if outcome is not CallOutcome.NOT_REACHED:
        for kind in ENDED_BY_CALL:
            await mark_done(session, participant_id, kind, now, by_id, now)
    await session.flush()
    return call


async def take_call_back(
    session: AsyncSession, participant_id: int, call_id: int, by_id: int, now: dt.datetime
) -> bool:
    """Take back a call of one's own that was noted by mistake; False where there is none."""
    call = await session.get(Call, call_id)
    if call is None or (call.participant_id, call.by_id) != (participant_id, by_id):
        return False
    if call.outcome is not CallOutcome.NOT_REACHED:
        for kind in ENDED_BY_CALL:
            await take_done_back(session, participant_id, kind, by_id, now, said_at=call.at)
    await session.delete(call)
    await session.flush()
    return True


async def calls_to(session: AsyncSession, participant_id: int) -> Sequence[Call]:
    """List the calls to a participant, oldest first."""
    found = await session.scalars(
        select(Call).where(Call.participant_id == participant_id).order_by(Call.id)
    )
    return found.all()
