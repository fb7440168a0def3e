"""Many people written about in portions: one who cannot be stops nobody else."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from storage.people.batches import BATCH_SIZE, write_in_batches
from storage.tables.people import Participant
from tests.conftest import START
from tests.people import enrol_participants


async def test_one_that_fails_is_named_and_the_others_are_written_once(either: AppContext) -> None:
    people = await enrol_participants(
        either, range(8001, 8001 + 2 * BATCH_SIZE + 3), START, Channel.WEB
    )
    spoilt = people[2]

    async def write(session: AsyncSession, participant: Participant) -> int:
        participant.language += "-x"
        await session.flush()
        if participant.id == spoilt:
            raise ValueError("spoilt")
        return participant.id

    results, failed = await write_in_batches(either.database, people, write)
    assert failed == [spoilt]
    assert sorted(results) == [one for one in people if one != spoilt]
    async with either.database.reading() as session:
        found = await session.execute(select(Participant.id, Participant.language))
        assert {who: lang for who, lang in found} == {  # noqa: C416  # a row is no pair to mypy
            one: "sv" if one == spoilt else "sv-x" for one in people
        }


async def test_a_name_that_cannot_be_read_is_not_needed(either: AppContext) -> None:
    people = await enrol_participants(either, [8001, 8002], START, Channel.WEB)
    async with either.database.writing() as session:
        await session.execute(text("UPDATE participants SET name = 'not sealed'"))

    async def write(session: AsyncSession, participant: Participant) -> int:
        return participant.id

    assert await write_in_batches(either.database, people, write) == (people, [])


async def test_a_database_that_is_gone_is_nobodys_fault(either: AppContext) -> None:
    people = await enrol_participants(either, [8001, 8002, 8003], START, Channel.WEB)
    asked = []

    async def write(session: AsyncSession, participant: Participant) -> None:
        asked.append(participant.id)
        raise OperationalError("a statement", {}, Exception("gone"))

    with pytest.raises(OperationalError):
        await write_in_batches(either.database, people, write)
    assert asked == [people[0], people[0]], "once more, and nobody else is tried"
