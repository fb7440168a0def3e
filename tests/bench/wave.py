"""A wave of reminders at Telegram's own limits, with people who talk meanwhile, and one kill."""

import asyncio
import contextlib
import datetime as dt
import shutil
import signal
import time
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.app_context import build_app
from bot.settings.clock import system_clock
from bot.settings.holidays import is_free_day
from bot.settings.settings import read_settings
from dialogs.agenda.writing_hours import DAY, Rhythm, slot
from storage.tables.agenda import Reminder
from tests.bench.bots import Contestant, ours
from tests.bench.crowd import Crowd, WatchedChat
from tests.bench.figures import Figures, say, spread
from tests.bench.many import write_participants
from tests.bench.running import Running
from tests.fake_botapi import FakeBotApi
from tests.moments import STOCKHOLM

NINE = Rhythm(STOCKHOLM, 9)
DUE = slot(NINE.day(system_clock()) + DAY, NINE, is_free_day)
"""Nine o'clock on the next day that is not free; the bot's clock is ahead by that much."""
FIRST = 100_000
LIMIT = 30
"""Messages a second in all that Telegram allows."""
TALKING = 0.5
"""How often somebody answers a question during the wave, a second."""


@dataclass
class Received:
    """When the fake carried out each counted call, by its own clock."""

    at: list[float]
    reminded: Counter[int]

    @classmethod
    def watching(cls, api: FakeBotApi) -> "Received":
        """Watch every send and edit that the limits let through."""
        seen = cls([], Counter())
        spend = api.limits.spend if api.limits else None

        def spent(chat_id: object) -> None:
            assert spend is not None
            spend(chat_id)
            seen.at.append(time.perf_counter())
            if isinstance(chat_id, int) and chat_id >= FIRST:
                seen.reminded[chat_id] += 1

        assert api.limits is not None
        api.limits.spend = spent  # type: ignore[method-assign]  # the limits stay as they are
        return seen

    def rate(self, began: float, ended: float) -> float:
        """Give the calls a second within a stretch of time."""
        return sum(began <= at <= ended for at in self.at) / (ended - began)


async def wave(people: int) -> Figures:
    """Send a reminder to each; half-way through the process is killed and started again."""
    async with FakeBotApi.running(strict_limits=True) as api:
        talkers = max(int(people / LIMIT * TALKING / 5), 6)
        who = await ours(api, talkers, SKAPABOT_SWEEP_SECONDS="1")
        shift = (DUE - system_clock()).total_seconds() + 120
        who = Contestant(
            ["tests.bench.wave_bot"],
            {**who.environ, "SHIFT": str(shift)},
            who.folder,
            who.codes,
            who.steps,
            who.count_answers,
        )
        try:
            return await _measured(who, api, people)
        finally:
            shutil.rmtree(who.folder)


async def _measured(who: Contestant, api: FakeBotApi, people: int) -> Figures:
    crowd = Crowd(api, [chat for chat, _ in who.codes])
    chats = range(FIRST, FIRST + people)
    for chat in chats:
        api.chats[chat] = WatchedChat(chat, "Kim", language_code="sv", started=True)
        api.chats[chat].crowd = crowd  # type: ignore[attr-defined]  # it is watched
    seen = Received.watching(api)
    say(f"wave: {people} people are due")
    process = who.running()
    with process:
        await crowd.onboard(who.codes, 2, who.steps)
        crowd.measured()
    await _due(who, people, chats)
    with process:
        talk = asyncio.create_task(_talking(crowd, who))
        began = await _until(seen, process, people // 100 + 1)
        half = await _until(seen, process, people // 2)
        process.kill(signal.SIGKILL)
    say("wave: killed half-way, started again")
    with process:
        again = await _until(seen, process, people // 2 + people // 100 + 20)
        ended = await _until(seen, process, people - 40)
        await _rest(seen, process)
        talk.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await talk
        process.check()
    # Nobody is talking at the very end, and the last two minutes go to what is in doubt.
    rates = (seen.rate(began, half), seen.rate(again, ended))
    return {
        "reminders": people,
        "counted_calls_per_s": [round(rate, 2) for rate in rates],
        "share_of_the_limit": round(min(rates) / LIMIT, 3),
        "refused_429": _refused(api),
        "interactive": spread(crowd.measured()),
        "fates": await _fates(who),
        "received_once": sum(count == 1 for count in seen.reminded.values()),
        "received_twice": sum(count > 1 for count in seen.reminded.values()),
        "violations": api.violations[:5],
    }


async def _due(who: Contestant, people: int, chats: range) -> None:
    app = build_app(read_settings(who.environ))
    await write_participants(app, chats, DUE, people)
    await app.database.close()


async def _talking(crowd: Crowd, who: Contestant) -> None:
    with contextlib.suppress(TimeoutError):
        await crowd.open_loop([chat for chat, _ in who.codes], 5, TALKING)


async def _until(seen: Received, process: Running, reminded: int) -> float:
    while len(seen.reminded) < reminded:
        process.check()
        await asyncio.sleep(0.05)
    return time.perf_counter()


async def _rest(seen: Received, process: Running) -> None:
    """Wait until nothing has come for a while: what the kill left in doubt is not sent again."""
    last = -1
    while len(seen.at) != last:
        last = len(seen.at)
        process.check()
        await asyncio.sleep(8)
    await asyncio.sleep(125)


def _refused(api: FakeBotApi) -> int:
    return sum(getattr(call, "status", 200) == 429 for call in api.calls)


async def _fates(who: Contestant) -> dict[str, int]:
    app = build_app(read_settings(who.environ))
    async with app.database.reading() as session:
        found = await session.execute(
            select(Reminder.status, func.count())
            .where(Reminder.number == 1, Reminder.kind == "rating")
            .where(
                Reminder.participant_id >= 1_000_000, Reminder.due_at < DUE + dt.timedelta(hours=2)
            )
            .group_by(Reminder.status)
        )
        fates = {str(status): int(count) for status, count in found}
    await app.database.close()
    return fates
