"""Ratings fall due, are asked about kindly, and are left to people after three silences."""

import datetime as dt

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.people.accounts import KNOCK_ORDER, Channel
from storage.occasions.sending import claim_due
from storage.reminders.due import Reach, due_reminders
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import block_accounts, enrol_participants, messages, occasions
from tests.walk import Walk


async def test_the_next_rating_is_planned_three_months_after_enrolment(either: AppContext) -> None:
    await Walk.at(either, "rating", "after#1")
    first, second = await occasions(either)
    assert (first.kind, first.status) == ("enrolment", "done")
    assert (second.kind, second.number, second.status) == ("three-month", 3, "planned")
    assert second.due_on == dt.date(2027, 2, 23)
    assert (second.opens_on, second.closes_on) == (dt.date(2027, 2, 9), dt.date(2027, 3, 25))


async def test_what_lies_in_the_chat_is_laid_there_once_and_nobody_was_silent(
    either: AppContext, clock: StandingClock
) -> None:
    """Without Telegram nothing tells the person: the coach hears so, and no message is *sent*."""
    await Walk.at(either, "rating", "after#1")
    reminding = Reminding(either)
    for day in range(60):
        clock.now = moment("2027-02-15 09:00") + dt.timedelta(days=day)
        await reminding.sweep()
    rows = [row for row in await messages(either) if row.kind == "rating" and row.settled_at]
    assert [(row.settled_at.date().isoformat(), row.status) for row in rows if row.settled_at] == [
        ("2027-02-23", "laid")
    ]
    second = (await occasions(either))[1]
    assert (second.status, second.reason) == ("missed", "no-knock")
    assert (second.asked, second.silent) == (1, 0)
    assert [o.number for o in await occasions(either)] == [0, 3, 6]


async def test_a_process_without_telegram_leaves_telegrams_messages_to_the_other(
    either: AppContext, clock: StandingClock
) -> None:
    await enrol_participants(either, [7001], moment("2026-11-23 14:00"))
    clock.now = moment("2027-02-23 09:00")
    swept = await Reminding(either).sweep()
    assert (swept.sent, swept.skipped, swept.put_off) == (0, 0, 0)
    assert [row.status for row in await messages(either) if row.kind == "rating"] == ["planned"]


async def test_who_has_just_become_unreachable_is_put_aside_when_claimed(
    either: AppContext, clock: StandingClock
) -> None:
    """Between sorting out and claiming they blocked us: the same transaction says so."""
    [who] = await enrol_participants(either, ["Bo"], clock(), Channel.WEB)
    clock.now = moment("2027-02-23 09:00")
    async with either.database.reading() as session:
        found = await due_reminders(session, either.calendar, Reach(KNOCK_ORDER), clock())
    [due] = [row for row in found.rows if row.reminder.kind == "rating"]
    await block_accounts(either, who)
    async with either.database.writing() as session:
        assert await claim_due(session, due, Reach(KNOCK_ORDER), clock(), either.calendar) is None
    [row] = [row for row in await messages(either) if row.id == due.reminder.id]
    assert (row.status, row.reason) == ("skipped", "blocked")
    assert (await occasions(either))[1].status == "due"
