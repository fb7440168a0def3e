"""The talk about a meeting: a conversation that ends when the meeting begins."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.meetings.messages import KIND
from storage.tables.agenda import Meeting
from storage.tables.people import StoredConversation
from storage.talk.conversations import close_conversations, conversation_of, is_readable


def is_meeting_over(row: StoredConversation, now: dt.datetime) -> bool:
    """Tell whether a conversation asks about a meeting that has begun (fact ``until``, UTC)."""
    if row.dialog != KIND:
        return False
    until = conversation_of(row).facts.get("until", "")
    return bool(until) and dt.datetime.fromisoformat(until) <= now


async def close_meeting_conversations(
    session: AsyncSession, rows: Sequence[StoredConversation], now: dt.datetime
) -> list[StoredConversation]:
    """End the conversations about meetings that have begun; gives the others, in their order."""
    over = [row.id for row in rows if is_meeting_over(row, now)]
    if over:
        await close_conversations(session, over, now)
    return [row for row in rows if row.id not in over]


async def ended_talks_about(session: AsyncSession, meeting: Meeting) -> list[int]:
    """List the ids of the talks about a meeting as it is now that have been answered."""
    rows = await session.scalars(
        select(StoredConversation).where(
            StoredConversation.participant_id == meeting.participant_id,
            StoredConversation.dialog == KIND,
            StoredConversation.ended_at >= meeting.booked_at,
        )
    )
    facts = ((row.id, conversation_of(row).facts) for row in rows if is_readable(row))
    return [
        key
        for key, of in facts
        if of.get("meeting") == meeting.id and of.get("revision") == meeting.revision
    ]
