"""Group commit: small writes that arrive at the same time share one transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database

Write = Callable[[AsyncSession], Awaitable[None]]
Waiting = tuple[Write, "asyncio.Future[None]"]


@dataclass
class GroupCommit:
    """Writes together what waits together; a batch is on disk as a whole or fails as a whole."""

    database: Database
    _waiting: list[Waiting] = field(default_factory=list)
    _task: "asyncio.Task[None] | None" = None

    async def write(self, write: Write) -> None:
        """Carry a write out; returns when it is on disk, or raises what its batch failed with."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((write, done))
        if self._task is None or self._task.done():
            # A task of its own: if whoever came first is cancelled, the others are still served.
            self._task = asyncio.create_task(self._write_all())
        await done

    async def finish(self) -> None:
        """Wait until everything that was begun is on disk."""
        if self._task is not None:
            await self._task

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                async with self.database.writing() as session:
                    for write, _ in batch:
                        await write(session)
            except Exception as fault:  # noqa: BLE001  # everybody who waits is told
                _tell(batch, fault)
            else:
                _tell(batch, None)


def _tell(batch: list[Waiting], fault: Exception | None) -> None:
    for _, done in batch:
        if done.done():
            continue  # whoever waited has been cancelled
        if fault is None:
            done.set_result(None)
        else:
            done.set_exception(fault)
