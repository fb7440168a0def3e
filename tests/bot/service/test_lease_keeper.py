"""One process at a time serves a bot: who may take the lease, and when."""

import asyncio
import contextlib
from pathlib import Path

from bot.app_context import AppContext
from bot.health.part import Part
from bot.service.lease_keeper import LeaseKeeper
from storage.tables.bots import Lease, bot_lease, take_lease

BOT = 110201543


def keeper(app: AppContext, folder: Path, lasts: float = 0.6) -> LeaseKeeper:
    folder.mkdir(exist_ok=True)
    return LeaseKeeper(app.database, BOT, Part("Telegram"), folder, every=0.05, lasts=lasts)


async def takes(one: LeaseKeeper, seconds: float) -> bool:
    """Tell whether it gets the bot in so many seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await one.take()
    return one.holds


async def test_it_tells_whether_the_database_has_served_the_bot(
    either: AppContext, tmp_path: Path
) -> None:
    assert not await keeper(either, tmp_path / "a").take()
    assert await keeper(either, tmp_path / "b").take()


async def test_another_waits_for_as_long_as_it_is_renewed(
    either: AppContext, tmp_path: Path
) -> None:
    first, second = keeper(either, tmp_path / "a"), keeper(either, tmp_path / "b")
    await first.take()
    keeping = asyncio.create_task(first.keep())
    assert not await takes(second, 1.5)
    assert first.holds
    assert second.part.fault == "waits: another process of this database serves the bot"
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert await takes(second, 1.5), "it has run out"
    assert not first.holds, "it knows that it may be somebody else's"


async def test_what_was_let_go_is_free_at_once(either: AppContext, tmp_path: Path) -> None:
    first, second = (keeper(either, tmp_path / name, lasts=60) for name in "ab")
    await first.take()
    await first.release()
    assert not first.holds
    assert await takes(second, 0.5)


async def test_who_has_lost_it_stops_keeping(either: AppContext, tmp_path: Path) -> None:
    first = keeper(either, tmp_path / "a", lasts=60)
    await first.take()
    async with either.database.writing() as session:
        seen = await bot_lease(session, BOT)
        assert await take_lease(session, BOT, "another", seen)
    await asyncio.wait_for(first.keep(), 2)
    assert not first.holds
    await first.release()
    async with either.database.reading() as session:
        assert await bot_lease(session, BOT) == Lease("another", 1), "it is left alone"


async def test_of_many_at_once_one_takes_it(either: AppContext, tmp_path: Path) -> None:
    many = [keeper(either, tmp_path / str(n), lasts=60) for n in range(8)]
    won = await asyncio.gather(*(takes(one, 2) for one in many))
    assert won.count(True) == 1


async def test_a_time_without_writes_is_not_counted_as_silence(
    app: AppContext, tmp_path: Path
) -> None:
    """The holder could not renew it either, and is not to lose it for that."""
    first, second = keeper(app, tmp_path / "a", lasts=0.4), keeper(app, tmp_path / "b", lasts=0.4)
    await first.take()
    waiting = asyncio.create_task(second.take())
    await asyncio.sleep(0.2)
    async with app.database.writing():
        await asyncio.sleep(1)
    await first.take()
    await asyncio.sleep(0.1)
    assert first.holds
    assert not second.holds
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
