"""Places: how many recordings are held in memory at a time, until they are converted.

Whoever finds none waits without having sent or fetched anything, and is told so after a while.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MOST = 16
MOST_BYTES = 64 * 1024 * 1024
MOST_OF_ONE = 4
"""Of one person, whose recordings are converted one by one: nobody takes all places."""
PATIENCE = 30.0
"""In seconds: a phone's connection waits for so long."""


class NoPlaceError(Exception):
    """So much is being received and converted that nothing more is taken just now."""


@dataclass(eq=False)
class _Place:
    whose: str
    size: int
    came: "asyncio.Future[None]"


@dataclass
class Places:
    """The places of a process; they are given in the order in which they were asked for."""

    most: int = MOST
    most_bytes: int = MOST_BYTES
    most_of_one: int = MOST_OF_ONE
    patience: float = PATIENCE
    _held: list[_Place] = field(default_factory=list)
    _waiting: deque[_Place] = field(default_factory=deque)

    @asynccontextmanager
    async def place(self, whose: str, size: int) -> AsyncIterator[None]:
        """Hold a place for so many bytes at the most; raises NoPlaceError."""
        wanted = _Place(whose, size, asyncio.get_running_loop().create_future())
        self._waiting.append(wanted)
        self._give()
        try:
            async with asyncio.timeout(self.patience):
                await wanted.came
        except TimeoutError:
            raise NoPlaceError from None
        else:
            yield
        finally:
            for queue in (self._waiting, self._held):
                if wanted in queue:
                    queue.remove(wanted)
            self._give()

    def _give(self) -> None:
        """Give places to those who wait; nobody small goes before somebody large for ever."""
        for one in list(self._waiting):
            if sum(held.whose == one.whose for held in self._held) >= self.most_of_one:
                continue
            taken = sum(held.size for held in self._held)
            if self._held and (len(self._held) >= self.most or taken + one.size > self.most_bytes):
                return
            self._waiting.remove(one)
            self._held.append(one)
            one.came.set_result(None)


PLACES = Places()
"""Those of this process."""
