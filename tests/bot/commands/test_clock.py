"""A machine that comes up with a clock far ahead: said, and nothing is done before it is right."""

import asyncio
import datetime as dt

import pytest

from bot.app_context import AppContext, build_app
from bot.settings.clock import system_clock
from bot.settings.settings import read_settings
from storage.clock import last_reading, record_reading
from tests.bot.commands.conftest import Command


def work_at(at: dt.datetime) -> None:
    """Let the service have worked at a time."""

    async def work() -> None:
        app = build_app(read_settings())
        async with app.database.writing() as session:
            await record_reading(session, at)
        await app.database.close()

    asyncio.run(work())


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("days", [400, -8])
def test_a_clock_far_off_is_said_until_somebody_confirms_it(skapabot: Command, days: int) -> None:
    assert skapabot("migrate").code == 0
    work_at(system_clock() - dt.timedelta(days=days))
    for command in ("check", "serve"):
        ran = skapabot(command)
        assert ran.code == (1 if command == "check" else 3), command
        assert "set the clock right or, if it is, run skapabot confirm-clock" in ran.out + ran.err
    assert skapabot("confirm-clock").code == 0
    assert "database  ok" in skapabot("check").out


def test_a_pause_of_some_days_needs_nobody(skapabot: Command) -> None:
    assert skapabot("migrate").code == 0
    work_at(system_clock() - dt.timedelta(days=6))
    assert "database  ok" in skapabot("check").out


async def test_the_newest_reading_stands(either: AppContext) -> None:
    now = either.clock()
    for at in (now, now + dt.timedelta(days=1), now):
        async with either.database.writing() as session:
            await record_reading(session, at)
        async with either.database.reading() as session:
            assert await last_reading(session) == at
