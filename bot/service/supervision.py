"""Supervision: a part that ends begins again, later each time, and the others never notice."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

from bot.channels.back_off import BackOff
from bot.health.part import Part
from storage.database.faults import kind_and_place

RESTART = BackOff(dt.timedelta(seconds=1), dt.timedelta(seconds=30))
WELL_AFTER = 60.0
"""Seconds after which a part has recovered: its next failure is a first one again."""


async def keep_running(part: Part, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work of a part until cancelled, whatever it raises."""
    loop, failures = asyncio.get_running_loop(), 0
    while True:
        began = loop.time()
        try:
            await work()
        except Exception as fault:  # noqa: BLE001  # the next try may do better
            if loop.time() - began > WELL_AFTER:
                failures = 0
            failures += 1
            # A traceback could show what people wrote.
            part.fails(f"has stopped and begins again ({kind_and_place(fault)})")
        else:
            failures = 1
        await asyncio.sleep(RESTART.wait(failures).total_seconds())
