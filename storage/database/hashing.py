"""A place for hashing: one works at a time, few wait, and nobody else waits with them."""

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

Result = TypeVar("Result")

PLACES = 1
"""A hash takes 64 MiB and four threads for some 50 ms: more at once are not faster."""
MOST_WAITING = 16
"""In each of the two lines: the last one waits for about a second."""
MOST_OF_ONE = 4
"""Working and waiting, of one network or person: an office that comes to work, not a script."""


class BusyError(Exception):
    """Too many wait already: to be tried again in a moment."""


@dataclass
class HashingPlaces:
    """Gives places to hashes, in order; known people and devices go before the others.

    The threads are its own: whoever stores something shares none with it.
    """

    places: int = PLACES
    most_waiting: int = MOST_WAITING
    most_of_one: int = MOST_OF_ONE
    _working: int = 0
    _known: deque[asyncio.Future[None]] = field(default_factory=deque)
    _others: deque[asyncio.Future[None]] = field(default_factory=deque)
    _whose: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.places, "hashing")

    async def run(
        self, work: Callable[[], Result], whose: str, *, is_known: bool = False
    ) -> Result:
        """Do some work in a place of its own; raises BusyError.

        ``whose`` is who it is for, or where it comes from: nobody takes all the places.
        """
        if self._whose[whose] >= self.most_of_one:
            raise BusyError
        self._whose[whose] += 1
        try:
            await self._take_place(self._known if is_known else self._others)
            try:
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)
            finally:
                self._give_place_on()
        finally:
            self._whose[whose] -= 1
            self._whose += Counter()  # forgets who has none

    async def _take_place(self, line: deque[asyncio.Future[None]]) -> None:
        if self._working < self.places:
            self._working += 1
            return
        if len(line) >= self.most_waiting:
            raise BusyError
        turn = asyncio.get_running_loop().create_future()
        line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_place_on()
            with contextlib.suppress(ValueError):
                line.remove(turn)
            raise

    def _give_place_on(self) -> None:
        for line in (self._known, self._others):
            while line:
                turn = line.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._working -= 1


hashing_places = HashingPlaces()
"""Those of this process."""
