"""Seats: a helper may sit beside one rating of somebody, on the day that the coach has said.

Only of people who have agreed that a helper may read. A seat is over with its rating, whoever
finished it, and one participant has one at most. It ends too with what gave it: when whoever asked
for it sees the participant no more, and for good with a no to who else may read.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from dialogs.labels.conversations import DialogName
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.agreements.agreements import lets_others_read, may_be_read_by_others
from storage.caseload.requests import Span
from storage.database.encryption import readable
from storage.orientation.coach import hold_staff
from storage.sight.seen import covers, runs
from storage.sight.tables import CoachChange, CoachRequest, HelperSeat
from storage.tables.people import Agreement, Participant, Staff, StoredConversation
from storage.tables.ratings import Rating
from storage.talk.conversations import conversation_of, open_conversations

_beside = aliased(Participant)
"""Since a statement may speak of participants itself."""


@dataclass(frozen=True)
class Asked:
    """A seat with the names that its helper or its coach is shown."""

    seat: HelperSeat
    pseudonym: str
    helper: str
    by: str


async def ask_helper(
    session: AsyncSession,
    participant: Participant,
    helper_id: int,
    by: Staff,
    now: dt.datetime,
    *,
    span: Span,
) -> HelperSeat | None:
    """Give a helper the seat beside somebody whom the caller holds; another's ends with that.

    None where they are no helper any more, or the person has not agreed that one may read.
    """
    if not await may_be_read_by_others(session, participant.id):
        return None
    helper = await hold_staff(session, helper_id)
    if not helper.is_here or StaffRole.HELPER not in helper.roles:
        return None
    await _close(session, HelperSeat.participant_id == participant.id, now)
    seat = HelperSeat(
        participant_id=participant.id,
        helper_id=helper_id,
        by_id=by.id,
        asked_at=now,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
    )
    session.add(seat)
    await session.flush()
    return seat


async def sit_down(session: AsyncSession, seat: HelperSeat, rating_id: int) -> None:
    """Say which rating a seat is beside, from now on."""
    seat.rating_id = rating_id
    await session.flush()


async def take_back_seats(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Let nobody sit beside somebody any more."""
    await _close(session, HelperSeat.participant_id == participant_id, now)


async def close_seat(session: AsyncSession, seat: HelperSeat, now: dt.datetime) -> None:
    """End one: its rating is over."""
    await _close(session, HelperSeat.id == seat.id, now)


async def close_seats_of(session: AsyncSession, helper_id: int, now: dt.datetime) -> None:
    """End all seats of somebody who leaves: a helper's own, and those a coach has asked for."""
    theirs = or_(HelperSeat.helper_id == helper_id, HelperSeat.by_id == helper_id)
    await _close(session, theirs, now)


async def _close(session: AsyncSession, which: ColumnElement[bool], now: dt.datetime) -> None:
    ending = update(HelperSeat).where(which, HelperSeat.closed_at.is_(None))
    await session.execute(ending.values(closed_at=now))


async def open_rating(session: AsyncSession, participant_id: int) -> StoredConversation | None:
    """Find the rating that is open, in the chat or beside somebody: there is one at most."""
    found = await open_conversations(session, participant_id)
    return next((one for one in found if one.dialog == DialogName.RATING), None)


def rating_id_of(stored: StoredConversation) -> int:
    """Name the rating that an open conversation fills in."""
    return int(conversation_of(stored).facts["rating"])


async def is_over(session: AsyncSession, seat: HelperSeat) -> bool:
    """Tell whether the rating that a seat was for has ended."""
    if seat.rating_id is None:
        since = (Rating.participant_id == seat.participant_id, Rating.finished_at > seat.asked_at)
        return bool(await session.scalar(select(exists().where(*since))))
    stored = await open_rating(session, seat.participant_id)
    return stored is None or rating_id_of(stored) != seat.rating_id


def is_open(now: dt.datetime) -> ColumnElement[bool]:
    """Say of a seat in a statement that it can be sat down on by now or later, but for its end."""
    takes_part = exists().where(
        _beside.id == HelperSeat.participant_id, _beside.status == EnrolmentStatus.ACTIVE
    )
    lasts = HelperSeat.closed_at.is_(None) & (HelperSeat.ends_at > now)
    said_no = exists().where(
        Agreement.participant_id == HelperSeat.participant_id,
        Agreement.names_others,
        ~Agreement.agreed,
        Agreement.answered_at >= HelperSeat.asked_at,
    )
    is_theirs = lets_others_read(HelperSeat.participant_id) & ~said_no
    return lasts & takes_part & is_theirs & _is_seen_by_asker(now)


def _is_seen_by_asker(now: dt.datetime) -> ColumnElement[bool]:
    """Say of a seat that whoever has asked for it is the coach all the time, or stands in now."""
    handed_over = exists().where(
        CoachChange.participant_id == HelperSeat.participant_id,
        CoachChange.from_id == HelperSeat.by_id,
        CoachChange.at >= HelperSeat.asked_at,
    )
    own = exists().where(
        _beside.id == HelperSeat.participant_id, _beside.coach_id == HelperSeat.by_id
    )
    covered = exists().where(
        _beside.id == HelperSeat.participant_id,
        CoachRequest.from_id == _beside.coach_id,
        CoachRequest.to_id == HelperSeat.by_id,
        runs(now),
        covers(_beside.id),
    )
    return or_(own & ~handed_over, covered)


async def seats_of_helper(
    session: AsyncSession, helper_id: int, now: dt.datetime
) -> Sequence[Asked]:
    """List a helper's seats of now and later, the first day first."""
    return await _asked(session, HelperSeat.helper_id == helper_id, now)


async def seat_beside(session: AsyncSession, participant_id: int, now: dt.datetime) -> Asked | None:
    """Find the seat beside somebody, of now or later."""
    found = await _asked(session, HelperSeat.participant_id == participant_id, now)
    return found[0] if found else None


async def _asked(
    session: AsyncSession, which: ColumnElement[bool], now: dt.datetime
) -> Sequence[Asked]:
    rows = await session.execute(
        select(HelperSeat, Participant.pseudonym, Staff.id, Staff.name)
        .join(Participant, Participant.id == HelperSeat.participant_id)
        .join(Staff, or_(Staff.id == HelperSeat.helper_id, Staff.id == HelperSeat.by_id))
        .where(which, is_open(now))
        .order_by(HelperSeat.starts_at, HelperSeat.id)
    )
    names: dict[int, dict[int, str]] = {}
    seats: dict[int, tuple[HelperSeat, str]] = {}
    for seat, pseudonym, staff_id, name in rows:
        seats[seat.id] = seat, pseudonym
        names.setdefault(seat.id, {})[staff_id] = readable(name)
    return [
        Asked(seat, pseudonym, names[number][seat.helper_id], names[number][seat.by_id])
        for number, (seat, pseudonym) in seats.items()
        if not await is_over(session, seat)
    ]
