"""What cannot be read is one row with a mark: it holds up nobody, and is said once, by its id."""

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app_context import AppContext, build_app
from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.channels.telegram.updates import UnreadableUpdateError, arrival_of, by_id, chat_of
from storage.tables.channels import Incoming, Outgoing, OutgoingStatus
from storage.talk import inbox
from storage.talk.outbox import promise_messages
from tests.bot.channels.telegram.conftest import Telegram, run_poller
from tests.conftest import START, StandingClock, test_settings
from tests.fake_botapi import TOKEN, FakeBotApi
from tests.migrated import give_tables
from tests.people import BO
from tests.removed_key import removed_key

Json = dict[str, Any]
BOT = int(TOKEN.partition(":")[0])
SECRET = "ont i ryggen"
CHAT = {"id": BO, "type": "private"}
ODD: dict[str, Json] = {
    "lone surrogate": {"message": {"message_id": 5, "chat": CHAT, "text": f"{SECRET} \ud83d"}},
    "no chat": {"message": {"message_id": 5, "text": SECRET}},
    "null": {"message": None},
    "a list": {"message": [SECRET]},
    "text is a number": {"message": {"message_id": 5, "chat": CHAT, "text": 4}},
    "chat is no number": {"message": {"message_id": 5, "chat": {**CHAT, "id": SECRET}}},
    "a press without id": {"callback_query": {"message": {"message_id": 5, "chat": CHAT}}},
    "a list instead": {"callback_query": [SECRET]},
    "no new state": {"my_chat_member": {"chat": CHAT, "new_chat_member": None}},
}


async def unread(app: AppContext) -> list[tuple[int, bool, bool]]:
    """List the rows that were given up: update id, whether handled, whether still readable."""
    async with app.database.reading() as session:
        rows = await session.execute(
            select(Incoming.update_id, Incoming.handled_at, Incoming.payload)
            .where(Incoming.attempts >= inbox.ATTEMPTS)
            .order_by(Incoming.id)
        )
        return [
            (row.update_id, row.handled_at is not None, row.payload is not None) for row in rows
        ]


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    assert SECRET not in caplog.text
    return [line for line in caplog.messages if "could not be read, by id: " in line]


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
async def test_an_unreadable_update_is_marked_and_the_next_one_answered(
    telegram: Telegram, caplog: pytest.LogCaptureFixture, odd: Json
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.put(odd)
    await bo.presses("4 · God", sees="Fråga 2")
    await bo.says("2", sees="Fråga 3")
    ((_, handled, kept),) = await unread(telegram.app)
    assert (handled, kept) == (True, False)
    assert len(said(caplog)) == 1


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
async def test_one_that_was_kept_before_a_restart_is_marked_too(
    app: AppContext, caplog: pytest.LogCaptureFixture, odd: Json
) -> None:
    async with app.database.writing() as session:
        await inbox.keep_updates(session, BOT, {1: {"update_id": 1, **odd}}, START)
    await starts_twice(app)
    assert await unread(app) == [(1, True, False)]
    assert len(said(caplog)) == 1


async def test_an_update_under_a_removed_key_is_marked_and_the_others_are_handled(
    app: AppContext, caplog: pytest.LogCaptureFixture
) -> None:
    update = {"message": {"message_id": 5, "chat": CHAT, "text": SECRET}}
    with removed_key():
        async with app.database.writing() as session:
            await inbox.keep_updates(session, BOT, {1: update}, START)
    async with app.database.writing() as session:
        await inbox.keep_updates(session, BOT, {2: update}, START)
    await starts_twice(app)
    assert await unread(app) == [(1, True, False)]
    async with app.database.reading() as session:
        assert await inbox.unhandled_updates(session, BOT) == []
    assert len(said(caplog)) == 1


async def test_a_message_under_a_removed_key_is_given_up_and_the_others_are_sent(
    app: AppContext, caplog: pytest.LogCaptureFixture
) -> None:
    with removed_key():
        await promise(app, SECRET)
    await promise(app, "Hej")
    assert await starts_twice(app) == ["Hej"]
    async with app.database.reading() as session:
        found = select(Outgoing).order_by(Outgoing.id).limit(2)  # then the strangers' answers
        rows = (await session.scalars(found)).all()
    assert [row.status for row in rows] == [OutgoingStatus.UNDELIVERABLE, OutgoingStatus.SENT]
    assert [row.payload for row in rows] == [None, None]
    assert len(said(caplog)) == 1


async def promise(app: AppContext, text: str) -> None:
    async with app.database.writing() as session:
        await promise_messages(
            session,
            participant_id=None,
            account_id=None,
            messages=[TextMessage(BO, text)],
            now=START,
        )


async def starts_twice(app: AppContext) -> list[str]:
    """Start, let a stranger be answered, and start again; gives the texts that Bo was sent."""
    async with FakeBotApi.running(update_id=100) as api:
        api.user(BO, language_code="sv", first_name="Bo")
        api.chats[BO].started = True
        for stranger in (BO + 1, BO + 2):
            async with run_poller(api, app) as running:
                await (await running.add_chat(stranger, "Ny")).starts("no-code")
        return [call.said for call in api.calls_of("send", BO)]


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=5)
    | st.sampled_from(["private", "kicked", "/start", "\ud800", "\x00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


def either(*likely: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(*likely, anything)


chats = st.fixed_dictionaries(
    {}, optional={"id": either(st.just(BO + 1)), "type": either(st.just("private"))}
)
senders = st.fixed_dictionaries({}, optional={"language_code": either(st.just("ar"))})
messages = st.fixed_dictionaries(
    {},
    optional={
        "message_id": either(st.just(5)),
        "chat": either(chats),
        "from": either(senders),
        "text": either(st.just("/start x"), st.just("4")),
    },
)
presses = st.fixed_dictionaries(
    {},
    optional={"id": either(st.just("7")), "message": either(messages), "data": anything},
)
changes = st.fixed_dictionaries(
    {},
    optional={
        "chat": either(chats),
        "new_chat_member": either(st.fixed_dictionaries({"status": anything})),
    },
)
contents = st.dictionaries(st.text(max_size=3), anything, max_size=2) | st.fixed_dictionaries(
    {},
    optional={
        "message": either(messages),
        "edited_message": either(messages),
        "callback_query": either(presses),
        "my_chat_member": either(changes),
    },
)


@settings(max_examples=300)
@given(contents)
def test_an_odd_update_is_understood_or_refused_and_nothing_else(content: Json) -> None:
    assert isinstance(chat_of(content), int)
    with contextlib.suppress(UnreadableUpdateError):
        arrival_of(content)


async def _answered(folder: Path, updates: list[Json]) -> None:
    """Bring odd updates, and see that whoever comes next is answered and nothing is left."""
    app = build_app(test_settings(folder), StandingClock())
    await give_tables(app.database)
    async with FakeBotApi.running() as api, run_poller(api, app) as running:
        kim = await running.add_chat(BO + 2, "Kim")
        await kim.starts("no-code")
        for content in updates:
            api.put(content)
        await kim.starts("no-code")
        await api.until(lambda: not api.pending())
        await _all_handled(app)
    await app.database.close()


async def _all_handled(app: AppContext) -> None:
    for _ in range(500):
        async with app.database.reading() as session:
            if not await inbox.unhandled_updates(session, BOT):
                return
        await asyncio.sleep(0.02)
    raise AssertionError("an update was neither handled nor marked")


@settings(max_examples=25, deadline=None)
@given(st.lists(contents, min_size=5, max_size=20))
@example(list(ODD.values()))
def test_odd_updates_stop_nobody(
    tmp_path_factory: pytest.TempPathFactory, updates: list[Json]
) -> None:
    asyncio.run(_answered(tmp_path_factory.mktemp("odd"), updates))


@given(st.lists(anything | contents | st.fixed_dictionaries({"update_id": anything})) | anything)
def test_only_what_has_an_id_that_fits_can_be_kept(updates: object) -> None:
    good = {"update_id": 2**63 - 1}
    odd = updates if isinstance(updates, list) else []
    for update_id, update in by_id([*odd, {"update_id": 2**63}, good]).items():
        assert type(update_id) is int
        assert abs(update_id) < 2**63
        assert update["update_id"] == update_id
    assert by_id([*odd, good])[2**63 - 1] is good
    assert by_id(updates if not isinstance(updates, list) else []) == {}
