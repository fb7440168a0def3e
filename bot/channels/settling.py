"""Settling: what became of messages is written down until it is written."""

import asyncio
import logging
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.back_off import ANSWER
from storage.database.database import Database
from storage.database.faults import kind_and_place
from storage.database.group_commit import GroupCommit, Write

log = logging.getLogger(__name__)


@dataclass
class Settling:
    """Writes fates together, and again while the database cannot.

    ``in_hand`` are the rows that were claimed here and whose fate is not written yet: whatever the
    database says of them, they are not sent again.
    """

    database: Database
    in_hand: set[int] = field(default_factory=set)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._writes = GroupCommit(self.database)

    async def write(self, write: Write) -> bool:
        """Carry a write out once; False where the database could not."""
        try:
            await self._writes.write(write)
        except Exception as fault:  # noqa: BLE001  # whatever it is: nothing was written
            log.error("what became of a message could not be written: %s", kind_and_place(fault))
            return False
        return True

    async def settle(self, row_id: int, write: Write, also: Write | None = None) -> bool:
        """Write the fate of a row, and ``also`` what follows.

        False where the database could not: the fate alone is tried again until it is written.
        """

        async def both(session: AsyncSession) -> None:
            await write(session)
            if also is not None:
                await also(session)

        if await self.write(both):
            self.in_hand.discard(row_id)
            return True
        self.write_later(write, row_id)
        return False

    def write_later(self, write: Write, row_id: int = 0) -> None:
        """Try a write again, longer and longer apart, until it is written."""
        task = asyncio.create_task(self._until_written(write, row_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_written(self, write: Write, row_id: int) -> None:
        failures = 1
        while True:
            await asyncio.sleep(ANSWER.wait(failures).total_seconds())
            if await self.write(write):
                self.in_hand.discard(row_id)
                return
            failures += 1

    async def finish(self) -> None:
        """Wait until what was begun is on disk; what still cannot be written stays in doubt."""
        await self._writes.finish()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
