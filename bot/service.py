"""The composition root: builds the parts, runs them together, and stops them in order."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial

import uvicorn
import uvloop
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.app_context import AppContext
from bot.channels.telegram.client import make_bot, make_sender
from bot.channels.telegram.menu import publish_menus
from bot.channels.telegram.poller import Poller, TokenError
from bot.reminding.sweep import Reminding
from bot.staff.chat import StaffChannel
from bot.staff.digests import send_digests
from bot.web_app import web_app
from storage.clock import record_reading
from storage.database.faults import kind_and_place
from storage.tables.bots import remember_bot
from storage.talk import outbox

log = logging.getLogger(__name__)


# retry_after as a timedelta, as the next python-telegram-bot gives it; it warns otherwise.
os.environ.setdefault("PTB_TIMEDELTA", "true")


NOTE_EVERY = 60.0
"""Seconds between two notes that we work."""


async def serve(app: AppContext) -> None:
    """Run web and Telegram until a signal comes; raises ConflictError or TokenError."""
    settings = app.settings
    scheduler = AsyncIOScheduler(timezone=settings.timezone)
    server = _Server(
        uvicorn.Config(
            web_app(app),
            host=settings.host,
            port=settings.port,
            log_config=None,  # its own would write tracebacks past our redaction
            log_level="warning",
            access_log=False,  # addresses hold personal keys
            server_header=False,
            proxy_headers=True,
        )
    )
    tasks = [asyncio.create_task(server.serve(), name="web")]
    if settings.telegram_token:
        tasks.append(asyncio.create_task(_run_telegram(app, scheduler), name="telegram"))
    else:
        for sweep in (Reminding(app).sweep, partial(send_digests, app)):
            schedule_sweep(scheduler, sweep, settings.sweep_seconds)
    schedule_sweep(scheduler, partial(_note_working, app), NOTE_EVERY)
    scheduler.start()
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        scheduler.shutdown(wait=False)
        server.should_exit = True
        for task in tasks[1:]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.database.close()


async def _note_working(app: AppContext) -> None:
    async with app.database.writing() as session:
        await record_reading(session, app.clock())


def schedule_sweep(
    scheduler: AsyncIOScheduler, sweep: Callable[[], Awaitable[object]], every: float
) -> None:
    """Let the scheduler call a sweep; it holds no state, and never calls one twice at a time."""

    async def swept() -> None:
        try:
            await sweep()
        except Exception as fault:  # noqa: BLE001  # the next tick tries again
            log.error("a sweep could not be finished: %s", kind_and_place(fault))

    scheduler.add_job(
        swept,
        "interval",
        seconds=every,
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: the service stops all its parts together."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to ``run``."""
        yield


async def _run_telegram(app: AppContext, scheduler: AsyncIOScheduler) -> None:
    settings = app.settings
    bot = make_bot(app)
    sender = make_sender(app, bot)
    poller = Poller(bot, app.database, app.turns, sender, app.clock, StaffChannel(app))
    if app.doorbell.always:
        async with app.database.writing() as session:
            await outbox.keep_nudges(session, app.clock())
    await bot.request.initialize()
    digests = partial(send_digests, app, sender)
    # Windows end and e-mail leaves, also while Telegram cannot be reached.
    for sweep in (sender.sweep, Reminding(app, sender).sweep, digests):
        schedule_sweep(scheduler, sweep, settings.sweep_seconds)
    menu = None
    try:
        await _wait_for_telegram(bot, app)
        menu = asyncio.create_task(publish_menus(bot))
        await poller.run()
    finally:
        if menu is not None:
            menu.cancel()
            await asyncio.gather(menu, return_exceptions=True)
        await bot.shutdown()
        await bot.request.shutdown()  # also where Telegram has never been reached


async def _wait_for_telegram(bot: Bot, app: AppContext) -> None:
    """Wait until Telegram knows us."""
    while True:
        try:
            await bot.initialize()
            async with app.database.writing() as session:
                await remember_bot(session, bot.id, bot.username)
        except InvalidToken as unknown:
            raise TokenError("Telegram does not know this bot token") from unknown
        except TelegramError as fault:
            log.warning("Telegram cannot be reached yet: %s", kind_and_place(fault))
            await asyncio.sleep(1)
        else:
            return


def run(app: AppContext) -> None:
    """Run the service in an event loop of its own, until SIGINT or SIGTERM."""

    async def until_signalled() -> None:
        serving = asyncio.current_task()
        loop = asyncio.get_running_loop()
        if serving is not None:
            for name in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(name, serving.cancel)
        await serve(app)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(until_signalled())
