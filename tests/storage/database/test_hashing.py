"""Places for hashing: few work, few wait, known people first, and nobody takes them all."""

import asyncio
import threading

import pytest

from storage.database.hashing import BusyError, HashingPlaces


class Slow:
    """Work that lasts until it is let go, and notes in which order it was begun."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun: list[str] = []
        self.most = 0
        self._at_once = 0
        self._lock = threading.Lock()

    def work(self, whose: str) -> str:
        with self._lock:
            self.begun.append(whose)
            self._at_once += 1
            self.most = max(self.most, self._at_once)
        assert self.go.wait(10)
        with self._lock:
            self._at_once -= 1
        return whose


async def started(places: HashingPlaces, slow: Slow, *who: str) -> list[asyncio.Task[str]]:
    """Send some in, in their order; those whose name begins with *known* are."""
    tasks = []
    for one in who:
        known = one.startswith("known")
        work = places.run(lambda one=one: slow.work(one), one, is_known=known)  # type: ignore[misc]
        tasks.append(asyncio.create_task(work))
        await asyncio.sleep(0)
    while len(slow.begun) < min(places.places, len(tasks)):  # noqa: ASYNC110  # a thread tells
        await asyncio.sleep(0.001)
    return tasks


async def test_few_work_at_once_and_known_ones_go_first() -> None:
    places, slow = HashingPlaces(places=2), Slow()
    tasks = await started(places, slow, "a", "b", "c", "d", "known e", "known f")
    slow.go.set()
    assert await asyncio.gather(*tasks) == ["a", "b", "c", "d", "known e", "known f"]
    assert slow.most == 2
    assert sorted(slow.begun[2:4]) == ["known e", "known f"]


async def test_only_so_many_wait_and_the_others_hear_it_at_once() -> None:
    places, slow = HashingPlaces(places=1, most_waiting=2), Slow()
    tasks = await started(places, slow, "a", "b", "c", "d", "e", "known f")
    for refused in tasks[3:5]:
        with pytest.raises(BusyError):
            await refused
    slow.go.set()
    assert await asyncio.gather(*tasks[:3], tasks[5]) == ["a", "b", "c", "known f"]
    assert await places.run(lambda: "again", "d") == "again"


async def test_nobody_takes_all_the_places() -> None:
    places, slow = HashingPlaces(places=1, most_of_one=3), Slow()
    tasks = await started(places, slow, *["a"] * 5, "b")
    slow.go.set()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(one, BusyError) for one in done] == [False] * 3 + [True] * 2 + [False]
    assert await places.run(lambda: "again", "a") == "again"


async def test_whoever_goes_away_keeps_no_place() -> None:
    places, slow = HashingPlaces(places=1), Slow()
    tasks = await started(places, slow, "a", "b", "c")
    tasks[1].cancel()
    slow.go.set()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert done[0] == "a"
    assert isinstance(done[1], asyncio.CancelledError)
    assert done[2] == "c"
    assert await places.run(lambda: "again", "b") == "again"


async def test_work_that_fails_keeps_no_place() -> None:
    places = HashingPlaces(places=1)

    def fails() -> None:
        raise RuntimeError("so")

    for _ in range(3):
        with pytest.raises(RuntimeError, match="so"):
            await places.run(fails, "a")
    assert await places.run(lambda: "again", "a") == "again"
