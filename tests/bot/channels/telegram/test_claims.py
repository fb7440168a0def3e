"""Rows of the outbox are claimed before they are sent: what is in doubt does not come twice."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from bot.app_context import AppContext
from bot.channels.channel import Fate
from bot.channels.telegram.caller import Caller
from bot.channels.telegram.outgoing.kinds import PersonalDataMessage, PressConfirmation, TextMessage
from bot.channels.telegram.sender import Sender
from bot.files.personal_data import personal_data_file
from storage.database.faults import AWAY
from storage.tables.channels import Outgoing, OutgoingStatus
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.bot.channels.telegram.test_outgoing import greeted, wait_in_outbox
from tests.conftest import StandingClock
from tests.people import BO, KIM


@contextlib.asynccontextmanager
async def unwritable_fates(app: AppContext) -> AsyncIterator[None]:
    """Let the database refuse to write what became of a message, and nothing else."""
    async with app.database.writing() as session:
        await session.execute(
            text(
                "CREATE TRIGGER no_fates BEFORE UPDATE OF sent_at ON outbox"
                " WHEN new.sent_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        )
    yield
    async with app.database.writing() as session:
        await session.execute(text("DROP TRIGGER no_fates"))


def new_process(telegram: Telegram) -> Sender:
    """Give the sender of a process that has just been started on the same database."""
    app = telegram.app
    return Sender(
        telegram.sender.bot, app.database, app.clock, lambda who: personal_data_file(app, who)
    )


def sent(telegram: Telegram, words: str, chat_id: int = BO) -> int:
    calls = telegram.api.calls_of("send", chat_id)
    return sum(words in call.said for call in calls)


async def statuses(app: AppContext, newest: int = 1) -> list[str]:
    async with app.database.reading() as session:
        found = await session.scalars(
            select(Outgoing.status).order_by(Outgoing.id.desc()).limit(newest)
        )
        return list(reversed(found.all()))


async def until_in_hand(app: AppContext, count: int) -> None:
    """Wait until so many rows are in somebody's hands."""
    for _ in range(200):
        async with app.database.reading() as session:
            found = select(func.count()).where(Outgoing.status == OutgoingStatus.SENDING)
            if await session.scalar(found) == count:
                return
        await asyncio.sleep(0.02)
    raise AssertionError(f"never {count} in hand")


async def test_a_message_whose_fate_cannot_be_written_is_sent_once(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await greeted(telegram)
    async with unwritable_fates(telegram.app):
        await wait_in_outbox(telegram, ("line", TextMessage(BO, "En gång").to_json()))
        for _ in range(4):
            await telegram.sender.sweep()
            clock.passes(minutes=5)
        await bo.sees("En gång")
        assert sent(telegram, "En gång") == 1
    await until_in_hand(telegram.app, 0)  # it is tried until it is written
    assert await statuses(telegram.app) == ["sent"]
    await new_process(telegram).sweep()
    assert sent(telegram, "En gång") == 1


async def test_the_first_bad_row_starves_no_other(telegram: Telegram) -> None:
    await greeted(telegram)
    kim = await telegram.add_chat(KIM, "Kim")
    await kim.says("hej")
    await until_in_hand(telegram.app, 0)
    async with unwritable_fates(telegram.app):
        await wait_in_outbox(
            telegram,
            ("line", TextMessage(BO, "Först").to_json()),
            ("line", TextMessage(KIM, "Sedan").to_json()),
        )
        await telegram.sender.sweep()
        await kim.sees("Sedan")


async def test_an_answered_question_does_not_come_again_below_the_next_one(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.begin_rating(BO)
    await until_in_hand(telegram.app, 0)
    async with unwritable_fates(telegram.app):
        await bo.presses("4 · God", sees="Fråga 2")
        await bo.presses("3 · Vet delvis", sees="Fråga 3")
        for _ in range(3):
            await telegram.sender.sweep()
            clock.passes(minutes=3)
        await telegram.sender.finish()
        await new_process(telegram).sweep()
        assert [sent(telegram, f"Fråga {n} av") for n in (2, 3)] == [1, 1]
    await new_process(telegram).sweep()
    await until_in_hand(telegram.app, 0)
    assert [sent(telegram, f"Fråga {n} av") for n in (2, 3)] == [1, 2], "the open one is in doubt"
    await bo.says("2", sees="Fråga 4")


async def killed_while_sending(telegram: Telegram, words: str) -> None:
    """Let a message be delivered by a process that is gone before it can be written down."""
    dying = new_process(telegram)
    telegram.api.fault("send", BO, kind="slow", seconds=30)
    sweep = asyncio.create_task(dying.sweep())
    await telegram.api.until(lambda: sent(telegram, words) == 1)
    sweep.cancel()
    await dying.finish()


async def test_a_line_that_a_killed_process_had_sent_is_not_sent_again(
    telegram: Telegram,
) -> None:
    await greeted(telegram)
    await wait_in_outbox(
        telegram,
        ("line", TextMessage(BO, "Sammanställning 1").to_json()),
        ("line", TextMessage(BO, "Sammanställning 2").to_json()),
    )
    await killed_while_sending(telegram, "Sammanställning 1")
    await new_process(telegram).sweep()
    assert [sent(telegram, f"Sammanställning {n}") for n in (1, 2)] == [1, 1]
    assert await statuses(telegram.app, 2) == ["uncertain", "sent"]


async def test_a_question_that_a_killed_process_had_in_hand_is_asked_again(
    telegram: Telegram,
) -> None:
    bo = await telegram.begin_rating(BO)
    await until_in_hand(telegram.app, 0)
    await leave_in_hand(telegram.app, "Fråga 1")
    await new_process(telegram).sweep()
    assert sent(telegram, "Fråga 1") == 2
    await bo.sees("Fråga 1")


async def test_it_is_not_asked_again_when_it_was_answered_in_the_meantime(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.begin_rating(BO)
    await until_in_hand(telegram.app, 0)
    await leave_in_hand(telegram.app, "Fråga 1")
    clock.passes(seconds=30)
    await bo.presses("4 · God", sees="Fråga 2")
    await new_process(telegram).sweep()
    assert sent(telegram, "Fråga 1") == 1


async def leave_in_hand(app: AppContext, words: str) -> None:
    """Let the newest row be as a killed process leaves it."""
    async with app.database.writing() as session:
        row = (await session.scalars(select(Outgoing).order_by(Outgoing.id.desc()))).first()
        assert row is not None
        row.status, row.sent_at = OutgoingStatus.SENDING, None
        row.payload = TextMessage(BO, words).to_json()


async def test_a_message_in_other_hands_is_left_alone_for_two_minutes(
    telegram: Telegram, clock: StandingClock
) -> None:
    await telegram.begin_rating(BO)
    await until_in_hand(telegram.app, 0)
    await telegram.sender.sweep()  # it has started already
    await leave_in_hand(telegram.app, "Fråga 1")
    clock.passes(minutes=1)
    await telegram.sender.sweep()
    assert sent(telegram, "Fråga 1") == 1
    clock.passes(minutes=2)
    await telegram.sender.sweep()
    assert sent(telegram, "Fråga 1") == 2


async def test_a_clock_set_back_an_hour_makes_no_question_wait(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("send", BO, kind="forbidden_html")
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await telegram.api.until(lambda: sent(telegram, "Fråga 2") == 1)
    await until_in_hand(telegram.app, 0)
    clock.passes(hours=-1)
    await telegram.sender.sweep()
    await bo.sees("Fråga 2")


async def test_a_first_try_waits_for_no_clock(telegram: Telegram, clock: StandingClock) -> None:
    bo: Chat = await greeted(telegram)
    await wait_in_outbox(telegram, ("line", TextMessage(BO, "Hej hej").to_json()))
    clock.passes(hours=-1)
    await telegram.sender.sweep()
    await bo.sees("Hej hej")


@pytest.mark.parametrize("away", AWAY)
async def test_a_file_that_the_database_could_not_give_yet_is_sent_later(
    telegram: Telegram, away: type[Exception]
) -> None:
    async def no_file(_participant_id: int) -> bytes:
        raise away("a statement", {}, Exception("gone")) if issubclass(away, DBAPIError) else away

    caller = Caller(telegram.sender.bot, telegram.app.database, telegram.app.clock, no_file)
    report = await caller.hand_over(PersonalDataMessage(BO, participant_id=1))
    assert report.fate is Fate.LATER


async def test_whoever_has_lost_the_bot_sends_nothing_more(
    telegram: Telegram, clock: StandingClock
) -> None:
    """Stopped for a minute in the middle of a wave, it wakes up beside its successor."""
    await greeted(telegram)
    stopped, rows = new_process(telegram), ("Först", "Sedan")
    stopped.is_ours = lambda: False
    await wait_in_outbox(telegram, *(("line", TextMessage(BO, one).to_json()) for one in rows))
    await stopped.sweep()
    await stopped.show_courtesy(PressConfirmation(BO, "1"))
    assert [sent(telegram, one) for one in rows] == [0, 0]
    assert not telegram.api.calls_of("answerCallbackQuery")
    clock.passes(minutes=5)
    await new_process(telegram).sweep()
    assert [sent(telegram, one) for one in rows] == [1, 1]
