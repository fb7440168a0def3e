"""Look-ups with a key of their own: the cookies' secret may change, and the key may be moved."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from bot.app_context import AppContext
from bot.files.calendar import meeting_uid
from bot.settings.settings import read_settings
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind
from storage.database.encryption import vault
from storage.knocks.reports import people_with_number
from storage.people.invitations import check_invitation
from storage.people.participants import add_account, hold_person
from storage.people.web_accounts import account_with_key, key_mark
from storage.staff.chats import link_chat, make_staff_link, staff_in_chat
from storage.staff.staff import staff_by_email
from storage.tables.agenda import Meeting
from storage.tables.bots import remember_bot
from storage.tables.people import Account, Invitation
from storage.talk.holds import Hold, hold_key, store_hold, stored_holds
from tests.bot.commands.conftest import Command, with_parts
from tests.migrated import database_with_tables
from tests.people import PASSWORD, add_coach, invite_participant, open_diary
from tests.people.knocks import NUMBER, give_knock
from tests.postgres import PostgresServer

SECRET, LOOKUP = "SKAPABOT_SECRET_KEY", "SKAPABOT_LOOKUP_KEY"
NEW = "a new key for look-ups only, of good length"
OTHER = "another secret for tests, long enough"
ADD = ("staff", "add", "--email", "karin@example.org", "--name", "K", "--role", "coach")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def ready(
    request: pytest.FixtureRequest,
    tables: Path,
    skapabot: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> Command:
    """A migrated database without a key for look-ups of its own."""
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres")
        monkeypatch.setenv("SKAPABOT_DATABASE_URL", asyncio.run(database_with_tables(server)))
    assert skapabot("migrate").code == 0
    return skapabot


class Life:
    """Somebody who takes part, and everything that is looked up about them and their coach."""

    async def begin(self, app: AppContext) -> None:
        coach = await add_coach(app)
        self.code = await invite_participant(app, "Kim", coach_id=coach)
        self.earlier_code = await invite_participant(app, "Amal", coach_id=coach)
        diary = await open_diary(app)
        await diary.book()
        async with app.database.writing() as session:
            link = await make_staff_link(session, coach, app.clock())
            await link_chat(session, link, 77, app.clock())
            for channel, address in ((Channel.WEB, "a-key"), (Channel.TELEGRAM, "1002")):
                await add_account(session, diary.who, channel, address, app.clock())
            # As an earlier version wrote them.
            earlier = vault().digest("invitation", self.earlier_code)
            await remember_bot(session, 123, "bot")
            for chat in (1002, 77, None):
                hold = Hold(app.clock(), app.clock() + dt.timedelta(hours=1))
                await store_hold(session, hold_key(123, chat), hold)
            now = await check_invitation(session, self.earlier_code, app.clock())
            assert isinstance(now, Invitation)
            now.code_digest = earlier
            await session.execute(update(Meeting).values(uid=None))
            await session.execute(update(Account).values(mark=None))
        self.who = diary.who
        await give_knock(app, diary.who, KnockKind.SMS, NUMBER)
        self.given = await self._given(app)

    async def assert_known(self, app: AppContext) -> None:
        """Everybody is found, and what left the house is what it was."""
        async with app.database.writing() as session:
            coach = await staff_by_email(session, "karin@example.org")
            assert coach is not None
            chat = await staff_in_chat(session, 77)
            assert chat is not None
            assert chat.id == coach.id
            assert await account_with_key(session, "a-key")
            held = {hold_key(123, chat) for chat in (1002, 77, None)}
            assert set(await stored_holds(session)) == held
            assert await hold_person(session, Channel.TELEGRAM, "1002")
            assert await people_with_number(session, NUMBER) == [self.who]
            assert isinstance(await check_invitation(session, self.code, app.clock()), Invitation)
        assert await self._given(app) == self.given

    async def _given(self, app: AppContext) -> tuple[str, list[str]]:
        async with app.database.reading() as session:
            [meeting] = await session.scalars(select(Meeting))
            accounts = await session.scalars(select(Account).order_by(Account.id))
            return meeting_uid(meeting), [key_mark(account) for account in accounts]


def test_the_secret_may_change_when_look_ups_keep_the_former_one(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life()
    with_parts(life.begin)
    former = read_settings().secret_key
    monkeypatch.setenv(SECRET, OTHER)
    refused = ready("check")
    assert f"{SECRET} does not fit" in refused.out
    assert f"put the former one into {LOOKUP}" in refused.out
    monkeypatch.setenv(LOOKUP, former)
    assert "not fit" not in ready("check").out
    with_parts(life.assert_known)
    monkeypatch.setenv(LOOKUP, NEW)
    assert f"{LOOKUP} does not fit" in ready("check").out


def test_look_ups_are_moved_to_another_key_and_everybody_is_found(
    ready: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life()
    with_parts(life.begin)
    moved = ready("move-lookups", "--key-stdin", stdin=NEW + "\n")
    assert (moved.code, moved.err) == (0, "")
    assert moved.out.startswith("7 addresses moved.")
    assert "new invitations: A-02" in moved.out
    assert NEW not in moved.out
    assert f"{SECRET} does not fit" in ready("check").out
    monkeypatch.setenv(LOOKUP, NEW)
    assert "not fit" not in ready("check").out
    assert "there already" in ready(*ADD, "--password-stdin", stdin=PASSWORD + "\n").err
    with_parts(life.assert_known)
    monkeypatch.setenv(SECRET, OTHER)
    with_parts(life.assert_known)
    assert "new invitations" not in ready("move-lookups", "--key-stdin", stdin=OTHER).out


def test_nothing_is_moved_where_an_address_cannot_be_read(ready: Command) -> None:
    life = Life()
    with_parts(life.begin)

    async def spoil(app: AppContext) -> None:
        async with app.database.engine.begin() as connection:
            spoilt = text("UPDATE channel_accounts SET address = :bytes WHERE channel = 'telegram'")
            await connection.execute(spoilt, {"bytes": b"spoilt"})

    with_parts(spoil)
    refused = ready("move-lookups", "--key-stdin", stdin=NEW)
    assert refused.code == 1
    assert refused.err == (
        "skapabot: nothing was changed: 2 addresses cannot be read; a key is missing\n"
    )
    with_parts(life.assert_known)


def test_a_short_key_is_refused(ready: Command) -> None:
    assert ready("move-lookups", "--key-stdin", stdin="short\n").code == 2
