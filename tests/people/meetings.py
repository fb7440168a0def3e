"""Meetings: as rows at any point, and as a coach books, changes and cancels them."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import MeetingAnswered
from dialogs.people.accounts import Channel
from storage.meetings.answers import record_meeting_answer
from storage.meetings.meetings import (
    Booking,
    book_meeting,
    cancel_meeting,
    change_meeting,
)
from storage.people.participants import hold_participant
from storage.people.timing import participant_timing
from storage.tables.agenda import Meeting, Reminder
from storage.tables.people import Participant
from tests.moments import DAY, STOCKHOLM, moment
from tests.people.participants import add_participant
from tests.people.staff import add_coach

message_figure = Reminder.revision * 10 + Reminder.number
"""One figure for both: 10 is the news of the first change, 11 the first reminder after it."""
TUESDAY = Booking(moment("2026-12-01T10:00"), 45, "Storgatan 1", "Ta med planen")


@dataclass
class Diary:
    """One participant's meetings, as a coach handles them; every step is its own transaction."""

    app: AppContext
    who: int

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[tuple[AsyncSession, Participant, Timing]]:
        """Hold the participant, as the guard of the coaches' pages does."""
        async with self.app.database.writing() as session:
            await hold_participant(session, self.who)
            person = await session.get_one(Participant, self.who)
            yield session, person, await participant_timing(session, person, self.app.calendar)

    async def book(self, booking: Booking = TUESDAY) -> Meeting:
        async with self.hold() as (session, person, when):
            return await book_meeting(session, person, booking, self.app.clock(), when)

    async def change(self, meeting: Meeting, booking: Booking) -> Meeting:
        async with self.hold() as (session, _, when):
            row = await session.get_one(Meeting, meeting.id)
            await change_meeting(session, row, booking, self.app.clock(), when)
            return row

    async def cancel(self, meeting: Meeting) -> None:
        async with self.hold() as (session, _, when):
            row = await session.get_one(Meeting, meeting.id)
            await cancel_meeting(session, row, self.app.clock(), when)

    async def answer(
        self, meeting: Meeting, *, coming: bool, proposal: str = "", who: int = 0
    ) -> bool:
        said = MeetingAnswered("coming", meeting.id, meeting.revision, coming, proposal)
        async with self.app.database.writing() as session:
            return await record_meeting_answer(session, who or self.who, said, self.app.clock())

    async def settle_message(self, number: int, status: str) -> None:
        """Let a message have gone out just now."""
        now = self.app.clock()
        async with self.app.database.writing() as session:
            await session.execute(
                update(Reminder)
                .where(Reminder.participant_id == self.who, message_figure == number)
                .values(status=status, claimed_at=now, settled_at=now)
            )

    async def meetings(self) -> list[Meeting]:
        async with self.app.database.reading() as session:
            found = await session.scalars(
                select(Meeting).where(Meeting.participant_id == self.who).order_by(Meeting.id)
            )
            return list(found)

    async def messages(self, *statuses: str) -> list[tuple[int, str]]:
        """List (number, local time) of the messages with these statuses, in order."""
        async with self.app.database.reading() as session:
            found = await session.execute(
                select(message_figure, Reminder.due_at, Reminder.status)
                .where(Reminder.participant_id == self.who, Reminder.kind == "meeting")
                .order_by(Reminder.subject, Reminder.revision, Reminder.number)
            )
            return [
                (number, _local(due_at)) for number, due_at, status in found if status in statuses
            ]

    async def planned_messages(self) -> list[tuple[int, str]]:
        return await self.messages("planned")


async def open_diary(
    app: AppContext, name: str = "Bo", channel: Channel = Channel.TELEGRAM
) -> Diary:
    """Add somebody who takes part, and give their diary."""
    coach = await add_coach(app, f"coach of {name}")
    participant = await add_participant(app, coach, name, channel=channel)
    return Diary(app, participant.id)


def tuesday(**more: object) -> Booking:
    """Give Tuesday's meeting with something else about it."""
    return replace(TUESDAY, **more)  # type: ignore[arg-type]


async def add_meeting(
    app: AppContext,
    who: int,
    answer: str | None,
    ago: dt.timedelta = DAY,
    proposal: str | None = None,
    starts_in: dt.timedelta = 3 * DAY,
    *,
    cancelled: bool = False,
) -> None:
    """Add a meeting, in three days if not otherwise, that was answered some time ago."""
    now = app.clock()
    async with app.database.writing() as session:
        session.add(
            Meeting(
                participant_id=who,
                starts_at=now + starts_in,
                cancelled=cancelled,
                place="Storgatan 1",
                before=[24, 2],
                answer=answer,
                proposal=proposal,
                answered_at=now - ago if answer else None,
                booked_at=now - 9 * DAY,
                changed_at=now - 9 * DAY,
            )
        )


def _local(at: dt.datetime) -> str:
    return f"{at.astimezone(STOCKHOLM):%a %d %b %H:%M}"
