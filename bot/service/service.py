"""The composition root: builds the parts, runs them beside each other, and stops them in order."""

import asyncio
import signal
from collections.abc import Callable
from functools import partial

import uvloop

from bot.app_context import AppContext
from bot.channels.web.beside.door import prepare_door
from bot.service.parts import EVERY_PART, Parts
from bot.service.server import listen, serve_web
from bot.service.supervision import keep_running
from bot.service.sweeping import run_sweeps
from bot.service.telegram import run_telegram
from bot.service.ticks import Ticks
from bot.settings.clock import SteadyClock
from storage.clock import record_reading

SWEEPS_STOP_SECONDS = 2.0
REVIEWS_EVERY = 20.0
"""Seconds until what another process has reviewed is said here."""
REVIEWS_WAIT = 5.0
"""Seconds for which nobody is answered yet, where the database is away when we start."""
NOTE_EVERY = 60.0
"""Seconds between two notes that we work."""
STOP_SECONDS = 10.0
"""How long everything may take to end; what is not done by then is found by the next process."""


async def serve(app: AppContext, say: Callable[[str], None], chosen: Parts = EVERY_PART) -> None:
    """Run the parts until cancelled; raises AddressError at once, else says what it does.

    A part that fails begins again by itself, and the others go on.
    """
    settings, health = app.settings, app.health
    sockets = listen(settings.host, settings.port) if chosen.web else []
    say(_what_it_does(app, chosen))
    ticks = Ticks(settings.timezone)
    works = [keep_running(health.web, partial(serve_web, app, sockets))] if chosen.web else []
    if app.drafts.on:
        prepare_door(app.drafts)
        works.append(keep_running(app.drafts.part, app.drafts.work))
    if settings.telegram_token and chosen.telegram:
        works.append(run_telegram(app, ticks, alone=not chosen.sweep))
    elif chosen.sweep:
        works.append(run_sweeps(app, ticks))
    speak_as_reviewed = ticks.add(health.sweep("reviews"), app.reviews.refresh, REVIEWS_EVERY)
    ticks.add(health.sweep("clock"), partial(_note_working, app), NOTE_EVERY)
    ticks.start()
    parts: list[asyncio.Task[None]] = []
    try:
        await asyncio.wait([asyncio.ensure_future(speak_as_reviewed())], timeout=REVIEWS_WAIT)
        parts += [asyncio.create_task(work) for work in works]
        await asyncio.wait(parts)
    finally:
        for listening in sockets:
            listening.close()
        for part in parts:
            part.cancel()
        await ticks.stop(SWEEPS_STOP_SECONDS)
        if parts:
            await asyncio.wait(parts, timeout=STOP_SECONDS)
        await app.database.close()


def _what_it_does(app: AppContext, chosen: Parts) -> str:
    settings, said = app.settings, []
    if chosen.web:
        said.append(
            f"Listening on {settings.host}, port {settings.port}. "
            f"Staff sign in at {settings.public_url}/admin."
        )
    elif chosen.telegram:
        said.append("Serving the bot; the web is another process's.")
    else:
        said.append("Sweeping; the web and the bot are other processes'.")
    return " ".join((*said, "Ctrl+C stops it."))


class ClockInDoubtError(Exception):
    """The machine's clock says something else than the time that has passed."""


async def _note_working(app: AppContext) -> None:
    """Note the time; one in doubt is no time to be compared with later, and stands in /health."""
    if isinstance(app.clock, SteadyClock) and app.clock.is_in_doubt:
        raise ClockInDoubtError
    async with app.database.writing() as session:
        await record_reading(session, app.clock())


def run(app: AppContext, say: Callable[[str], None], chosen: Parts = EVERY_PART) -> None:
    """Run the service in an event loop of its own, until SIGINT or SIGTERM.

    ``say`` is given one line for whoever has started it.
    """

    async def until_signalled() -> None:
        serving = asyncio.current_task()
        loop = asyncio.get_running_loop()
        if serving is not None:
            for name in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(name, serving.cancel)
        await serve(app, say, chosen)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(until_signalled())
