"""The next dialog: what the stack has decided, stored and shown."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.agreement.renewal import may_ask_again
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NextDialog
from dialogs.engine.event import Event, Opened
from dialogs.engine.reply import Reply
from dialogs.engine.scene import Scene
from dialogs.labels.conversations import DialogName
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.ratings.scale import PARTED
from dialogs.talks.routing import Routed, open_dialog, route
from dialogs.talks.stack import Decision, GoOn, Nothing, Open, RatingFacts, ShowBelow, Stack
from storage.agreements.agreements import is_to_be_asked_again
from storage.occasions.serving import begin_serving, can_still_serve
from storage.people.timing import participant_timing
from storage.ratings.ratings import (
    finished_ratings,
    has_practised,
    has_rating,
    start_rating,
)
from storage.shared_plan.goals import has_goals
from storage.steps.steps import steps_since_star
from storage.steps.stored_plan import stored_plan
from storage.tables.people import Participant
from storage.talk.conversations import (
    close_conversations,
    store_conversation,
    store_new_conversation,
)


@dataclass(frozen=True)
class Shown:
    """What a person gets to see, and the conversation it belongs to; 0 where there is none."""

    conversation_id: int
    replies: tuple[Reply, ...]


async def decide_next(
    session: AsyncSession,
    left: Stack,
    event: Event,
    routed: Routed,
    participant: Participant,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> Decision:
    """Decide what comes after an event that has left the stack so; in a pause the newer agreement.

    That is only put to somebody who has just come, or has just ended a rating.
    """
    known = await _rating_facts(session, routed.following, participant, left, now, calendar)
    decision = left.next_of(routed, known, now)
    ended = routed.move.conversation.dialog if routed.move and routed.ended else ""
    if decision != Nothing() or left.top is not None or not may_ask_again(event, ended):
        return decision
    agreement = routed.scene.agreement
    if not agreement.says_who_else_reads(routed.scene.texts.language):
        return decision
    asks = await is_to_be_asked_again(session, participant, now)
    return Open(NextDialog(DialogName.AGREEMENT)) if asks else decision


async def _rating_facts(
    session: AsyncSession,
    wished: NextDialog | None,
    participant: Participant,
    stack: Stack,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> RatingFacts:
    """Look up what the stack has to know before a rating opens."""
    if wished is None or wished.dialog != "rating" or participant.status != EnrolmentStatus.ACTIVE:
        return RatingFacts(agreed=participant.status == EnrolmentStatus.ACTIVE)
    if wished.facts.get("first") and await has_rating(session, participant.id):
        return RatingFacts(agreed=True, has_rated=True)
    resting = stack.resting_rating(now)
    if resting is None:
        return RatingFacts(agreed=True)
    when = await participant_timing(session, participant, calendar)
    rating = int(resting.conversation.facts["rating"])
    counts = await can_still_serve(session, rating, when.rhythm.day(now))
    return RatingFacts(agreed=True, counts=counts)


async def carry_out_decision(
    session: AsyncSession,
    decision: Decision,
    participant: Participant,
    scene: Scene,
    now: dt.datetime,
    calendar: LocalCalendar,
    *,
    follows: int = 0,
) -> Shown | None:
    """Store what was decided, and show it; None where there is nothing to show.

    ``follows`` is the id of the conversation that has just ended and led to this.
    """
    match decision:
        case Nothing():
            return None
        case ShowBelow(below=below):
            return Shown(below.id, route(below.conversation, Opened(), scene).replies)
        case GoOn(on_top=one, ends=ends):
            await close_conversations(session, ends, now)
            await store_conversation(
                session, one.id, one.conversation, now, ended=False, put_away=one.put_away
            )
            return Shown(one.id, route(one.conversation, Opened(), scene).replies)
        case Open(next_dialog=wished, ends=ends, put_away=put_away):
            await close_conversations(session, ends, now)
            begun = await _begin_conversation(session, wished, participant, scene, now, calendar)
            opening = open_dialog(begun, scene)
            begun = opening.move.conversation if opening.move else begun
            if follows:
                begun = replace(begun, facts={**begun.facts, "follows": follows})
            new = await store_new_conversation(
                session, participant.id, begun, now, put_away=put_away
            )
            return Shown(new.id, opening.replies)


EARLIER = 3
"""How many earlier ratings lie under the newest in a star."""


async def _begin_conversation(
    session: AsyncSession,
    wished: NextDialog,
    participant: Participant,
    scene: Scene,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> Conversation:
    """Make the conversation that follows, with its facts."""
    facts: Mapping[str, Any] = wished.facts
    if wished.dialog == "rating":
        when = await participant_timing(session, participant, calendar)
        facts = await _begin_rating(session, participant, scene, now, when)
    if wished.dialog == DialogName.SHARED_PLAN:
        when = await participant_timing(session, participant, calendar)
        plan = await stored_plan(session, participant.id, when.rhythm.day)
        facts = {
            "instrument": when.plan.instrument,
            **wished.facts,
            "plan": plan.to_json(),
            "today": when.rhythm.day(now).isoformat(),
        }
    return Conversation(wished.dialog, facts)


async def _begin_rating(
    session: AsyncSession, participant: Participant, scene: Scene, now: dt.datetime, when: Timing
) -> Mapping[str, Any]:
    instrument = scene.instruments[when.plan.instrument]
    earlier = await finished_ratings(session, participant.id, instrument.id, EARLIER)
    rating = await start_rating(session, participant.id, instrument, "extra", now)
    occasion = await begin_serving(session, participant, rating.id, now, when)
    rating.occasion = occasion.kind
    day = when.rhythm.day
    facts = {
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
    if await has_goals(session, participant.id):
        facts["goals"] = True
    if participant.heard_first and instrument.points == PARTED:
        facts["practice"] = not await has_practised(session, participant.id)
        facts["presses"] = scene.listener_presses
    return facts
