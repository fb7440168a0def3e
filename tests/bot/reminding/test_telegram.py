"""Reminders in Telegram, against the strict fake: kind, on time, and never twice."""

import datetime as dt
from typing import Any

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, enrol_participants, messages, occasions

ENROLLED, DUE = moment("2026-11-23 14:00"), moment("2027-02-23 09:00")


async def reminded(telegram: Telegram, clock: StandingClock, **about: Any) -> Chat:
    """Let Bo's rating fall due."""
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], ENROLLED, **about)
    await bo.says("/start", sees="ingen fråga")
    clock.now = DUE
    await Reminding(telegram.app, telegram.sender).sweep()
    return bo


async def fates(app: AppContext, kind: str = "rating") -> list[str]:
    return [row.status for row in await messages(app) if row.kind == kind]


async def test_a_due_rating_comes_with_every_way_to_put_it_off(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await reminded(telegram, clock)
    text = await bo.sees()
    assert "Det är dags att göra din stjärna" in text
    assert "två minuter" in text
    assert bo.buttons() == [
        "Börja nu",
        "Senare i dag",
        "I morgon",
        "Om en vecka",
        "Inte den här gången",
    ]
    assert await fates(telegram.app) == ["sent", "planned", "planned"]


async def test_start_opens_the_rating_and_ends_the_reminders(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await reminded(telegram, clock)
    await bo.sees()
    await bo.presses("Börja nu", sees="Fråga 1")
    for _ in range(5):
        await bo.says("4", sees="Fråga")
    await bo.says("4", sees="Stämmer")
    _, second, third = await occasions(telegram.app)
    assert (second.kind, second.status) == ("three-month", "done")
    assert second.rating_id is not None
    assert (third.kind, third.number, third.status) == ("six-month", 6, "planned")
    assert await fates(telegram.app) == ["answered", "planned", "cancelled"]


async def test_tomorrow_means_tomorrow_and_counts_anew(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await reminded(telegram, clock)
    await bo.sees()
    assert "i morgon" in await bo.presses("I morgon")
    rows = [row for row in await messages(telegram.app) if row.status == "planned"]
    assert rows[-1].due_at == moment("2027-02-24 09:00")
    clock.now = moment("2027-02-24 09:00")
    await Reminding(telegram.app, telegram.sender).sweep()
    assert "Din stjärna väntar" in await bo.sees(), "another wording"
    assert (await occasions(telegram.app))[1].silent == 1


async def test_later_today_is_three_hours_later_the_same_day(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await reminded(telegram, clock)
    await bo.sees()
    await bo.presses("Senare i dag")
    clock.passes(hours=3)
    await Reminding(telegram.app, telegram.sender).sweep()
    await bo.sees("Din stjärna väntar")


async def test_not_this_time_is_obeyed_and_the_reason_kept(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await reminded(telegram, clock)
    await bo.sees()
    assert "helt okej" in await bo.presses("Inte den här gången")
    second = (await occasions(telegram.app))[1]
    assert (second.status, second.reason) == ("missed", "declined")
    clock.passes(days=5)
    swept = await Reminding(telegram.app, telegram.sender).sweep()
    assert swept.sent == 0


async def test_a_button_of_the_first_reminder_still_works_after_the_second(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await reminded(telegram, clock)
    await bo.sees()
    first = telegram.api.newest(BO)["message_id"]
    clock.passes(days=2)
    await Reminding(telegram.app, telegram.sender).sweep()
    await bo.sees("Din stjärna väntar")
    telegram.api.presses(BO, message_id=first, label="Börja nu")
    assert "Fråga 1" in await bo.sees("Fråga 1")


async def test_a_rating_left_half_way_is_reminded_of_once(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await reminded(telegram, clock)
    await bo.sees()
    await bo.presses("Börja nu", sees="Fråga 1")
    for _ in range(4):
        await bo.says("4", sees="Fråga")
    for hour in range(1, 24 * 6):
        clock.now = DUE + dt.timedelta(hours=hour)
        await Reminding(telegram.app, telegram.sender).sweep()
    asked = [line for line in telegram.api.transcript(BO) if "Du har 2 frågor kvar" in line]
    assert len(asked) == 1
    left = [row for row in await messages(telegram.app) if row.kind == "unfinished"][-1]
    assert (left.status, left.settled_at) == ("sent", moment("2027-02-24 09:00"))
    await bo.says("4", sees="Fråga 6")


async def test_a_due_rating_waits_for_a_talk_that_is_going_on(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], ENROLLED)
    clock.now = DUE - dt.timedelta(minutes=5)
    await bo.says("/language", sees="Välj ditt språk")
    clock.now = DUE
    reminding = Reminding(telegram.app, telegram.sender)
    assert (await reminding.sweep()).sent == 0
    clock.now = DUE + dt.timedelta(hours=23)
    assert (await reminding.sweep()).sent == 0
    clock.now = DUE + dt.timedelta(hours=24)
    assert (await reminding.sweep()).sent == 1
