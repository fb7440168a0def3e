"""Ticks: the sweeps that look again and again what is to be done."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import tzinfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.health.part import Part
from storage.database.faults import kind_and_place


class Ticks:
    """Lets a scheduler call sweeps; it holds no state, and never calls one twice at a time."""

    def __init__(self, zone: tzinfo) -> None:
        self._scheduler = AsyncIOScheduler(timezone=zone)
        self._calls: set[asyncio.Future[object]] = set()
        self._sweeps: set[asyncio.Future[object]] = set()

    def add(
        self, part: Part, sweep: Callable[[], Awaitable[object]], every: float
    ) -> Callable[[], Awaitable[None]]:
        """Call a sweep every so many seconds; ``part`` says whether it goes.

        Gives the call itself, which raises nothing, for a sweep that somebody waits for.
        """

        async def call() -> None:
            calling, sweeping = asyncio.current_task(), asyncio.ensure_future(sweep())
            if calling is not None:
                self._calls.add(calling)
                calling.add_done_callback(self._calls.discard)
            self._sweeps.add(sweeping)
            sweeping.add_done_callback(self._sweeps.discard)
            await asyncio.wait([sweeping])
            if sweeping.cancelled():
                return
            if fault := sweeping.exception():  # the next tick tries again
                # A traceback could show names.
                part.fails(f"could not be finished ({kind_and_place(fault)})")
            else:
                part.goes()

        self._scheduler.add_job(
            call,
            "interval",
            seconds=every,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        return call

    def start(self) -> None:
        """Let time go."""
        self._scheduler.start()

    async def stop(self, seconds: float) -> None:
        """Call nothing any more, and give what is under way so many seconds to finish."""
        self._scheduler.pause()
        await asyncio.sleep(0)  # what was called just now has begun
        if self._sweeps:
            await asyncio.wait(self._sweeps, timeout=seconds)
        for sweeping in list(self._sweeps):
            sweeping.cancel()
        if self._calls:  # the scheduler calls it an error where one of these is cut off
            await asyncio.wait(self._calls, timeout=seconds)
        self._scheduler.shutdown(wait=False)
