"""Tries are counted before they are made: many at once do not slip through."""

import asyncio

from bot.app_context import AppContext
from storage.database.encryption import vault
from storage.staff.login_attempts import MOST, count_try
from tests.conftest import START


async def test_many_tries_at_once_are_counted_one_by_one(either: AppContext) -> None:
    name = vault().digest("staff", "karin@example.org")

    async def tries() -> bool:
        async with either.database.writing() as session:
            return await count_try(session, name, START)

    assert sum(await asyncio.gather(*(tries() for _ in range(12)))) == MOST
