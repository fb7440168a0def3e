"""Places for recordings: a number and an amount, in order, and none for one person alone."""

import asyncio

import pytest

from bot.clips.waiting.places import NoPlaceError, Places


async def hold(places: Places, whose: str, size: int, end: asyncio.Event, log: list[str]) -> None:
    try:
        async with places.place(whose, size):
            log.append(f"{whose} {size}")
            await end.wait()
    except NoPlaceError:
        log.append(f"{whose} not")


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_number_and_an_amount_are_held_and_the_next_one_waits() -> None:
    places, log = Places(most=2, most_bytes=10, most_of_one=9), list[str]()
    ends = [asyncio.Event() for _ in range(4)]
    sizes = (6, 5, 1, 1)
    tasks = [
        asyncio.create_task(hold(places, name, size, end, log))
        for name, size, end in zip("abcd", sizes, ends, strict=True)
    ]
    await settle()
    assert log == ["a 6"], "the second is too large beside it, and nobody goes before it"
    ends[0].set()
    await settle()
    assert log == ["a 6", "b 5", "c 1"]
    ends[2].set()
    await settle()
    assert log[3:] == ["d 1"]
    for end in ends:
        end.set()
    await asyncio.gather(*tasks)


async def test_nobody_takes_all_places() -> None:
    places, log, end = Places(most=9, most_of_one=2), list[str](), asyncio.Event()
    tasks = [asyncio.create_task(hold(places, who, 1, end, log)) for who in "aaab"]
    await settle()
    assert log == ["a 1", "a 1", "b 1"]
    end.set()
    await asyncio.gather(*tasks)
    assert log[3:] == ["a 1"]


async def test_who_has_waited_for_long_is_told_and_leaves_no_trace() -> None:
    places, log, end = Places(most=1, patience=0.01), list[str](), asyncio.Event()
    first = asyncio.create_task(hold(places, "a", 1, end, log))
    await settle()
    await hold(places, "b", 1, end, log)
    assert log == ["a 1", "b not"]
    end.set()
    await first
    await hold(places, "c", 1, end, log)
    assert log[2:] == ["c 1"]


async def test_a_file_larger_than_all_places_has_them_alone() -> None:
    async with Places(most_bytes=10).place("a", 99):
        pass


async def test_who_goes_away_while_waiting_gives_the_place_up() -> None:
    places, log, end = Places(most=1), list[str](), asyncio.Event()
    tasks = [asyncio.create_task(hold(places, who, 1, end, log)) for who in "ab"]
    await settle()
    tasks[1].cancel()
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
    end.set()
    await tasks[0]
    await hold(places, "c", 1, end, log)
    assert log == ["a 1", "c 1"]
