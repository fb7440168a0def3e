"""Health: what of this process goes, as /health tells those who watch over it."""

import asyncio
import time
from dataclasses import dataclass, field

from bot.health.part import Part
from storage.database.database import Database
from storage.database.probe import database_fault

PROBE_SECONDS = 2.0
PROBED_FOR = 1.0
"""How long one look at the database counts, so that asking often costs nothing."""
HUNG_AFTER = 15 * 60.0
"""A wave of reminders takes minutes; a sweep that takes longer than this will not come back."""


@dataclass(frozen=True)
class HealthReport:
    """What goes and what does not, without a word about anybody.

    ``needs_help``: a restart or an operator is needed, since people are not served. Telegram's own
    troubles are told and no more: whoever watches over containers may take a failing one out of
    service, and the web chat with it.
    """

    parts: dict[str, object]
    all_go: bool
    needs_help: bool


@dataclass
class Health:
    """The parts of this process: each says of itself whether it goes; the database is asked."""

    database: Database
    telegram: Part = field(default_factory=lambda: Part("Telegram"))
    web: Part = field(default_factory=lambda: Part("the web server"))
    sms: Part = field(default_factory=lambda: Part("SMS"))
    sweeping: Part = field(default_factory=lambda: Part("sweeping"))
    """Whether the sweeps without Telegram are this process's."""
    storing: Part = field(default_factory=lambda: Part("the database"))
    """The database, as whoever takes turns meets it."""
    sweeps: dict[str, Part] = field(default_factory=dict)
    _probed: "tuple[float, str | None] | None" = None
    _probing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def sweep(self, name: str) -> Part:
        """Give the part of a sweep."""
        return self.sweeps.setdefault(name, Part(f"the sweep of {name}"))

    async def report(self) -> HealthReport:
        """Look at everything."""
        now = time.monotonic()
        database = await self._database_fault()
        hung = [one for one in self.sweeps.values() if now - one.moved_at > HUNG_AFTER]
        sweeps = {
            name: "has not come back" if one in hung else one.fault or "ok"
            for name, one in self.sweeps.items()
        }
        parts: dict[str, object] = {
            "database": database or "ok",
            "telegram": self.telegram.fault or "ok",
            "sweeps": sweeps,
        }
        if self.sms.fault:
            parts["sms"] = self.sms.fault
        if self.sweeping.fault:
            parts["sweeping"] = self.sweeping.fault
        if self.sweeps:
            newest = max(one.moved_at for one in self.sweeps.values())
            parts["last_sweep_seconds_ago"] = round(now - newest)
        away = database or self.telegram.fault or self.sms.fault or self.sweeping.fault
        all_go = not away and set(sweeps.values()) <= {"ok"}
        return HealthReport(parts, all_go, needs_help=bool(database or hung))

    async def _database_fault(self) -> str | None:
        async with self._probing:
            if self._probed is None or time.monotonic() - self._probed[0] > PROBED_FOR:
                fault = await database_fault(self.database, PROBE_SECONDS)
                self._probed = (time.monotonic(), fault)
            return self._probed[1]
