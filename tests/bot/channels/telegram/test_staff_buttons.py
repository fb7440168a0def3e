"""The buttons below a digest: they do one thing for one participant of this coach's."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from dialogs.people.accounts import Channel
from storage.tables.agenda import Occasion
from storage.tables.people import Participant
from tests.admin.visits import audit_entries
from tests.bot.channels.telegram.coach import KARIN, link_coach, send_digest, telegram
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.people import add_occasion, add_participant, change_participant, planned_messages

__all__ = ["telegram"]


async def pressed(telegram: Telegram, chat: Chat, row: int, column: int) -> str:
    message = telegram.api.newest(KARIN)
    data = message["reply_markup"]["inline_keyboard"][row][column]["callback_data"]
    telegram.api.presses(chat.chat_id, message_id=message["message_id"], data=data)
    return await chat.sees()


async def test_remind_now_plans_a_reminder_and_says_when(
    telegram: Telegram, clock: StandingClock
) -> None:
    chat, coach = await link_coach(telegram)
    bo = await add_participant(telegram.app, coach)
    await add_occasion(telegram.app, bo.id, -8, "reminded", silent=3)
    clock.now = dt.datetime(2026, 11, 28, 20, tzinfo=dt.UTC)  # late on a Saturday
    await send_digest(telegram, coach)
    await chat.sees("Inget svar på påminnelserna")
    said = await pressed(telegram, chat, 0, 1)
    (row,) = await planned_messages(telegram.app, bo.id)
    zone = telegram.app.calendar.zone
    there = row.due_at.astimezone(zone)
    assert (there.date().isoformat(), there.hour) == ("2026-11-30", 9), "not on a Sunday"
    assert said == "A-01 får en påminnelse 30 nov. 2026 09:00."
    assert await audit_entries(telegram.app, "reminded from telegram") == [(coach, bo.id, True)]


async def test_an_old_remind_now_asks_nobody_who_has_rated_meanwhile(telegram: Telegram) -> None:
    chat, coach = await link_coach(telegram)
    bo = await add_participant(telegram.app, coach)
    await add_occasion(telegram.app, bo.id, -8, "reminded", silent=1)
    await send_digest(telegram, coach)
    await chat.sees("passerat")
    async with telegram.app.database.writing() as session:
        await session.execute(update(Occasion).values(status="done"))
    assert "ingen skattning att bli påmind om" in await pressed(telegram, chat, 0, 1)
    assert await planned_messages(telegram.app, bo.id) == []


async def test_remind_now_says_so_where_nothing_tells_the_person(telegram: Telegram) -> None:
    chat, coach = await link_coach(telegram)
    bo = await add_participant(telegram.app, coach, channel=Channel.WEB)
    await add_occasion(telegram.app, bo.id, -4, "due")
    await send_digest(telegram, coach)
    await chat.sees("kan inte påminna")
    said = await pressed(telegram, chat, 0, 1)
    assert said == "Frågan läggs i webbchatten. Boten kan inte säga till A-01 – gör gärna det."
    assert len(await planned_messages(telegram.app, bo.id)) == 1


@pytest.mark.parametrize(
    ("rest", "words"), [("stopped", "vill inte ha påminnelser"), ("quiet_until", "har valt paus")]
)
async def test_remind_now_obeys_stop_and_pause(telegram: Telegram, rest: str, words: str) -> None:
    chat, coach = await link_coach(telegram)
    bo = await add_participant(telegram.app, coach)
    await add_occasion(telegram.app, bo.id, -4, "reminded", silent=1)
    await send_digest(telegram, coach)
    await chat.sees("passerat")
    until = telegram.app.clock() + dt.timedelta(days=2)
    columns: dict[str, object] = {rest: True if rest == "stopped" else until}
    await change_participant(telegram.app, bo.id, **columns)
    assert words in await pressed(telegram, chat, 0, 1)
    assert await planned_messages(telegram.app, bo.id) == []


async def test_rest_a_week_keeps_somebody_out_of_the_next_digest(
    telegram: Telegram, clock: StandingClock
) -> None:
    chat, coach = await link_coach(telegram)
    bo = await add_participant(telegram.app, coach)
    await add_occasion(telegram.app, bo.id, -4, "reminded", silent=1)
    assert "passerat" in await chat.says("/digest")
    assert await pressed(telegram, chat, 0, 2) == (
        "Sammanställningen nämner inte A-01 förrän 30 nov. 2026, om det inte kommer ett svar. "
        "Boten påminner A-01 som vanligt."
    )
    assert await audit_entries(telegram.app, "snoozed from telegram") == [(coach, bo.id, True)]
    assert await chat.says("/digest") == "Inget nytt."
    clock.passes(days=7)
    assert "passerat" in await chat.says("/digest")


async def test_somebody_elses_button_does_nothing(telegram: Telegram) -> None:
    """A button of Karin's, pressed in Sara's chat, or when the participant has another coach."""
    chat, coach = await link_coach(telegram)
    sara, other = await link_coach(telegram, 2002, "Sara")
    bo = await add_participant(telegram.app, coach)
    await add_occasion(telegram.app, bo.id, -4, "reminded", silent=1)
    await chat.says("/digest", sees="passerat")
    message = telegram.api.newest(KARIN)
    data = message["reply_markup"]["inline_keyboard"][0][2]["callback_data"]
    await sara.says("/help", sees="/digest")
    shown = telegram.api.newest(2002)["message_id"]
    telegram.api.presses(2002, message_id=shown, data=data)
    assert "går inte att använda" in await sara.sees()
    await change_participant(telegram.app, bo.id, coach_id=other)
    assert "finns inte bland dina" in await pressed(telegram, chat, 0, 2)
    assert await audit_entries(telegram.app, "snoozed from telegram") == [(coach, bo.id, False)]
    async with telegram.app.database.reading() as session:
        assert await session.scalar(select(Participant.snoozed_until)) is None
