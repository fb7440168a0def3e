"""Our service's Telegram side on a clock of its own: it is always nine on the day that is asked.

``SHIFT`` is how many seconds the clock is ahead.
"""

import datetime as dt
import os

os.environ["PTB_TIMEDELTA"] = "true"

import uvloop

from bot.app_context import build_app
from bot.channels.telegram.client import make_bot, make_sender
from bot.channels.telegram.poller import Poller
from bot.reminding.sweep import Reminding
from bot.service.ticks import Ticks
from bot.settings.clock import system_clock
from bot.settings.settings import read_settings


async def main() -> None:
    """Poll and sweep until killed."""
    shift = dt.timedelta(seconds=float(os.environ["SHIFT"]))
    app = build_app(read_settings(), lambda: system_clock() + shift)
    async with make_bot(app) as bot:
        sender = make_sender(app, bot)
        poller = Poller(bot, app.database, app.turns, sender, app.clock)
        ticks = Ticks(dt.UTC)
        for name, sweep in (
            ("messages", sender.sweep),
            ("reminders", Reminding(app, sender).sweep),
        ):
            ticks.add(app.health.sweep(name), sweep, app.settings.sweep_seconds)
        ticks.start()
        await poller.run()


if __name__ == "__main__":
    uvloop.run(main())
