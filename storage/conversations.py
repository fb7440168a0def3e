"""Conversations, stored after every turn."""

import datetime as dt
import json
from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.conversation import Conversation
from storage.models import StoredConversation, table_of


def revived(stored: StoredConversation) -> Conversation:
    """Give the conversation that a row holds."""
    return Conversation.from_json(json.dumps(stored.state))


_OPEN = (
    select(StoredConversation)
    .where(
        StoredConversation.participant_id == bindparam("participant"),
        StoredConversation.ended_at.is_(None),
    )
    .order_by(StoredConversation.id.desc())
)
_CONVERSATIONS = table_of(StoredConversation)
_STORE = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.id == bindparam("conversation"))
    .values(state=bindparam("new_state"), ended_at=bindparam("ended"))
)


async def open_conversations(
    session: AsyncSession, participant_id: int
) -> Sequence[StoredConversation]:
    """List a participant's open conversations, the one on top first."""
    return (await session.scalars(_OPEN, {"participant": participant_id})).all()


async def newest_ended(session: AsyncSession, participant_id: int) -> StoredConversation | None:
    """Find the rating that ended last, to show its star when nothing is open."""
    return await session.scalar(
        select(StoredConversation)
        .where(
            StoredConversation.participant_id == participant_id,
            StoredConversation.ended_at.is_not(None),
            StoredConversation.dialog == "rating",
        )
        .order_by(StoredConversation.ended_at.desc(), StoredConversation.id.desc())
        .limit(1)
    )


async def store_new(
    session: AsyncSession, participant_id: int, conversation: Conversation, now: dt.datetime
) -> StoredConversation:
    """Store a conversation that has just begun, on top of the others."""
    stored = StoredConversation(
        participant_id=participant_id,
        dialog=conversation.dialog,
        state=json.loads(conversation.to_json()),
        started_at=now,
    )
    session.add(stored)
    await session.flush()
    return stored


async def store(
    session: AsyncSession,
    conversation_id: int,
    conversation: Conversation,
    ended: dt.datetime | None,
) -> None:
    """Store what a turn has changed."""
    state = json.loads(conversation.to_json())
    values = {"conversation": conversation_id, "new_state": state, "ended": ended}
    await session.execute(_STORE, values)
