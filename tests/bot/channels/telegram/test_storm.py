"""A storm of faults: everybody gets every question meanwhile, and every answer counts once."""

import asyncio
import random

from sqlalchemy import select

from storage.tables.ratings import StoredAnswer
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.bot.channels.telegram.test_between import DELIVERED, NOT_DELIVERED, REFUSED
from tests.conftest import StandingClock
from tests.fake_botapi.faults import Kind

PEOPLE = range(7001, 7007)
SENDS: list[Kind] = [
    kind for kind in (*REFUSED, *NOT_DELIVERED, *DELIVERED) if kind != "timeout_after_delivery"
]
QUESTIONS = 6


async def answer_all(chat: Chat) -> None:
    """Press, as what is typed is asked about while nobody knows whether its question was shown."""
    for number in range(2, QUESTIONS + 1):
        await chat.presses("3 ·", sees=f"Fråga {number} av")
    await chat.presses("3 ·", sees="Stämmer det")


async def time_goes(telegram: Telegram, clock: StandingClock) -> None:
    """Let a second pass, sweep, and so on: the clock is some ten times too fast."""
    while True:
        clock.passes(seconds=1)
        await telegram.sender.sweep()
        await asyncio.sleep(0.1)


async def test_nobody_stands_stuck_after_a_storm(telegram: Telegram, clock: StandingClock) -> None:
    chance = random.Random(20261126)
    chats = [await telegram.begin_rating(chat_id, f"Person {chat_id}") for chat_id in PEOPLE]
    for chat_id in PEOPLE:
        for kind in chance.sample(SENDS, 5):
            telegram.api.fault("send", chat_id, kind=kind)
        for kind in chance.sample(SENDS, 2):
            telegram.api.fault("edit", chat_id, kind=kind)
    for kind in ("bad_gateway_html", "half_json", "forbidden_html", "bottomless_json"):
        telegram.api.fault("getUpdates", kind=kind)
    passing = asyncio.create_task(time_goes(telegram, clock))
    for chat in chats:
        chat.patience = 30
    await asyncio.gather(*map(answer_all, chats))
    passing.cancel()
    async with telegram.app.database.reading() as session:
        values = (await session.scalars(select(StoredAnswer.value))).all()
    assert values == [3] * QUESTIONS * len(PEOPLE)
