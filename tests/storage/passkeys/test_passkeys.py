"""Passkeys and their challenges in both databases: once is once, also for two at one moment."""

import asyncio
import datetime as dt

import pytest

from bot.app_context import AppContext
from storage.passkeys.challenges import use_challenge
from storage.passkeys.passkeys import (
    MOST,
    TooManyPasskeysError,
    add_passkey,
    has_second_factor,
    note_use,
    passkey_of,
    passkeys_of,
    remove_passkey,
    user_handle_of,
)
from tests.people import add_coach, staff_member

SOON = dt.timedelta(minutes=10)


async def add(app: AppContext, staff_id: int, credential: bytes) -> None:
    async with app.database.writing() as session:
        await add_passkey(
            session,
            staff_id,
            credential_id=credential,
            public_key=b"key",
            user_handle=await user_handle_of(session, staff_id),
            sign_count=4_000_000_000,
            name="Min dator",
            now=app.clock(),
        )


async def test_a_challenge_is_used_once_by_one_of_two_at_once(either: AppContext) -> None:
    now = either.clock()

    async def use() -> bool:
        async with either.database.writing() as session:
            return await use_challenge(session, b"challenge", now, now + SOON)

    assert sorted(await asyncio.gather(use(), use(), use())) == [False, False, True]
    assert not await use()


async def test_of_two_uses_at_once_one_counts(either: AppContext) -> None:
    who = await add_coach(either)
    await add(either, who, b"one")
    async with either.database.reading() as session:
        found = await passkey_of(session, b"one")
    assert found is not None

    async def use(count: int) -> bool:
        async with either.database.writing() as session:
            return await note_use(session, found[0], count, either.clock())

    assert [await use(4_000_000_001), await use(4_000_000_001)] == [True, False]


async def test_somebodys_have_one_handle_and_are_so_many_at_the_most(either: AppContext) -> None:
    who, other = await add_coach(either), await add_coach(either, "Eva")
    async with either.database.reading() as session:
        before = await user_handle_of(session, who)
        assert await user_handle_of(session, other) != before
        assert not await has_second_factor(session, await staff_member(either, who))
    for number in range(MOST):
        await add(either, who, b"key %d" % number)
    with pytest.raises(TooManyPasskeysError):
        await add(either, who, b"one more")
    with pytest.raises(TooManyPasskeysError):
        await add(either, other, b"key 0")
    async with either.database.writing() as session:
        known = await passkeys_of(session, who)
        assert {one.user_handle for one in known} == {before}
        assert await has_second_factor(session, await staff_member(either, who))
        assert not await remove_passkey(session, other, known[0].id)
        assert await remove_passkey(session, who, known[0].id)
        assert await passkey_of(session, b"key 0") is None
