"""Conversations, stored after every turn."""

import datetime as dt
import json
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.conversation import Conversation
from storage.models import StoredConversation


def revived(stored: StoredConversation) -> Conversation:
    """Give the conversation that a row holds."""
    return Conversation.from_json(json.dumps(stored.state))


async def open_conversations(
    session: AsyncSession, participant_id: int
) -> Sequence[StoredConversation]:
    """List a participant's open conversations, the one on top first."""
    found = await session.scalars(
        select(StoredConversation)
        .where(
            StoredConversation.participant_id == participant_id,
            StoredConversation.ended_at.is_(None),
        )
        .order_by(StoredConversation.id.desc())
    )
    return found.all()


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
    await session.execute(
        update(StoredConversation)
        .where(StoredConversation.id == conversation_id)
        .values(state=json.loads(conversation.to_json()), ended_at=ended)
    )
