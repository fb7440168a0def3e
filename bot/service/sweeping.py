"""The sweeps where the bot is somebody else's, or there is none: knocks, mail, windows that end."""

from collections.abc import Awaitable, Callable
from functools import partial

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from bot.service.lease_keeper import LeaseKeeper
from bot.service.supervision import keep_running
from bot.service.ticks import Ticks
from bot.staff.digests import send_digests

SWEEPS = 0
"""The number of their lease, among those of the bots: Telegram gives no bot this one."""


async def run_sweeps(app: AppContext, ticks: Ticks) -> None:
    """Sweep for as long as it is left to us, until cancelled."""
    health = app.health
    keeper = LeaseKeeper(
        app.database, SWEEPS, health.sweeping, app.settings.data_dir, what="sweeps"
    )
    for name, sweep in (
        ("reminders", Reminding(app).sweep),
        ("digests", partial(send_digests, app)),
    ):
        ticks.add(health.sweep(name), while_held(keeper, sweep), app.settings.sweep_seconds)

    async def hold() -> None:
        await keeper.take()
        health.sweeping.goes()
        await keeper.keep()

    try:
        await keep_running(health.sweeping, hold)
    finally:
        await keeper.release()


def while_held(
    keeper: LeaseKeeper, sweep: Callable[[], Awaitable[object]]
) -> Callable[[], Awaitable[object]]:
    """Leave a sweep to the process that holds the lease."""

    async def swept() -> None:
        if keeper.holds:
            await sweep()

    return swept
