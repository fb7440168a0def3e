"""Occasions at any point of their life, and the messages about them."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.agenda.messages import MessageStatus
from dialogs.agenda.plan import Window
from dialogs.agenda.writing_hours import day_end
from dialogs.occasions.asking import Asking
from dialogs.occasions.occasion import OccasionState, OccasionStatus
from storage.occasions.agenda_rows import columns_of
from storage.people.timing import participant_timing
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant
from tests.moments import DAY
from tests.people.ratings import add_rating


async def add_occasion(
    app: AppContext, who: int, due_in: int, status: str = "due", silent: int = 0, **columns: object
) -> Occasion:
    """Add a six-month occasion that falls due some days from today on."""
    async with app.database.writing() as session:
        participant = await session.get_one(Participant, who)
        when = await participant_timing(session, participant, app.calendar)
        due_on = when.rhythm.day(app.clock()) + due_in * DAY
        window = Window("six-month", 100 + due_in, due_on - 14 * DAY, due_on, due_on + 30 * DAY)
        closes_at = day_end(window.closes_on, when.rhythm.zone)
        state = OccasionState(
            0, window, closes_at, OccasionStatus(status), asking=Asking(0, silent)
        )
        occasion = Occasion(participant_id=who, **columns_of(state))
        session.add(occasion)
        for name, value in columns.items():
            setattr(occasion, name, value)
    return occasion


async def leave_rating_half_way(app: AppContext, who: int) -> None:
    """Let somebody have begun a rating two days ago."""
    rating_id = await add_rating(app, who, (3, 4), ago=2 * DAY, comment="hemligt")
    await add_occasion(app, who, -3, "started", rating_id=rating_id)


async def occasions(app: AppContext) -> Sequence[Occasion]:
    """List everybody's occasions."""
    async with app.database.reading() as session:
        return (await session.scalars(select(Occasion).order_by(Occasion.id))).all()


async def messages(app: AppContext) -> Sequence[Reminder]:
    """List everybody's messages of our own accord, whatever became of them."""
    async with app.database.reading() as session:
        return (await session.scalars(select(Reminder).order_by(Reminder.id))).all()


async def planned_messages(app: AppContext, who: int) -> list[Reminder]:
    """List what is to be sent to somebody."""
    found = [row for row in await messages(app) if row.participant_id == who]
    return [row for row in found if row.status is MessageStatus.PLANNED]
