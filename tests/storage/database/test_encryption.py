"""What people write and are called cannot be read in the database, and keys can be rotated."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.app_context import AppContext
from storage.database.encryption import UnreadableError, Vault
from tests.people import invite_participant
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
    await walk.says("Svenska", "Ja, jag vill vara med", "På morgonen")
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
