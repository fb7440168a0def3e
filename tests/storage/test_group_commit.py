"""Writes that share a commit: all are told how it went, and nobody is left waiting."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.parts import Parts
from storage.group_commit import GroupCommit
from storage.models import SubProject


async def test_those_who_come_together_are_written_together(either: Parts) -> None:
    group = GroupCommit(either.database)

    async def add(number: int) -> None:
        async def write(session: AsyncSession) -> None:
            session.add(SubProject(name=f"project {number}"))

        await group.write(write)

    await asyncio.gather(*(add(number) for number in range(20)))
    async with either.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SubProject)) == 20


async def test_after_a_batch_that_failed_the_next_ones_are_served(either: Parts) -> None:
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
    # It came with the batch that failed, or after it: either way it is told.
    await asyncio.wait([following], timeout=5)
    assert following.done()
    if following.exception() is not None:
        await group.write(fine)
    async with either.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SubProject)) == 2
