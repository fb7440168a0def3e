"""Conversations, stored after every turn."""

import datetime as dt
import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.engine.conversation import Conversation, without_superseded_words
from dialogs.talks.stack import OpenConversation, Stack
from storage.database.base import table_of
from storage.database.encryption import UnreadableJson
from storage.tables.people import StoredConversation

log = logging.getLogger(__name__)


def conversation_of(stored: StoredConversation) -> Conversation:
    """Give the conversation that a row holds."""
    return Conversation.from_json(stored.state)


def is_readable(stored: StoredConversation) -> bool:
    """Tell whether a key opens it; one that none does lies as it is, and in nobody's way."""
    if not isinstance(stored.state, UnreadableJson):
        return True
    log.error("a conversation could not be read, by id: %s", stored.id)
    return False


def stack_of(rows: Sequence[StoredConversation]) -> Stack:
    """Give the stack that rows hold, in their order; those that have ended are left out."""
    return Stack(
        tuple(
            OpenConversation(row.id, conversation_of(row), row.active_at, row.put_away)
            for row in rows
            if row.ended_at is None
        )
    )


_OPEN = (
    select(StoredConversation)
    .where(
        StoredConversation.participant_id == bindparam("participant"),
        StoredConversation.ended_at.is_(None),
    )
    .order_by(StoredConversation.active_at.desc(), StoredConversation.id.desc())
)
_CONVERSATIONS = table_of(StoredConversation)
_STORE = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.id == bindparam("conversation"))
    .values(
        state=bindparam("new_state"),
        ended_at=bindparam("ended"),
        active_at=bindparam("active"),
        put_away=bindparam("away"),
    )
)


async def open_conversations(
    session: AsyncSession, participant_id: int
) -> Sequence[StoredConversation]:
    """List a participant's open conversations, the one on top first."""
    found = await session.scalars(_OPEN, {"participant": participant_id})
    return [row for row in found if is_readable(row)]


async def newest_ended_rating(
    session: AsyncSession, participant_id: int
) -> StoredConversation | None:
    """Find the rating that ended last, to show its star when nothing is open."""
    return await _newest_ended(session, participant_id, StoredConversation.dialog == "rating")


async def newest_ended_conversation(
    session: AsyncSession, participant_id: int
) -> StoredConversation | None:
    """Find the conversation that ended last, whatever it was about."""
    return await _newest_ended(session, participant_id)


async def _newest_ended(
    session: AsyncSession, participant_id: int, *which: ColumnElement[bool]
) -> StoredConversation | None:
    found = await session.scalar(
        select(StoredConversation)
        .where(
            StoredConversation.participant_id == participant_id,
            StoredConversation.ended_at.is_not(None),
            *which,
        )
        .order_by(StoredConversation.ended_at.desc(), StoredConversation.id.desc())
        .limit(1)
    )
    return found if found is not None and is_readable(found) else None


async def ended_conversations(
    session: AsyncSession, participant_id: int, since: dt.datetime, most: int
) -> list[OpenConversation]:
    """List what ended after ``since`` (UTC), newest first; ``active_at`` is when it ended."""
    found = await session.scalars(
        select(StoredConversation)
        .where(
            StoredConversation.participant_id == participant_id,
            StoredConversation.ended_at >= since,
        )
        .order_by(StoredConversation.ended_at.desc(), StoredConversation.id.desc())
        .limit(most)
    )
    return [
        OpenConversation(row.id, conversation_of(row), row.ended_at)
        for row in found
        if row.ended_at and is_readable(row)
    ]


async def store_amended_conversation(
    session: AsyncSession, conversation_id: int, conversation: Conversation
) -> None:
    """Store other words of a conversation, which neither opens nor comes to the top by that."""
    row = await session.get_one(StoredConversation, conversation_id, populate_existing=True)
    row.state = conversation.to_json()
    await session.flush()


async def store_new_conversation(
    session: AsyncSession,
    participant_id: int,
    conversation: Conversation,
    now: dt.datetime,
    *,
    put_away: bool = False,
) -> StoredConversation:
    """Store a conversation that has just begun, on top of the others.

    It is ``put_away_conversations`` as long as only we have said something in it.
    """
    stored = StoredConversation(
        participant_id=participant_id,
        dialog=conversation.dialog,
        state=conversation.to_json(),
        started_at=now,
        active_at=now,
        put_away=put_away,
    )
    session.add(stored)
    await session.flush()
    return stored


async def store_conversation(
    session: AsyncSession,
    conversation_id: int,
    conversation: Conversation,
    now: dt.datetime,
    *,
    ended: bool,
    put_away: bool = False,
) -> None:
    """Store what a turn has changed; the conversation is on top now, or has ended."""
    conversation = without_superseded_words(conversation)
    values = {
        "conversation": conversation_id,
        "new_state": (conversation.ended() if ended else conversation).to_json(),
        "ended": now if ended else None,
        "active": now,
        "away": put_away,
    }
    await session.execute(_STORE, values)


async def put_away_conversations(session: AsyncSession, conversation_ids: Sequence[int]) -> None:
    """Note that the person wants to go on with these another time."""
    await session.execute(
        update(StoredConversation)
        .where(StoredConversation.id.in_(conversation_ids))
        .values(put_away=True)
    )


async def close_conversations_about(
    session: AsyncSession,
    participant_id: int,
    dialog: str,
    fact: tuple[str, Any],
    at: dt.datetime,
) -> None:
    """End what is open in a dialog about something that has changed: its buttons are old now.

    ``fact`` is the name and the value of what the conversation is about.
    """
    name, value = fact
    rows = await _fresh_rows(
        session,
        StoredConversation.participant_id == participant_id,
        StoredConversation.ended_at.is_(None),
        StoredConversation.dialog == dialog,
    )
    stale = [row for row in rows if conversation_of(row).facts.get(name) == value]
    await _close(session, stale, at)


async def close_conversations(
    session: AsyncSession, conversation_ids: Sequence[int], at: dt.datetime
) -> None:
    """End conversations that were left lying, as they stand."""
    if conversation_ids:
        rows = await _fresh_rows(session, StoredConversation.id.in_(conversation_ids))
        await _close(session, rows, at)


async def _fresh_rows(
    session: AsyncSession, *which: ColumnElement[bool]
) -> Sequence[StoredConversation]:
    # A turn stores past the session's objects: what these know may be older than the rows.
    query = select(StoredConversation).where(*which).execution_options(populate_existing=True)
    return [row for row in await session.scalars(query) if is_readable(row)]


async def _close(
    session: AsyncSession, rows: Sequence[StoredConversation], at: dt.datetime
) -> None:
    for row in rows:
        row.ended_at, row.state = at, conversation_of(row).ended().to_json()
    await session.flush()
