"""Group commit: small writes that arrive at the same time share one transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database

Write = Callable[[AsyncSession], Awaitable[None]]


@dataclass
class GroupCommit:
    """Writes together what waits together; for writes that cannot fail for reasons of their own."""

    database: Database
    _waiting: list[tuple[Write, "asyncio.Future[None]"]] = field(default_factory=list)
    _busy: bool = False

    async def write(self, write: Write) -> None:
        """Carry a write out; returns when it is on disk."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((write, done))
        if not self._busy:
            await self._write_all()
        await done

    async def _write_all(self) -> None:
        """Write until nothing waits: whoever came first does it for those who came meanwhile."""
        self._busy = True
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    await self._write_batch([write for write, _ in batch])
                except BaseException as fault:
                    for _, done in batch:
                        if not done.done():
                            done.set_exception(fault)
                            done.exception()  # seen here; whoever waits sees it too
                    raise
                for _, done in batch:
                    if not done.done():
                        done.set_result(None)
        finally:
            self._busy = False

    async def _write_batch(self, writes: list[Write]) -> None:
        async with self.database.writing() as session:
            for write in writes:
                await write(session)
