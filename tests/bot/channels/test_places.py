"""Places: so many at once, and whoever hangs holds up nobody for long."""

import asyncio

from bot.channels.places import Places


async def test_a_place_is_given_on_when_it_is_free_and_when_it_is_held_too_long() -> None:
    places, inside, done = Places(2, 0.2), list[str](), asyncio.Event()

    async def enter(name: str, until: asyncio.Event | None = None) -> None:
        async with places.place():
            inside.append(name)
            if until:
                await until.wait()

    hanging = [asyncio.create_task(enter(name, done)) for name in ("a", "b")]
    waiting = [asyncio.create_task(enter(name)) for name in ("c", "d")]
    await asyncio.sleep(0.05)
    assert inside == ["a", "b"]
    await asyncio.wait_for(asyncio.gather(*waiting), 2)
    assert inside == ["a", "b", "c", "d"]
    done.set()
    await asyncio.gather(*hanging)
    full = asyncio.Event()
    again = [asyncio.create_task(enter(name, full)) for name in ("e", "f", "g")]
    await asyncio.sleep(0.05)
    assert inside[4:] == ["e", "f"], "a place that was given on does not come back twice"
    full.set()
    await asyncio.gather(*again)
