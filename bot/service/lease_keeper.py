"""The keeper of a lease: at any time one process of a database serves a bot, or sweeps."""

import asyncio
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from bot.health.part import Part
from bot.service.predecessor import Predecessor
from storage.database.database import Database
from storage.database.faults import AWAY
from storage.tables.bots import Lease, bot_lease, release_lease, renew_lease, take_lease

RELEASE_SECONDS = 2.0


@dataclass
class LeaseKeeper:
    """Takes the lease, renews it, and lets it go.

    It is free where nobody holds it, where its holder is known to be dead, or where it has not
    been renewed for ``lasts`` seconds, measured here: no two clocks are compared. A time in which
    the database takes no writes does not count, as the holder could not renew it either.
    """

    database: Database
    bot_id: int
    part: Part
    folder: Path
    what: str = "serves the bot"
    """What its holder does, for whoever reads why another waits."""
    every: float = 3.0
    lasts: float = 12.0
    _me: str = field(default_factory=lambda: secrets.token_hex(8))
    _until: float = 0.0

    def __post_init__(self) -> None:
        self._predecessor = Predecessor(self.folder / f"bot-{self.bot_id}.lock", self._me)

    @property
    def holds(self) -> bool:
        """Tell whether the bot is ours, and nobody can have taken it."""
        return _now() < self._until

    async def take(self) -> bool:
        """Wait until the bot is ours. Returns whether this database has served it before."""
        seen, since = None, _now()
        while True:
            dead, began = self._predecessor.dead_name(), _now()
            try:
                async with self.database.writing() as session:
                    lease = await bot_lease(session, self.bot_id)
                    if lease != seen or _now() - began > self.every:
                        seen, since = lease, _now()
                    free = self._is_free(lease, dead, _now() - since)
                    taken = free and await take_lease(session, self.bot_id, self._me, lease)
            except AWAY as fault:
                seen = None
                self.part.fails(f"waits: the database does not answer ({type(fault).__name__})")
            else:
                if taken:
                    self._until = began + self.lasts
                    return lease is not None
                self.part.fails(f"waits: another process of this database {self.what}")
            await asyncio.sleep(self.every)

    def _is_free(self, lease: Lease | None, dead: str | None, silence: float) -> bool:
        ends = silence >= self.lasts
        return lease is None or lease.holder in (None, self._me, dead) or ends

    async def keep(self) -> None:
        """Renew the lease until it is lost, or could not be renewed in time."""
        renewing = asyncio.create_task(self._renew())
        try:
            while self.holds and not renewing.done():
                await asyncio.wait([renewing], timeout=self._until - _now())
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self.every)
            began = _now()
            try:
                async with self.database.writing() as session:
                    mine = await renew_lease(session, self.bot_id, self._me)
            except AWAY:
                continue  # the lease may run out meanwhile
            if not mine:
                self._until = 0.0
                return
            self._until = began + self.lasts

    async def release(self) -> None:
        """Let the bot go, if the database takes it; others would have to wait."""
        if not self.holds:
            return
        self._until = 0.0
        try:
            async with asyncio.timeout(RELEASE_SECONDS), self.database.writing() as session:
                await release_lease(session, self.bot_id, self._me)
        except (*AWAY, TimeoutError):
            pass  # it runs out by itself


def _now() -> float:
    return asyncio.get_running_loop().time()
