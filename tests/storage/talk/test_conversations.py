"""Conversations as they are stored, on both databases."""

import datetime as dt
from typing import Any

from sqlalchemy import select, update

from bot.app_context import AppContext
from dialogs.engine.ask import Answer
from dialogs.engine.conversation import Conversation
from storage.tables.people import Participant, StoredConversation
from storage.talk.conversations import (
    close_conversations,
    close_conversations_about,
    conversation_of,
    open_conversations,
    stack_of,
    store_conversation,
    store_new_conversation,
)
from tests.people import invite_participant

FACTS = {"occasion": 1, "kind": "three-month", "number": 1, "subject": 1}
REMINDER = Conversation("reminder", FACTS, {}, frozenset({"due"}))
SAID = REMINDER.with_answer("due", Answer("week"))
KEPT = {name: FACTS[name] for name in ("occasion", "kind", "number")}


async def bo(app: AppContext) -> int:
    await invite_participant(app, "Bo")
    async with app.database.reading() as session:
        return (await session.scalars(select(Participant.id))).one()


async def begun(app: AppContext, who: int) -> int:
    async with app.database.writing() as session:
        return (await store_new_conversation(session, who, REMINDER, app.clock())).id


async def states(app: AppContext) -> dict[str, Any]:
    async with app.database.reading() as session:
        return dict((await session.scalars(select(StoredConversation.state))).one())


async def test_what_is_open_is_stored_with_its_version_and_all_of_it(either: AppContext) -> None:
    await begun(either, await bo(either))
    state = await states(either)
    assert (state["version"], state["done"], state["facts"]) == (1, ["due"], FACTS)


async def test_of_what_has_ended_only_what_is_read_is_kept(either: AppContext) -> None:
    number = await begun(either, await bo(either))
    async with either.database.writing() as session:
        await store_conversation(session, number, SAID, either.clock(), ended=True)
    state = await states(either)
    assert (state["done"], state["facts"]) == ([], KEPT)
    assert state["answers"] == {"due": {"key": "week"}}


async def test_what_was_left_lying_ends_as_it_stands_now(either: AppContext) -> None:
    """Also where the same transaction has stored an answer past what the session knows."""
    who = await bo(either)
    number = await begun(either, who)
    async with either.database.writing() as session:
        assert len(await open_conversations(session, who)) == 1
        await store_conversation(session, number, SAID, either.clock(), ended=False)
        await close_conversations(session, [number], either.clock())
        assert await open_conversations(session, who) == []
    state = await states(either)
    assert (state["done"], state["facts"]) == ([], KEPT)
    assert state["answers"] == {"due": {"key": "week"}}


async def test_what_is_about_something_that_has_changed_ends_and_nothing_else(
    either: AppContext,
) -> None:
    who = await bo(either)
    number = await begun(either, who)
    async with either.database.writing() as session:
        rows = await open_conversations(session, who)
        await close_conversations_about(session, who, "reminder", ("occasion", 2), either.clock())
        assert [one.id for one in stack_of(rows)] == [number]
        await close_conversations_about(session, who, "reminder", ("occasion", 1), either.clock())
        assert stack_of(rows).top is None, "a turn that knows the rows sees that they have ended"


async def test_a_row_of_an_earlier_program_is_read_and_gone_on_with(either: AppContext) -> None:
    who = await bo(either)
    number = await begun(either, who)
    old = {"dialog": "reminder", "facts": FACTS, "answers": {}, "done": []}
    async with either.database.writing() as session:
        await session.execute(update(StoredConversation).values(state=old))
    async with either.database.writing() as session:
        (row,) = await open_conversations(session, who)
        said = conversation_of(row).with_answer("due", Answer("today"))
        later = either.clock() + dt.timedelta(minutes=1)
        await store_conversation(session, number, said, later, ended=False)
    assert await states(either) == {
        "version": 1,
        **old,
        "answers": {"due": {"key": "today"}},
    }
