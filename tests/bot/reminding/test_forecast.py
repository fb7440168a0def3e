"""What is foreseen is what then goes out, if nobody says a word."""

import datetime as dt

from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.forecast import forecast
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant
from tests.bot.reminding.year.rules import HOUR
from tests.bot.reminding.year.run import open_year
from tests.bot.reminding.year.script import START, Somebody, Words, people
from tests.conftest import StandingClock

DAY_ONE, QUARTER = 74 * 24 + 6, 92 * 24
"""In hours: everybody has enrolled by then; and how far is looked ahead."""
MOODS: tuple[Words, ...] = (
    ("/pause",),
    ("/stop",),
    ("/rating", "3", "3"),
    ("/rating", "3", "3", "Senare"),
    ("(exit 2025-11-20)",),
    ("(exit 2025-10-03)",),
    ("(blocks)",),
    (),
    (),
    (),
)


def silent() -> list[Somebody]:
    """Half of the year's people; some do something just before, and then nobody does."""
    shortly_before = START + (DAY_ONE - 3) * HOUR
    return [
        Somebody(who.chat, who.zone, [who.deeds[0], (shortly_before, MOODS[place % len(MOODS)])])
        for place, who in enumerate(people()[:100])
    ]


async def test_a_quarter_goes_as_foreseen(app: AppContext, clock: StandingClock) -> None:
    async with open_year(app, clock, silent(), calm=True) as year:
        await year.passes(0, DAY_ONE)
        clock.now = begin = START + DAY_ONE * HOUR
        end = begin + QUARTER * HOUR
        foreseen = [
            (one.participant, one.kind, one.occasion, one.number, hour_of(one.due_at))
            for one in await forecast(app, end)
        ]
        before = len(year.log)
        await year.passes(DAY_ONE, DAY_ONE + QUARTER)
        assert sorted(foreseen) == sorted(await went(app, begin))
        assert len(foreseen) == len(year.log) - before > 150


def hour_of(at: dt.datetime) -> dt.datetime:
    """Give the next full hour: the sweeps of this test come then."""
    at = at.astimezone(dt.UTC)
    return at if at.minute == 0 else at.replace(minute=0) + HOUR


async def went(app: AppContext, since: dt.datetime) -> list[tuple[str, str, str, int, dt.datetime]]:
    statement = (
        select(Participant.pseudonym, Reminder, Occasion)
        .join(Reminder, Reminder.participant_id == Participant.id)
        .join(Occasion, Occasion.id == Reminder.subject)
        .where(Reminder.status == "sent", Reminder.claimed_at >= since)
    )
    async with app.database.reading() as session:
        return [
            (name, row.kind, occasion_name(row, of), row.number, row.claimed_at or since)
            for name, row, of in await session.execute(statement)
        ]


def occasion_name(row: Reminder, of: Occasion) -> str:
    return f"{of.kind}:{of.number}" if row.kind == "rating" else f"{row.kind}:{of.id}"
