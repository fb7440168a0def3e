"""The talk about a meeting: a conversation that ends when the meeting changes or begins."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from storage.agenda import Meeting
from storage.conversations import close_all, open_conversations, revived
from storage.meeting_messages import KIND
from storage.models import StoredConversation


async def close_talk(session: AsyncSession, meeting: Meeting, now: dt.datetime) -> None:
    """End what is being said about a meeting as it no longer is: its buttons are old now."""
    rows = await open_conversations(session, meeting.participant_id)
    stale = [
        row.id
        for row in rows
        if row.dialog == KIND and revived(row).facts.get("meeting") == meeting.id
    ]
    if stale:
        await close_all(session, stale, now)


def is_over(row: StoredConversation, now: dt.datetime) -> bool:
    """Tell whether a conversation asks about a meeting that has begun (fact ``until``, UTC)."""
    if row.dialog != KIND:
        return False
    until = revived(row).facts.get("until", "")
    return bool(until) and dt.datetime.fromisoformat(until) <= now


async def close_begun(
    session: AsyncSession, rows: Sequence[StoredConversation], now: dt.datetime
) -> list[StoredConversation]:
    """End the conversations about meetings that have begun; gives the others, in their order."""
    over = [row.id for row in rows if is_over(row, now)]
    if over:
        await close_all(session, over, now)
    return [row for row in rows if row.id not in over]
