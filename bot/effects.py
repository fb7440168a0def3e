"""Effects carried out: each inside the turn's transaction."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.wishes import carry_out_wish
from dialogs.conversation import Conversation
from dialogs.effect import (
    AgreementAnswered,
    DataWanted,
    Effect,
    ErasureWanted,
    Following,
    LanguageChosen,
)
from dialogs.engine import Step
from dialogs.scene import Scene
from dialogs.schedule import Calendar
from storage.audit import note
from storage.erasure import erase
from storage.models import Agreement, Participant
from storage.occasions import Timing, enrol, timing
from storage.participants import Person
from storage.ratings import (
    Given,
    finished_ratings,
    mark_complete,
    start_rating,
    store_record,
    withdraw_record,
)
from storage.served import begin_serving, rating_changed
from storage.steps import steps_since_star

EARLIER = 3
"""How many earlier ratings lie under the newest in a star."""


async def carry_out(
    session: AsyncSession,
    effect: Effect,
    person: Person,
    language: str,
    now: dt.datetime,
    calendar: Calendar,
) -> None:
    """Do what a dialog wants done; ``language`` is the one the person was reading."""
    participant = person.participant
    match effect:
        case LanguageChosen(language=chosen):
            participant.language = chosen
        case AgreementAnswered(version=version, text=text, agreed=agreed):
            session.add(
                Agreement(
                    participant_id=participant.id,
                    version=version,
                    language=language,
                    text=text,
                    agreed=agreed,
                    answered_at=now,
                )
            )
            if agreed:
                participant.status = "active"
                participant.enrolled_at = participant.enrolled_at or now
                await enrol(session, participant, now, await timing(session, participant, calendar))
        case DataWanted():
            await note(session, "own data", now, participant_id=participant.id)
        case ErasureWanted():
            await erase(session, participant.id, now)
        case _:
            when = await timing(session, participant, calendar)
            await carry_out_wish(session, effect, participant, now, when)


async def store_answers(
    session: AsyncSession, step: Step, scene: Scene, channel: str, now: dt.datetime
) -> None:
    """Bring the stored rating in line with what stands in the dialog now."""
    facts = step.conversation.facts
    if "rating" not in facts:
        return
    instrument = scene.instruments.get(facts["instrument"])
    if instrument is None:
        return
    for item, record in step.after.records.items():
        if step.before.records.get(item) != record:
            shown = instrument.wording(instrument.item(item), scene.texts)
            await store_record(session, facts["rating"], record, Given(shown, channel, now))
    for item in step.before.records.keys() - step.after.records.keys():
        await withdraw_record(session, facts["rating"], item)
    if step.after.complete or step.before.complete:
        await mark_complete(session, facts["rating"], now if step.after.complete else None)
    if step.after.complete != step.before.complete:
        await rating_changed(session, facts["rating"], now if step.after.complete else None)


async def begun(
    session: AsyncSession,
    following: Following,
    participant: Participant,
    scene: Scene,
    now: dt.datetime,
    calendar: Calendar,
) -> Conversation:
    """Make the conversation that follows, with its facts."""
    facts: Mapping[str, Any] = following.facts
    if following.dialog == "rating":
        when = await timing(session, participant, calendar)
        facts = await _rating_facts(session, participant, scene, now, when)
    return Conversation(following.dialog, facts)


async def _rating_facts(
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
