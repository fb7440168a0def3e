"""Access from a helper's seat: to the one rating beside which they were asked to sit."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.people.staff import StaffRole
from storage.people.audit import Audit, log_action
from storage.people.participants import hold_participant
from storage.seats.seats import is_open, is_over
from storage.sight.tables import HelperSeat
from storage.tables.people import Participant, Staff


async def access_beside(
    session: AsyncSession, by: Staff, seat_id: int, now: dt.datetime, action: Audit, *, hold: bool
) -> tuple[HelperSeat, Participant] | None:
    """Find whom a helper may sit beside now, and log it; else it is logged as turned away.

    ``hold``: the participant is held until the transaction ends.
    """
    named = await session.get(HelperSeat, seat_id)
    is_helper = StaffRole.HELPER in by.roles and named is not None and named.helper_id == by.id
    if named is not None and is_helper and hold:
        await hold_participant(session, named.participant_id)
    found = select(HelperSeat).where(
        HelperSeat.id == seat_id, HelperSeat.helper_id == by.id, is_open(now)
    )
    seat = await session.scalar(found.execution_options(populate_existing=True))
    seen = is_helper and seat is not None and seat.starts_at <= now
    seen = seen and seat is not None and not await is_over(session, seat)
    await log_action(
        session,
        action,
        now,
        staff_id=by.id,
        participant_id=named.participant_id if named else None,
        allowed=seen,
    )
    if not seen or seat is None:
        return None
    return seat, await session.get_one(Participant, seat.participant_id, populate_existing=True)
