"""Effects carried out: each inside the turn's transaction."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

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
from storage.audit import note
from storage.erasure import erase
from storage.models import Agreement, Rating
from storage.participants import Person
from storage.ratings import (
    Given,
    finished_ratings,
    mark_complete,
    start_rating,
    store_record,
    withdraw_record,
)

EARLIER = 3
"""How many earlier ratings lie under the newest in a star."""


async def carry_out(
    session: AsyncSession, effect: Effect, person: Person, language: str, now: dt.datetime
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
        case DataWanted():
            await note(session, "own data", now, participant_id=participant.id)
        case ErasureWanted():
            await erase(session, participant.id, now)


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


async def begun(
    session: AsyncSession, following: Following, person: Person, scene: Scene, now: dt.datetime
) -> Conversation:
    """Make the conversation that follows, with its facts. ``now`` is in the person's zone."""
    facts: Mapping[str, Any] = {}
    if following.dialog == "rating":
        facts = await _rating_facts(session, following.occasion, person, scene, now)
    return Conversation(following.dialog, facts)


def _local_day(rating: Rating, now: dt.datetime) -> str:
    """Give the day of a rating where the person is, as ISO date."""
    return (rating.finished_at or rating.started_at).astimezone(now.tzinfo).date().isoformat()


async def _rating_facts(
    session: AsyncSession, occasion: str, person: Person, scene: Scene, now: dt.datetime
) -> Mapping[str, Any]:
    instrument = scene.instruments["skapa"]
    earlier = await finished_ratings(session, person.participant.id, instrument.id, EARLIER)
    rating = await start_rating(session, person.participant.id, instrument, occasion, now)
    return {
        "instrument": instrument.id,
        "rating": rating.id,
        "today": now.date().isoformat(),
        "earlier": [{"on": _local_day(of, now), "values": dict(values)} for of, values in earlier],
    }
