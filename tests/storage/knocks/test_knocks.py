"""Knocks as they are stored, on both databases: whose they are, and what they make possible."""

import pytest

from bot.app_context import AppContext
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.knocks import KnockKind, KnockStatus
from storage.knocks.knocks import (
    begin_knock,
    choose_knock,
    drop_knock,
    give_chat,
    known_knock,
    mark_gone,
    people_told_by,
    try_code,
    waiting_knock,
)
from storage.knocks.reports import people_with_number
from storage.knocks.sms_months import give_back_parts, month_of, parts_sent, reserve_parts
from storage.people.contact import participant_contact
from storage.people.participants import can_knock, newest_open_account
from storage.tables.people import Account
from tests.moments import STOCKHOLM, moment
from tests.people import add_coach, add_participant
from tests.people.knocks import NUMBER, give_knock, knocks_of


async def test_a_knock_is_one_persons_and_nobody_elses(either: AppContext) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach, "Bo", channel=Channel.WEB)
    kim = await add_participant(either, coach, "Kim", channel=Channel.WEB)
    await give_knock(either, bo.id)
    now = either.clock()
    async with either.database.reading() as session:
        assert [await can_knock(session, one.id) for one in (bo, kim)] == [True, False]
        contacts = [await participant_contact(session, one, now) for one in (bo, kim)]
        assert [one.has_knock for one in contacts] == [True, False]
        assert await people_told_by(session, KnockKind.MAIL) == 1


async def test_what_waits_changes_nothing_until_its_code_is_typed(either: AppContext) -> None:
    bo = await add_participant(either, await add_coach(either), channel=Channel.WEB)
    await give_knock(either, bo.id, address="old@example.net")
    async with either.database.writing() as session:
        waiting = await begin_knock(session, bo.id, KnockKind.SMS, NUMBER, either.clock())
        assert not await try_code(session, waiting, "")
        assert not await try_code(session, waiting, "12345")
        assert waiting.code is not None
        assert await try_code(session, waiting, waiting.code)
    async with either.database.reading() as session:
        known = await known_knock(session, bo.id)
        assert known is not None
        assert known.address == "old@example.net"
        assert await people_with_number(session, NUMBER) == []
    async with either.database.writing() as session:
        args = (bo.id, KnockKind.SMS, NUMBER, either.clock(), either.calendar)
        await choose_knock(session, *args)
    assert [one.address for one in await knocks_of(either, bo.id)] == [NUMBER]
    async with either.database.reading() as session:
        assert await people_with_number(session, NUMBER) == [bo.id]
        assert await waiting_knock(session, bo.id) is None


async def test_what_is_gone_is_known_and_tells_nobody(either: AppContext) -> None:
    bo = await add_participant(either, await add_coach(either), channel=Channel.WEB)
    await give_knock(either, bo.id)
    [knock] = await knocks_of(either, bo.id)
    async with either.database.writing() as session:
        await mark_gone(session, knock.id, either.clock())
        await mark_gone(session, 999, either.clock())
    async with either.database.reading() as session:
        assert not await can_knock(session, bo.id)
    assert [one.status for one in await knocks_of(either, bo.id)] == [KnockStatus.GONE]
    async with either.database.writing() as session:
        await drop_knock(session, bo.id)
    assert await knocks_of(either, bo.id) == []


async def test_a_knock_needs_a_chat_to_tell_of(either: AppContext) -> None:
    """Entered before the invitation was opened, it counts from then on, also with Telegram."""
    coach = await add_coach(either)
    bo = await add_participant(either, coach, opened=False)
    await give_knock(either, bo.id, by_coach=True)
    async with either.database.writing() as session:
        assert not await can_knock(session, bo.id)
        await give_chat(session, bo.id, either.clock())
        assert await newest_open_account(session, bo.id, Channel.WEB) is None
    kim = await add_participant(either, coach, "Kim")
    await give_knock(either, kim.id, by_coach=True)
    async with either.database.writing() as session:
        web = await newest_open_account(session, kim.id, Channel.WEB)
        telegram = await newest_open_account(session, kim.id, Channel.TELEGRAM)
        assert web is not None
        assert telegram is not None
        (await session.get_one(Account, telegram.id)).status = AccountStatus.BLOCKED
        await session.flush()
        assert await can_knock(session, kim.id)


@pytest.mark.parametrize("most", [1, 5])
async def test_no_more_is_reserved_than_the_ceiling(either: AppContext, most: int) -> None:
    taken = 0
    for _ in range(4):
        async with either.database.writing() as session:
            taken += 2 * await reserve_parts(session, "2026-11", 2, most)
    assert taken == most // 2 * 2
    async with either.database.writing() as session:
        assert await parts_sent(session, "2026-11") == taken
        assert await parts_sent(session, "2026-12") == 0
        if taken:
            await give_back_parts(session, "2026-11", 2)
            assert await reserve_parts(session, "2026-11", 2, most)


def test_a_month_is_that_of_the_clocks_here() -> None:
    assert month_of(moment("2026-12-01 00:30"), STOCKHOLM) == "2026-12"
    assert month_of(moment("2026-11-30 23:30"), STOCKHOLM) == "2026-11"
