"""Writes that share a commit: all are told how it went, and nobody is left waiting."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from storage.database.group_commit import GroupCommit
from storage.tables.people import SubProject


async def test_those_who_come_together_are_written_together(either: AppContext) -> None:
    group = GroupCommit(either.database)

    async def add(number: int) -> None:
        async def write(session: AsyncSession) -> None:
            session.add(SubProject(name=f"project {number}"))

        await group.write(write)

    await asyncio.gather(*(add(number) for number in range(20)))
    async with either.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SubProject)) == 20


async def test_whoever_shares_a_batch_with_one_that_fails_is_written_all_the_same(
    either: AppContext,
) -> None:
    group = GroupCommit(either.database)

    async def same(session: AsyncSession) -> None:
        session.add(SubProject(name="the same name"))
        await session.flush()

    async def fine(session: AsyncSession) -> None:
        session.add(SubProject(name="another name"))

    await group.write(same)
    failing = asyncio.create_task(group.write(same))
    await asyncio.sleep(0)
    following = asyncio.create_task(group.write(fine))
    with pytest.raises(IntegrityError):
        await failing
    await asyncio.wait_for(following, 5)
    async with either.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SubProject)) == 2
