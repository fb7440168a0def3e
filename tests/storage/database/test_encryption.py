"""What people write and are called cannot be read in the database, and keys can be rotated."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm.attributes import flag_modified

from bot.app_context import AppContext
from dialogs.texts import clean
from storage.database.encryption import (
    MARK,
    UNREADABLE,
    Sealed,
    SealedJson,
    Unreadable,
    UnreadableError,
    Vault,
)
from storage.tables.channels import Outgoing
from storage.tables.people import Participant
from tests.people import add_coach, add_participant, invite_participant
from tests.removed_key import removed_key
from tests.walk import Walk


def test_new_keys_write_and_old_keys_still_read() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = Vault([old], "s").seal("hemligt")
    both = Vault([new, old], "s")
    assert both.open(sealed) == "hemligt"
    assert Vault([new], "s").open(both.seal("mer")) == "mer"
    with pytest.raises(UnreadableError):
        Vault([new], "s").open(sealed)


def test_the_same_text_has_another_digest_for_another_purpose_or_secret() -> None:
    key = [Fernet.generate_key().decode()]
    digests = {
        Vault(key, secret).digest(purpose, "1001") for secret in "ab" for purpose in ("x", "y")
    }
    assert len(digests) == 4


async def test_nothing_that_identifies_or_was_written_lies_open(either: AppContext) -> None:
    walk = Walk(either, address="Amals adress")
    await walk.begins(await invite_participant(either, "Amal Exempelsson"))
    await walk.says("Svenska", "Ja, jag vill vara med")
    await walk.says("+", "Det gör ont i ryggen", "2")
    async with either.database.engine.connect() as connection:
        dump = []
        for table in ("participants", "channel_accounts", "conversations", "answers", "agreements"):
            rows = await connection.execute(text(f"SELECT * FROM {table}"))
            dump += [str(tuple(row)) for row in rows]
    everything = "\n".join(dump)
    assert "B-01" not in everything  # the fixture's first sub-project is A
    assert "A-01" in everything
    for secret in ("Exempelsson", "Amals adress", "ryggen", "handledare läser"):
        assert secret not in everything


SPOILT = b"not a token"


async def test_what_cannot_be_read_is_never_written_over(either: AppContext) -> None:
    coach = await add_coach(either)
    for name in ("Amal", "Bo"):
        await add_participant(either, coach, name)
    spoil = text("UPDATE participants SET name = :spoilt WHERE id = 1")
    async with either.database.engine.begin() as connection:
        await connection.execute(spoil, {"spoilt": SPOILT})
    async with either.database.writing() as session:
        amal, bo = [await session.get_one(Participant, who) for who in (1, 2)]
        assert isinstance(amal.name, Unreadable)
        assert bo.name == "Bo"
        amal.language = "ar"
        flag_modified(amal, "name")  # as bad as it can be: the column is in the UPDATE
        bo.name = amal.name
    async with either.database.engine.connect() as connection:
        rows = (await connection.execute(text("SELECT language, name FROM participants"))).all()
    assert sorted(map(tuple, rows)) == [("ar", SPOILT), ("sv", SPOILT)]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("content", [b"", b"\xff", "not bytes", "åäö", 7])
def test_whatever_is_in_the_column_comes_out_as_unreadable(content: Any) -> None:
    found = Sealed().process_result_value(content, sqlite.dialect())
    assert isinstance(found, Unreadable)
    assert Sealed().process_bind_param(found, sqlite.dialect()) == content


@pytest.mark.usefixtures("app")
def test_a_text_that_the_mark_was_copied_into_is_not_stored() -> None:
    dialect = sqlite.dialect()
    with pytest.raises(UnreadableError):
        Sealed().process_bind_param(f"Hej {Unreadable(SPOILT)}", dialect)
    with pytest.raises(UnreadableError):
        SealedJson().process_bind_param({"words": Unreadable(SPOILT)}, dialect)
    with pytest.raises(UnreadableError):
        SealedJson().process_bind_param([clean(MARK)], dialect)


@pytest.mark.parametrize("payload", ["\ud83d", {"text": "hemligt \ude00"}, {"a": [1.5, None]}])
async def test_whatever_came_in_is_kept(either: AppContext, payload: Any) -> None:
    assert await kept(either, payload) == payload


async def test_what_is_nested_too_deeply_or_sealed_with_a_removed_key_hides_no_other_row(
    either: AppContext,
) -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    assert await kept(either, deep) is UNREADABLE
    with removed_key():
        await kept(either, {"text": "hemligt"})
    async with either.database.reading() as session:
        found = await session.scalars(select(Outgoing.payload).order_by(Outgoing.id))
        assert found.all() == [UNREADABLE, UNREADABLE]
    assert await kept(either, {"text": "mer"}) == {"text": "mer"}


async def kept(app: AppContext, payload: Any) -> Any:
    """Write a row with a payload, and read it back."""
    now = app.clock()
    async with app.database.writing() as session:
        session.add(row := Outgoing(purpose="line", payload=payload, created_at=now, due_at=now))
    async with app.database.reading() as session:
        return await session.scalar(select(Outgoing.payload).where(Outgoing.id == row.id))
