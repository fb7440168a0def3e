"""The inbox: an update is kept once and handled once, however often it comes."""

import asyncio

from sqlalchemy import text

from bot.app_context import AppContext
from storage.database.encryption import UNREADABLE
from storage.talk import inbox
from tests.conftest import START


async def test_an_update_is_kept_once_per_bot(either: AppContext) -> None:
    async with either.database.writing() as session:
        assert len(await inbox.keep_updates(session, 1, {7: {"a": 1}, 8: {"a": 2}}, START)) == 2
    async with either.database.writing() as session:
        new = await inbox.keep_updates(session, 1, {7: {"a": 1}, 9: {"a": 3}}, START)
        other = await inbox.keep_updates(session, 2, {7: {"a": 4}}, START)
    assert [update_id for _, update_id in new] == [9]
    assert len(other) == 1


async def test_of_two_turns_for_one_update_one_has_it(either: AppContext) -> None:
    async with either.database.writing() as session:
        ((row, _),) = await inbox.keep_updates(session, 1, {7: {"text": "4"}}, START)

    async def turn() -> bool:
        async with either.database.writing() as session:
            return await inbox.claim_update(session, row, START)

    assert sorted(await asyncio.gather(*(turn() for _ in range(5)))) == [False] * 4 + [True]
    async with either.database.reading() as session:
        assert await inbox.unhandled_updates(session, 1) == []


async def test_what_fails_three_times_is_given_up(either: AppContext) -> None:
    async with either.database.writing() as session:
        ((row, _),) = await inbox.keep_updates(session, 1, {7: {"text": "4"}}, START)
    given_up = []
    for _ in range(3):
        async with either.database.writing() as session:
            given_up.append(await inbox.count_failure(session, row, START))
    assert given_up == [False, False, True]
    async with either.database.reading() as session:
        assert await inbox.unhandled_updates(session, 1) == []


async def test_an_update_that_cannot_be_read_holds_up_no_other(either: AppContext) -> None:
    """It is listed with a mark; the poller gives it up and says so by its id."""
    async with either.database.writing() as session:
        rows = await inbox.keep_updates(session, 1, {7: {"a": 1}, 8: {"a": 2}}, START)
        (spoilt, _), (whole, _) = rows
        as_spoilt = text("UPDATE inbox SET payload = :spoilt WHERE id = :row")
        await session.execute(as_spoilt, {"spoilt": b"spoilt", "row": spoilt})
    async with either.database.reading() as session:
        left = await inbox.unhandled_updates(session, 1)
    assert [(row.id, row.payload) for row in left] == [(spoilt, UNREADABLE), (whole, {"a": 2})]
