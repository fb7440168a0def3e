"""Whoever stands between us and Telegram decides about nobody; nothing is lost, nothing doubled."""

import asyncio

import pytest
from sqlalchemy import select

from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.reminding.sweep import Reminding
from storage.tables.channels import StaffChat
from storage.tables.people import Account
from tests.bot.channels.telegram.conftest import Telegram
from tests.bot.channels.telegram.test_claims import sent, statuses, until_in_hand
from tests.bot.channels.telegram.test_outgoing import greeted, wait_in_outbox
from tests.conftest import StandingClock
from tests.fake_botapi.faults import Kind
from tests.moments import moment
from tests.people import AMAL, BO, KIM, enrol_participants, messages

REFUSED: list[Kind] = ["forbidden_html", "not_found_html", "moved", "unauthorized", "retry_after"]
"""What cannot have been delivered."""
DELIVERED: list[Kind] = [
    "bad_gateway_after_delivery",
    "error_500_after_delivery",
    "empty",
    "half_json",
    "bottomless_json",
    "timeout_after_delivery",
]
NOT_DELIVERED: list[Kind] = ["bad_gateway_html", "error_500", "portal_html", "disconnect"]
"""What looks as if it might have been."""
DUE = moment("2027-02-23 09:00")


async def sweep_until(telegram: Telegram, clock: StandingClock, words: str, times: int) -> None:
    for _ in range(20):
        await until_in_hand(telegram.app, 0)
        if sent(telegram, words) >= times:
            return
        clock.passes(minutes=2)
        await telegram.sender.sweep()
    raise AssertionError(f"{sent(telegram, words)} times: {words}")


@pytest.mark.parametrize("kind", [*REFUSED, *NOT_DELIVERED])
async def test_a_question_is_tried_until_it_is_shown(
    telegram: Telegram, clock: StandingClock, kind: Kind
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("send", BO, kind=kind, times=4)
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await telegram.api.until(lambda: sent(telegram, "Fråga 2") >= 1)
    await sweep_until(telegram, clock, "Fråga 2", 5)
    await bo.sees("Fråga 2")
    await until_in_hand(telegram.app, 0)
    assert sent(telegram, "Fråga 2") == 5
    await bo.says("3", sees="Fråga 3")


@pytest.mark.parametrize("kind", [*REFUSED, *NOT_DELIVERED, *DELIVERED])
async def test_a_line_comes_once_or_not_at_all(
    telegram: Telegram, clock: StandingClock, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    bo = await greeted(telegram)
    telegram.api.fault("send", BO, kind=kind)
    await wait_in_outbox(telegram, ("line", TextMessage(BO, "Hemligt ord").to_json()))
    for _ in range(5):
        await telegram.sender.sweep()
        await until_in_hand(telegram.app, 0)
        clock.passes(minutes=2)
    arrived = [m for m in telegram.api.messages(BO) if m.get("text") == "Hemligt ord"]
    assert len(arrived) == (0 if kind in NOT_DELIVERED else 1)
    assert await statuses(telegram.app) == ["sent" if kind in REFUSED else "uncertain"]
    assert "Hemligt" not in caplog.text
    loud = [record for record in caplog.records if "Telegram cannot be" in record.message]
    assert len(loud) == (0 if kind == "retry_after" else 1)
    await bo.says("hej", sees="inbjudan")


@pytest.mark.parametrize("kind", ["forbidden_html", "unauthorized", "not_found_html"])
async def test_what_a_proxy_says_blocks_nobody(
    telegram: Telegram, clock: StandingClock, kind: Kind
) -> None:
    await about_to_be_due(telegram, clock)
    telegram.api.fault("send", kind=kind, times=3)
    reminding = Reminding(telegram.app, telegram.sender)
    await reminding.sweep()
    async with telegram.app.database.reading() as session:
        accounts = (await session.scalars(select(Account.status))).all()
        assert set(accounts) == {"open"}
        assert (await session.scalars(select(StaffChat))).all() == []
    assert await ratings(telegram) == ["planned"] * 3
    clock.passes(minutes=5)
    await reminding.sweep()
    assert await ratings(telegram) == ["sent"] * 3


@pytest.mark.parametrize("kind", DELIVERED)
async def test_a_reminder_that_was_delivered_never_comes_twice(
    telegram: Telegram, clock: StandingClock, kind: Kind
) -> None:
    await about_to_be_due(telegram, clock, BO)
    telegram.api.fault("send", kind=kind)
    for _ in range(5):
        await Reminding(telegram.app, telegram.sender).sweep()
        await telegram.sender.sweep()
        clock.passes(minutes=5)
    assert sent(telegram, "Det är dags") == 1
    assert await ratings(telegram) == ["uncertain"]


async def test_while_nothing_comes_through_no_reminder_is_put_at_risk(
    telegram: Telegram, clock: StandingClock
) -> None:
    """An HTML 502 for four seconds lost every reminder of that time."""
    await about_to_be_due(telegram, clock)
    telegram.api.fault("getMe", kind="bad_gateway_html", times=1000)
    telegram.api.fault("send", BO, kind="bad_gateway_html", times=1000)
    bo = BO + 50
    await greeted_by(telegram, bo)
    reminding = Reminding(telegram.app, telegram.sender)
    for _ in range(3):
        await reminding.sweep()
        clock.passes(seconds=1)
    telegram.api.faults.clear()
    await reminding.sweep()
    assert await ratings(telegram) == ["sent"] * 3


async def greeted_by(telegram: Telegram, chat_id: int) -> None:
    """Let somebody's answer be lost: the connection is known to be bad."""
    telegram.api.user(chat_id, started=True)
    telegram.api.fault("send", chat_id, kind="bad_gateway_html", times=1000)
    telegram.api.says(chat_id, "hej")
    await telegram.api.until(lambda: sent(telegram, "", chat_id) == 1)
    await until_in_hand(telegram.app, 0)


@pytest.mark.parametrize("kind", ["long_number", "bottomless_json", "half_json", "empty"])
async def test_updates_in_an_answer_that_cannot_be_read_are_not_lost(
    telegram: Telegram, kind: Kind
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("getUpdates", kind=kind)
    await asyncio.sleep(0.1)
    await bo.presses("4 · God", sees="Fråga 2")
    await bo.says("2", sees="Fråga 3")


async def about_to_be_due(telegram: Telegram, clock: StandingClock, *who: int) -> None:
    people = who or (BO, KIM, AMAL)
    for chat_id in people:
        telegram.api.user(chat_id, started=True)
    await enrol_participants(telegram.app, people, moment("2026-11-23 14:00"))
    clock.now = DUE


async def ratings(telegram: Telegram) -> list[str]:
    """List what became of each person's first message about the rating."""
    first: dict[int, str] = {}
    for row in sorted(await messages(telegram.app), key=lambda row: row.due_at):
        if row.kind == "rating":
            first.setdefault(row.participant_id, row.status)
    return list(first.values())
