"""A digest that downtime has held up: at once by day, else at the reader's own hour."""

import datetime as dt

import pytest

from bot.app_context import AppContext
from bot.staff.digests import send_digests
from dialogs.reports.digest_times import is_working_day
from storage.staff.digest_times import put_off_digest
from tests.bot.staff.postbox import Postbox, link_chat_of, waiting_messages
from tests.conftest import StandingClock
from tests.dialogs.reports.test_digest_times import local
from tests.moments import DAY
from tests.people import add_coach, change_staff, fill_caseload, staff_member

MONDAY = "2026-11-23T08:00"


@pytest.mark.parametrize(
    ("hour", "back", "sent"),
    [
        (8, "2026-11-23T08:00", "2026-11-23T08:00"),
        (8, "2026-11-23T18:59", "2026-11-23T18:59"),
        (8, "2026-11-23T19:00", "2026-11-24T08:00"),
        (8, "2026-11-24T03:00", "2026-11-24T08:00"),
        (8, "2026-11-24T07:30", "2026-11-24T08:00"),
        (8, "2026-11-28T12:00", "2026-11-30T08:00"),  # a Saturday
        (8, "2026-12-24T12:00", "2026-12-28T08:00"),  # Christmas Eve
        (20, "2026-11-23T20:30", "2026-11-23T20:30"),  # who wants it late has it late, in time
        (20, "2026-11-24T12:00", "2026-11-24T20:00"),
        (6, "2026-11-23T06:10", "2026-11-23T06:10"),
    ],
)
async def test_it_waits_for_a_time_that_suits(
    app: AppContext, clock: StandingClock, hour: int, back: str, sent: str
) -> None:
    coach = await add_coach(app)
    await fill_caseload(app, coach)
    await link_chat_of(app, coach)
    due_at = local(MONDAY).replace(hour=hour)
    await change_staff(app, coach, digest_hour=hour, digest_at=due_at, digested_at=due_at - 7 * DAY)
    clock.now = local(back).astimezone(dt.UTC)
    at_once = back == sent
    assert await send_digests(app, Postbox()) == at_once
    assert await waiting_messages(app) == at_once
    if not at_once:
        waits = await staff_member(app, coach)
        assert waits.digest_at == local(sent)
        assert waits.digested_at == due_at - 7 * DAY, "nothing has been told yet"
        clock.now = local(sent).astimezone(dt.UTC)
        assert await send_digests(app, Postbox()) == 1
    after = (await staff_member(app, coach)).digest_at
    assert after is not None
    assert after.astimezone(app.calendar.zone).weekday() == 0, "the habit goes on as it was"


@pytest.mark.parametrize("hour", [6, 8, 19, 20])
async def test_what_cannot_be_made_is_not_tried_again_at_night(
    app: AppContext, clock: StandingClock, hour: int
) -> None:
    coach = await add_coach(app)
    clock.now = local(MONDAY).replace(hour=hour).astimezone(dt.UTC)
    await change_staff(app, coach, digest_hour=hour, digest_at=clock())
    async with app.database.writing() as session:
        await put_off_digest(session, coach, clock(), app.calendar)
    again = (await staff_member(app, coach)).digest_at
    assert again is not None
    there = again.astimezone(app.calendar.zone)
    assert again > clock()
    assert is_working_day(there.date(), app.calendar)
    assert there.hour == (hour + 1 if hour < 18 else hour)
