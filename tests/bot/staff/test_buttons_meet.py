"""A coach's button meets somebody else's change: it finds what that has left."""

import asyncio

import pytest

from bot.app_context import AppContext
from bot.staff.button_actions import carry_out_button
from bot.staff.buttons import REMIND, SNOOZE
from storage.people.erasure import erase_participant
from storage.people.participants import hold_participant
from storage.tables.people import Participant, Staff
from tests.people import add_coach, add_participant
from tests.postgres import on_postgres, until_somebody_waits


async def press(app: AppContext, coach: int, who: int, deed: str) -> str:
    async with app.database.writing() as session:
        staff = await session.get_one(Staff, coach)
        return await carry_out_button(session, app, staff, who, deed)


@on_postgres
@pytest.mark.parametrize("deed", [SNOOZE, REMIND])
async def test_nothing_is_done_for_somebody_who_has_been_erased_meanwhile(
    either: AppContext, deed: str
) -> None:
    coach = await add_coach(either)
    who = (await add_participant(either, coach)).id
    async with either.database.writing() as session:
        await hold_participant(session, who)
        pressed = asyncio.create_task(press(either, coach, who, deed))
        await until_somebody_waits(session)
        await erase_participant(session, who, either.clock())
    assert await pressed == "Personen finns inte bland dina deltagare."
    async with either.database.reading() as session:
        assert (await session.get_one(Participant, who)).snoozed_until is None


@on_postgres
@pytest.mark.parametrize("deed", [SNOOZE, REMIND])
async def test_nothing_is_done_for_somebody_who_has_another_coach_meanwhile(
    either: AppContext, deed: str
) -> None:
    coach, other = await add_coach(either), await add_coach(either, "Lena")
    who = (await add_participant(either, coach)).id
    async with either.database.writing() as session:
        await hold_participant(session, who)
        pressed = asyncio.create_task(press(either, coach, who, deed))
        await until_somebody_waits(session)
        (await session.get_one(Participant, who)).coach_id = other
    assert await pressed == "Personen finns inte bland dina deltagare."
    async with either.database.reading() as session:
        assert (await session.get_one(Participant, who)).snoozed_until is None
