"""Something that cannot be read stops nobody else's messages, and is said in the log by id."""

import datetime as dt

import pytest
from sqlalchemy import text

from bot.reminding.sweep import Reminding
from tests.bot.channels.telegram.conftest import Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import Diary, change_participant, enrol_participants, messages

PEOPLE = [7100 + number for number in range(5)]
DUE = moment("2027-02-23 09:00")


async def sent_to(telegram: Telegram) -> set[int]:
    calls = telegram.api.calls_of("sendMessage")
    return {call.params["chat_id"] for call in calls if "Börja nu" in str(call.params)}


async def all_are_due(telegram: Telegram, clock: StandingClock) -> list[int]:
    ids = await enrol_participants(telegram.app, PEOPLE, moment("2026-11-23 14:00"))
    for chat in PEOPLE:
        person = await telegram.add_chat(chat, f"Person {chat}")
        await person.says("/start", sees="ingen fråga")
    clock.now = DUE
    return ids


async def test_a_zone_that_is_no_zone_holds_up_nobody_else(
    telegram: Telegram, clock: StandingClock, caplog: pytest.LogCaptureFixture
) -> None:
    ids = await all_are_due(telegram, clock)
    await change_participant(telegram.app, ids[1], zone="Nowhere/Gone")
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == len(PEOPLE) - 1
    theirs = [row for row in await messages(telegram.app) if row.participant_id == ids[1]]
    row = next(row for row in theirs if row.kind == "rating")
    assert (row.status, row.due_at) == ("planned", DUE + dt.timedelta(hours=1))
    assert f"by id: {row.id}" in caplog.text
    await change_participant(telegram.app, ids[1], zone=None)
    clock.passes(hours=1)
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == 1
    assert await sent_to(telegram) == set(PEOPLE)


async def test_a_name_that_cannot_be_read_is_not_needed(
    telegram: Telegram, clock: StandingClock
) -> None:
    ids = await all_are_due(telegram, clock)
    async with telegram.app.database.writing() as session:
        spoilt = text("UPDATE participants SET name = 'not sealed' WHERE id = :id")
        await session.execute(spoilt, {"id": ids[2]})
    await Reminding(telegram.app, telegram.sender).sweep()
    assert await sent_to(telegram) == set(PEOPLE)


async def test_an_address_that_cannot_be_read_holds_up_nobody_else(
    telegram: Telegram, clock: StandingClock
) -> None:
    ids = await all_are_due(telegram, clock)
    async with telegram.app.database.writing() as session:
        spoilt = text("UPDATE channel_accounts SET address = 'x' WHERE participant_id = :id")
        await session.execute(spoilt, {"id": ids[0]})
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == len(PEOPLE) - 1
    assert await sent_to(telegram) == set(PEOPLE[1:])


async def test_a_place_that_cannot_be_read_is_told_to_nobody_and_holds_up_nobody_else(
    telegram: Telegram, clock: StandingClock
) -> None:
    ids = await enrol_participants(telegram.app, PEOPLE[:2], clock())
    for chat, who in zip(PEOPLE, ids, strict=False):
        person = await telegram.add_chat(chat, f"Person {chat}")
        await person.says("/start", sees="ingen fråga")
        await Diary(telegram.app, who).book()
    before = len(telegram.api.messages(PEOPLE[0]))
    async with telegram.app.database.writing() as session:
        spoilt = text("UPDATE meetings SET place = :spoilt WHERE participant_id = :id")
        await session.execute(spoilt, {"spoilt": b"spoilt", "id": ids[0]})
    sweep = Reminding(telegram.app, telegram.sender).sweep
    assert (await sweep()).sent == 1
    await sweep()
    assert "har bokat ett möte med dig" in str(telegram.api.messages(PEOPLE[1]))
    assert len(telegram.api.messages(PEOPLE[0])) == before
    async with telegram.app.database.reading() as session:
        stored = await session.scalar(
            text("SELECT place FROM meetings WHERE participant_id = :id"), {"id": ids[0]}
        )
    assert stored == b"spoilt"
