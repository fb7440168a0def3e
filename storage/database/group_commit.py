"""Group commit: small writes that arrive at the same time share one transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import Database

Write = Callable[[AsyncSession], Awaitable[None]]
Waiting = tuple[Write, "asyncio.Future[None]"]


@dataclass
class GroupCommit:
    """Writes together what waits together. A batch that fails is written again one by one."""

    database: Database
    _waiting: list[Waiting] = field(default_factory=list)
    _task: "asyncio.Task[None] | None" = None

    async def write(self, write: Write) -> None:
        """Carry a write out; returns when it is on disk, or raises what it failed with."""
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
            except Exception:  # noqa: BLE001  # whose fault it is shows when each is alone
                for one in batch:
                    await self._write_alone(*one)
            else:
                for _, done in batch:
                    _tell(done, None)

    async def _write_alone(self, write: Write, done: "asyncio.Future[None]") -> None:
        try:
            async with self.database.writing() as session:
                await write(session)
        except Exception as fault:  # noqa: BLE001  # whoever waits is told
            _tell(done, fault)
        else:
            _tell(done, None)


def _tell(done: "asyncio.Future[None]", fault: Exception | None) -> None:
    if done.done():
        return  # whoever waited has been cancelled
    if fault is None:
        done.set_result(None)
    else:
        done.set_exception(fault)
