"""Following: the dialog that comes next, opened on top of what is running."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.effects import begun
from dialogs.effect import Following
from dialogs.event import Opened
from dialogs.reception import opened, receive
from dialogs.reply import Reply
from dialogs.scene import Scene
from dialogs.schedule import RESTS_AFTER, Calendar
from storage.conversations import close_all, revived, store, store_new
from storage.models import Participant, StoredConversation
from storage.occasions import timing
from storage.served import has_rating, still_serves


async def follow(
    session: AsyncSession,
    following: Following,
    participant: Participant,
    below: Sequence[StoredConversation],
    scene: Scene,
    now: dt.datetime,
    calendar: Calendar,
) -> tuple[int, tuple[Reply, ...]] | None:
    """Open what follows; gives its id and what it shows, or None where it has no use any more.

    There are never two open ratings: one that still counts, or in which something was said during
    the last day, goes on instead. Somebody who has not said yes is asked that first.
    """
    if following.dialog == "rating":
        if participant.status != "active":
            waiting = [(row.id, receive(revived(row), Opened(), scene).replies) for row in below]
            return waiting[0] if waiting else None
        if following.facts.get("first") and await has_rating(session, participant.id):
            return None
        running = next((row for row in below if row.dialog == "rating"), None)
        when = await timing(session, participant, calendar)
        if running is not None and (
            now - running.active_at < RESTS_AFTER
            or await still_serves(session, running, when.rhythm.day(now))
        ):
            conversation = revived(running)
            await store(session, running.id, conversation, now, ended=False)
            return running.id, receive(conversation, Opened(), scene).replies
        lying = [row.id for row in below if row.dialog in ("rating", "reminder", "plan")]
        await close_all(session, lying, now)
    conversation = await begun(session, following, participant, scene, now, calendar)
    opening = opened(conversation, scene)
    step = opening.step
    new = await store_new(session, participant.id, step.conversation if step else conversation, now)
    return new.id, opening.replies
