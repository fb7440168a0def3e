"""Tries on both databases: counted before any work is done, and the same twice is one."""

import asyncio

from bot.app_context import AppContext
from storage.people.participants import hold_participant
from storage.talk.recording_tries import (
    MOST_A_DAY,
    MOST_SECONDS,
    TWICE,
    Try,
    begin_try,
    recording_digest,
    store_recording,
)
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, keep_recording


async def add_bo(app: AppContext) -> int:
    return (await add_participant(app, await add_coach(app), "Bo")).id


async def begin(app: AppContext, who: int, name: str) -> Try | None:
    async with app.database.writing() as session:
        await hold_participant(session, who)
        digest = recording_digest(who, name)
        return await begin_try(session, who, digest, app.clock())


async def store(app: AppContext, tried: Try | None, seconds: int = 3) -> Try | None:
    assert tried is not None
    async with app.database.writing() as session:
        await hold_participant(session, tried.participant_id)
        return await store_recording(session, tried, b"sound", seconds, app.clock())


async def test_what_comes_to_nothing_is_counted_too(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await add_bo(either)
    sent = [begin(either, bo, "the same") for _ in range(2 * MOST_A_DAY)]
    begun = await asyncio.gather(*sent)
    assert len([one for one in begun if one is not None]) == MOST_A_DAY
    clock.passes(days=1, minutes=1)
    assert await begin(either, bo, "the same") is not None


async def test_the_same_within_minutes_is_the_one_that_is_known(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await add_bo(either)
    first = await begin(either, bo, "one")
    kept = await store(either, first)
    assert kept is not None
    assert kept.is_known
    assert await begin(either, bo, "one") == kept
    other = await begin(either, bo, "two")
    assert other is not None
    assert not other.is_known
    clock.passes(minutes=TWICE.seconds // 60 + 1)
    later = await begin(either, bo, "one")
    assert later is not None
    assert not later.is_known


async def test_two_at_once_are_kept_as_one(either: AppContext) -> None:
    bo = await add_bo(either)
    first, second = await begin(either, bo, "one"), await begin(either, bo, "one")
    assert first != second
    assert await store(either, second) == await store(either, first)


async def test_nobody_elses_is_known(either: AppContext) -> None:
    bo = await add_bo(either)
    kim = (await add_participant(either, await add_coach(either, "Omar"), "Kim")).id
    await store(either, await begin(either, bo, "one"))
    tried = await begin(either, kim, "one")
    assert tried is not None
    assert not tried.is_known


async def test_what_came_in_meanwhile_may_leave_no_room(either: AppContext) -> None:
    bo = await add_bo(either)
    tried = await begin(either, bo, "one")
    async with either.database.writing() as session:
        for _ in range(2):
            await keep_recording(session, bo, either.clock(), seconds=MOST_SECONDS // 2)
    assert await store(either, tried) is None
