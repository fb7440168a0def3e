"""Tries are counted before they are made: many at once do not slip through."""

import asyncio

from bot.parts import Parts
from storage.database.encryption import vault
from storage.staff.login_attempts import MOST, may_try
from tests.conftest import START


async def test_many_tries_at_once_are_counted_one_by_one(either: Parts) -> None:
    name = vault().digest("staff", "karin@example.org")

    async def tries() -> bool:
        async with either.database.writing() as session:
            return await may_try(session, name, START)

    assert sum(await asyncio.gather(*(tries() for _ in range(12)))) == MOST
