"""Ratings fall due, are asked about kindly, and are left to people after three silences."""

import datetime as dt

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import enrol_participants, messages, occasions
from tests.walk import Walk


async def test_the_next_rating_is_planned_three_months_after_enrolment(either: AppContext) -> None:
    await Walk.at(either, "rating", "after#1")
    first, second = await occasions(either)
    assert (first.kind, first.status) == ("enrolment", "done")
    assert (second.kind, second.number, second.status) == ("three-month", 3, "planned")
    assert second.due_on == dt.date(2027, 2, 23)
    assert (second.opens_on, second.closes_on) == (dt.date(2027, 2, 9), dt.date(2027, 3, 25))


async def test_three_messages_and_then_silence(either: AppContext, clock: StandingClock) -> None:
    await Walk.at(either, "rating", "after#1")
    reminding = Reminding(either)
    for day in range(60):
        clock.now = moment("2027-02-15 09:00") + dt.timedelta(days=day)
        await reminding.sweep()
    sent = [row for row in await messages(either) if row.kind == "rating" and row.settled_at]
    days = [row.settled_at.date().isoformat() for row in sent if row.settled_at]
    # The 28th is a Sunday: the third message comes the day after.
    assert days == ["2027-02-23", "2027-02-25", "2027-03-01"]
    assert [row.number for row in sent] == [1, 2, 3]
    second = (await occasions(either))[1]
    assert (second.status, second.asked, second.silent) == ("missed", 3, 3)
    assert [o.number for o in await occasions(either)] == [0, 3, 6]


async def test_a_process_without_telegram_leaves_telegrams_messages_to_the_other(
    either: AppContext, clock: StandingClock
) -> None:
    await enrol_participants(either, [7001], moment("2026-11-23 14:00"))
    clock.now = moment("2027-02-23 09:00")
    swept = await Reminding(either).sweep()
    assert (swept.sent, swept.skipped, swept.put_off) == (0, 0, 0)
    assert [row.status for row in await messages(either) if row.kind == "rating"] == ["planned"]
