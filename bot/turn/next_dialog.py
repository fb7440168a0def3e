"""Following: the dialog that comes next, opened on top of what is running."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import RESTS_AFTER, LocalCalendar
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import (
    NextDialog,
)
from dialogs.engine.event import Opened
from dialogs.engine.reply import Reply
from dialogs.engine.scene import Scene
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.talks.routing import open_dialog, route
from storage.occasions.serving import begin_serving, can_still_serve
from storage.people.timing import participant_timing
from storage.ratings.ratings import (
    finished_ratings,
    has_rating,
    start_rating,
)
from storage.steps.steps import steps_since_star
from storage.tables.people import Participant, StoredConversation
from storage.talk.conversations import (
    close_conversations,
    conversation_of,
    store_conversation,
    store_new_conversation,
)


async def open_next_dialog(
    session: AsyncSession,
    following: NextDialog,
    participant: Participant,
    below: Sequence[StoredConversation],
    scene: Scene,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> tuple[int, tuple[Reply, ...]] | None:
    """Open what follows; gives its id and what it shows, or None where it has no use any more.

    There are never two open ratings: one that still counts, or in which something was said during
    the last day, goes on instead. Somebody who has not said yes is asked that first.
    """
    if following.dialog == "rating":
        if participant.status != EnrolmentStatus.ACTIVE:
            waiting = [
                (row.id, route(conversation_of(row), Opened(), scene).replies) for row in below
            ]
            return waiting[0] if waiting else None
        if following.facts.get("first") and await has_rating(session, participant.id):
            return None
        running = next((row for row in below if row.dialog == "rating"), None)
        when = await participant_timing(session, participant, calendar)
        if running is not None and (
            now - running.active_at < RESTS_AFTER
            or await can_still_serve(session, running, when.rhythm.day(now))
        ):
            conversation = conversation_of(running)
            await store_conversation(session, running.id, conversation, now, ended=False)
            return running.id, route(conversation, Opened(), scene).replies
        lying = [row.id for row in below if row.dialog in ("rating", "reminder", "plan")]
        await close_conversations(session, lying, now)
    conversation = await begin_conversation(session, following, participant, scene, now, calendar)
    opening = open_dialog(conversation, scene)
    step = opening.move
    new = await store_new_conversation(
        session, participant.id, step.conversation if step else conversation, now
    )
    return new.id, opening.replies


EARLIER = 3
"""How many earlier ratings lie under the newest in a star."""


async def begin_conversation(
    session: AsyncSession,
    following: NextDialog,
    participant: Participant,
    scene: Scene,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> Conversation:
    """Make the conversation that follows, with its facts."""
    facts: Mapping[str, Any] = following.facts
    if following.dialog == "rating":
        when = await participant_timing(session, participant, calendar)
        facts = await _begin_rating(session, participant, scene, now, when)
    return Conversation(following.dialog, facts)


async def _begin_rating(
    session: AsyncSession, participant: Participant, scene: Scene, now: dt.datetime, when: Timing
) -> Mapping[str, Any]:
    instrument = scene.instruments["skapa"]
    earlier = await finished_ratings(session, participant.id, instrument.id, EARLIER)
    rating = await start_rating(session, participant.id, instrument, "extra", now)
    occasion = await begin_serving(session, participant, rating.id, now, when)
    rating.occasion = occasion.kind
    day = when.rhythm.day
    return {
        "instrument": instrument.id,
        "rating": rating.id,
        "today": day(now).isoformat(),
        "earlier": [
            {"on": day(of.finished_at or of.started_at).isoformat(), "values": dict(values)}
            for of, values in earlier
        ],
        "steps": [
            {"words": step.words, "outcome": step.outcome or ""}
            for step in await steps_since_star(session, participant.id)
        ],
    }
