"""A machine whose clock is wrong for a while: nothing is cancelled, and nobody is written to."""

import datetime as dt

from bot.app_context import AppContext, build_app
from bot.reminding.sweep import Reminding
from bot.settings.clock import SteadyClock
from dialogs.people.accounts import Channel
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import enrol_participants, messages, occasions


async def test_a_clock_400_days_ahead_for_a_moment_cancels_nothing(
    either: AppContext, clock: StandingClock
) -> None:
    await enrol_participants(either, ["Bo"], clock(), Channel.WEB)
    before = [(one.kind, one.number, one.status) for one in await occasions(either)]
    planned = [(row.kind, row.status) for row in await messages(either)]
    app = build_app(either.settings, SteadyClock(clock, lambda: dt.timedelta(0)))
    clock.now += dt.timedelta(days=400)
    swept = await Reminding(app).sweep()
    assert (swept.sent, swept.missed) == (0, 0)
    assert [(one.kind, one.number, one.status) for one in await occasions(either)] == before
    assert [(row.kind, row.status) for row in await messages(either)] == planned
    clock.now = moment("2026-11-23 14:00")
    assert (await Reminding(app).sweep()).missed == 0
    await app.database.close()
