"""Many people written about in portions: one who cannot be stops nobody else."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.parts import Parts
from storage.models import SubProject
from storage.portions import PORTION, in_portions


async def written(parts: Parts) -> int:
    async with parts.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(SubProject)) or 0


async def test_one_that_fails_is_named_and_the_others_are_written_once(either: Parts) -> None:
    async def write(session: AsyncSession, one: int) -> int:
        session.add(SubProject(name=f"project {one}"))
        await session.flush()
        if one == 3:
            raise ValueError("spoilt")
        return one

    people = range(1, 2 * PORTION + 4)
    results, failed = await in_portions(either.database, people, write)
    assert failed == [3]
    assert sorted(results) == [one for one in people if one != 3]
    assert await written(either) == len(people) - 1


async def test_a_database_that_is_gone_is_nobodys_fault(either: Parts) -> None:
    asked = []

    async def write(session: AsyncSession, one: int) -> None:
        asked.append(one)
        raise OperationalError("a statement", {}, Exception("gone"))

    with pytest.raises(OperationalError):
        await in_portions(either.database, range(1, 4), write)
    assert asked == [1], "nobody else is tried"
