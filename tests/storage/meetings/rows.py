"""A participant and a coach who meets them, and the rows that come of it."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import MeetingAnswered
from storage.meetings.meetings import (
    Booking,
    book_meeting,
    cancel_meeting,
    change_meeting,
    record_meeting_answer,
)
from storage.people.participants import hold_participant
from storage.people.timing import participant_timing
from storage.tables.agenda import Meeting, Reminder
from storage.tables.people import Participant
from tests.admin.visits import karin, participant
from tests.bot.reminding.days import STOCKHOLM, at

figure = Reminder.revision * 10 + Reminder.number
"""One figure for both: 10 is the news of the first change, 11 the first reminder after it."""
TUESDAY = Booking(at("2026-12-01T10:00"), 45, "Storgatan 1", "Ta med planen")


@dataclass
class Diary:
    """One participant's meetings, as a coach handles them; every step is its own transaction."""

    app: AppContext
    who: int

    @asynccontextmanager
    async def held(self) -> AsyncIterator[tuple[AsyncSession, Participant, Timing]]:
        """Hold the participant, as the guard of the coaches' pages does."""
        async with self.app.database.writing() as session:
            await hold_participant(session, self.who)
            person = await session.get_one(Participant, self.who)
            yield session, person, await participant_timing(session, person, self.app.calendar)

    async def book(self, booking: Booking = TUESDAY) -> Meeting:
        async with self.held() as (session, person, when):
            return await book_meeting(session, person, booking, self.app.clock(), when)

    async def change(self, meeting: Meeting, booking: Booking) -> Meeting:
        async with self.held() as (session, _, when):
            row = await session.get_one(Meeting, meeting.id)
            await change_meeting(session, row, booking, self.app.clock(), when)
            return row

    async def cancel(self, meeting: Meeting) -> None:
        async with self.held() as (session, _, when):
            row = await session.get_one(Meeting, meeting.id)
            await cancel_meeting(session, row, self.app.clock(), when)

    async def answer(
        self, meeting: Meeting, *, coming: bool, proposal: str = "", who: int = 0
    ) -> bool:
        said = MeetingAnswered("coming", meeting.id, meeting.revision, coming, proposal)
        async with self.app.database.writing() as session:
            return await record_meeting_answer(session, who or self.who, said, self.app.clock())

    async def fate(self, number: int, status: str) -> None:
        """Let a message have gone out just now."""
        now = self.app.clock()
        async with self.app.database.writing() as session:
            await session.execute(
                update(Reminder)
                .where(Reminder.participant_id == self.who, figure == number)
                .values(status=status, claimed_at=now, settled_at=now)
            )

    async def meetings(self) -> list[Meeting]:
        async with self.app.database.reading() as session:
            found = await session.scalars(
                select(Meeting).where(Meeting.participant_id == self.who).order_by(Meeting.id)
            )
            return list(found)

    async def rows(self, *statuses: str) -> list[tuple[int, str]]:
        """List (number, local time) of the messages with these statuses, in order."""
        async with self.app.database.reading() as session:
            found = await session.execute(
                select(figure, Reminder.due_at, Reminder.status)
                .where(Reminder.participant_id == self.who, Reminder.kind == "meeting")
                .order_by(Reminder.subject, Reminder.revision, Reminder.number)
            )
            return [
                (number, _local(due_at)) for number, due_at, status in found if status in statuses
            ]

    async def planned(self) -> list[tuple[int, str]]:
        return await self.rows("planned")


async def diary(app: AppContext, name: str = "Bo") -> Diary:
    coach = await karin(app, f"coach of {name}")
    person = await participant(app, coach, name)
    return Diary(app, person.id)


def moved(**more: object) -> Booking:
    """Give Tuesday's meeting with something else about it."""
    return replace(TUESDAY, **more)  # type: ignore[arg-type]


def _local(moment: dt.datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%a %d %b %H:%M}"
