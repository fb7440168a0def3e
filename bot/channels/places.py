"""Places: so many at once, and whoever takes too long goes on without one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Places:
    """``most`` places. One that is held for ``seconds`` is given to the next who waits."""

    def __init__(self, most: int, seconds: float) -> None:
        self._free = asyncio.Semaphore(most)
        self._seconds = seconds

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place, and have it for a while."""
        await self._free.acquire()
        limit = asyncio.get_running_loop().call_later(self._seconds, self._free.release)
        try:
            yield
        finally:
            # Later than that it has been given on, or is about to be.
            if asyncio.get_running_loop().time() < limit.when():
                limit.cancel()
                self._free.release()
