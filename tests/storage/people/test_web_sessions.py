"""Sessions in the web chat, on both databases: ended one by one, or all at once."""

import asyncio
import datetime as dt
from dataclasses import replace

from sqlalchemy import select

from bot.app_context import AppContext
from storage.people.participants import add_account
from storage.people.web_accounts import (
    CHANNEL,
    SessionClaim,
    end_all_sessions,
    end_session,
    hold_person_in_session,
    key_mark,
    person_in_session,
)
from storage.tables.web_sessions import EndedSession
from tests.conftest import START
from tests.people import add_coach, add_participant

UNTIL = START + dt.timedelta(days=400)


async def claims(app: AppContext) -> list[SessionClaim]:
    """Give what two browsers of Bo's say of themselves."""
    bo = await add_participant(app, await add_coach(app))
    async with app.database.writing() as session:
        account = await add_account(session, bo.id, CHANNEL, "a key", START)
    return [
        SessionClaim(account.id, key_mark(account), account.session_epoch, name)
        for name in ("phone", "library")
    ]


async def who_is_in(app: AppContext, *said: SessionClaim) -> list[bool]:
    async with app.database.reading() as session:
        return [await person_in_session(session, one) is not None for one in said]


async def sign_out(app: AppContext, claim: SessionClaim) -> bool:
    async with app.database.writing() as session:
        if await hold_person_in_session(session, claim) is None:
            return False
        await end_session(session, claim, UNTIL, START)
        return True


async def test_one_is_ended_and_the_other_goes_on(either: AppContext) -> None:
    phone, library = await claims(either)
    assert await who_is_in(either, phone, library) == [True, True]
    assert await sign_out(either, library)
    assert await who_is_in(either, phone, library) == [True, False]


async def test_two_presses_at_once_sign_out_once(either: AppContext) -> None:
    phone, _ = await claims(either)
    done = await asyncio.gather(*(sign_out(either, phone) for _ in range(3)))
    assert sorted(done) == [False, False, True]
    async with either.database.reading() as session:
        assert len((await session.scalars(select(EndedSession))).all()) == 1


async def test_all_are_ended_and_the_one_that_is_begun_anew_can_be_ended_too(
    either: AppContext,
) -> None:
    phone, library = await claims(either)
    async with either.database.writing() as session:
        person = await hold_person_in_session(session, phone)
        assert person is not None
        await end_all_sessions(session, person.account)
        anew = replace(phone, epoch=person.account.session_epoch, name="anew")
    assert await who_is_in(either, phone, library, anew) == [False, False, True]
    assert await sign_out(either, anew)
    assert await who_is_in(either, phone, library, anew) == [False, False, False]


async def test_nobody_comes_in_by_another_account_or_mark(either: AppContext) -> None:
    phone, _ = await claims(either)
    wrong = [
        SessionClaim(phone.account_id + 1, phone.mark, 0, "phone"),
        SessionClaim(phone.account_id, "x" * 16, 0, "phone"),
        SessionClaim(phone.account_id, phone.mark, 1, "phone"),
    ]
    assert await who_is_in(either, *wrong) == [False, False, False]
