"""A conversation that no key opens lies as it is: the person goes on, and it comes back."""

import pytest
from sqlalchemy import select, text

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from storage.tables.people import Participant, StoredConversation
from tests.removed_key import removed_key
from tests.walk import Walk


async def seal_anew(app: AppContext) -> bytes:
    """Seal the open conversation with a key that is gone; gives what stood there."""
    async with app.database.writing() as session:
        [row] = await session.scalars(
            select(StoredConversation).where(StoredConversation.ended_at.is_(None))
        )
        statement = text("SELECT state FROM conversations WHERE id = :id")
        before = await session.scalar(statement, {"id": row.id})
        with removed_key():
            row.state = {"dialog": "rating"}
            await session.flush()
    return bytes(before)


async def test_whoever_left_it_open_goes_on_with_something_else(
    either: AppContext, caplog: pytest.LogCaptureFixture
) -> None:
    bo = await Walk.at(either, "rating", "health#1")
    sealed = await seal_anew(either)
    assert "ingen fråga till dig" in await bo.says("hej")
    assert "Välj ditt språk" in await bo.says("/language")
    await bo.says("Svenska")
    assert "a conversation could not be read, by id: 1" in caplog.messages
    async with either.database.reading() as session:
        who = await session.scalar(select(Participant.id))
    assert who is not None
    assert "Det här går inte att läsa just nu." in (await personal_data_file(either, who)).decode()
    async with either.database.writing() as session:
        await session.execute(
            text("UPDATE conversations SET state = :state WHERE id = 1"), {"state": sealed}
        )
    assert "Det finns inga rätta eller felaktiga svar" in await bo.begins("")


async def test_what_cannot_be_read_is_not_written_over(either: AppContext) -> None:
    bo = await Walk.at(either, "rating", "health#1")
    await seal_anew(either)
    async with either.database.reading() as session:
        statement = text("SELECT state FROM conversations WHERE id = 1")
        spoilt = bytes(await session.scalar(statement) or b"")
    await bo.says("/rating", "hej", "/stop")
    async with either.database.reading() as session:
        assert bytes(await session.scalar(statement) or b"") == spoilt
