"""Our service's Telegram side on a clock of its own: it is always nine on the day that is asked.

``SHIFT`` is how many seconds the clock is ahead.
"""

import datetime as dt
import os

os.environ["PTB_TIMEDELTA"] = "true"

import uvloop
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.channels.telegram.client import bot_of, postman_of
from bot.channels.telegram.poller import Poller
from bot.parts import build
from bot.reminding.sweep import Reminding
from bot.service import ticks
from bot.settings.clock import system_clock
from bot.settings.settings import load_settings


async def main() -> None:
    """Poll and sweep until killed."""
    shift = dt.timedelta(seconds=float(os.environ["SHIFT"]))
    parts = build(load_settings(), lambda: system_clock() + shift)
    async with bot_of(parts) as bot:
        postman = postman_of(parts, bot)
        poller = Poller(bot, parts.database, parts.turns, postman, parts.clock)
        scheduler = AsyncIOScheduler(timezone="UTC")
        for sweep in (postman.sweep, Reminding(parts, postman).sweep):
            ticks(scheduler, sweep, parts.settings.sweep_seconds)
        scheduler.start()
        await poller.run()


if __name__ == "__main__":
    uvloop.run(main())
