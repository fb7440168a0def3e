"""Recordings of what participants have said, and what of their words refers to each.

A recording is forgotten as soon as nothing refers to it: not an answer, a step, a meeting or words
for the coach, nor a conversation that is open. Whoever writes holds the participant.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.words.spoken import recordings_in
from storage.database.encryption import Unreadable
from storage.shared_plan.tables import EarlierStep, StoredGoal
from storage.tables.agenda import Meeting, Step
from storage.tables.people import StoredConversation
from storage.tables.ratings import Rating, StoredAnswer
from storage.tables.words import CoachWords, SpokenWords
from storage.talk.conversations import conversation_of, is_readable
from storage.talk.recording_tries import DAY


class UnreadableWordsError(Exception):
    """Something that may refer to recordings cannot be read just now."""


async def sound_of(session: AsyncSession, participant_id: int, recording: int) -> bytes | None:
    """Give somebody's recording (AAC in mp4); None where it is gone, or not theirs."""
    return await session.scalar(
        select(SpokenWords.sound).where(
            SpokenWords.id == recording, SpokenWords.participant_id == participant_id
        )
    )


async def sounds_of(session: AsyncSession, participant_id: int) -> dict[int, bytes]:
    """Give all recordings of somebody by their id."""
    found = await session.execute(
        select(SpokenWords.id, SpokenWords.sound)
        .where(SpokenWords.participant_id == participant_id, SpokenWords.gone.is_(False))
        .order_by(SpokenWords.id)
    )
    return {number: sound for number, sound in found if sound is not None}


async def recordings_for_coach(session: AsyncSession, participant_id: int) -> set[int]:
    """List the recordings that stand among the words that the coach may read."""
    texts = await _texts_for_coach(session, participant_id)
    return {recording for text in texts for recording in recordings_in(text or "")}


async def _texts_for_coach(session: AsyncSession, participant_id: int) -> list[str | None]:
    theirs = select(Rating.id).where(Rating.participant_id == participant_id)
    comments = await session.scalars(
        select(StoredAnswer.comment).where(
            StoredAnswer.rating_id.in_(theirs), StoredAnswer.comment.is_not(None)
        )
    )
    steps = await session.execute(
        select(Step.words, Step.helped).where(Step.participant_id == participant_id)
    )
    plan = [
        *await session.scalars(
            select(StoredGoal.words).where(StoredGoal.participant_id == participant_id)
        ),
        *await session.scalars(
            select(EarlierStep.words).where(EarlierStep.participant_id == participant_id)
        ),
    ]
    proposals = await session.scalars(
        select(Meeting.proposal).where(
            Meeting.participant_id == participant_id, Meeting.proposal.is_not(None)
        )
    )
    words = await _coach_words(session, participant_id, CoachWords.passed_on_at.is_not(None))
    return [*comments, *(text for row in steps for text in row), *plan, *proposals, *words]


async def _coach_words(
    session: AsyncSession, participant_id: int, which: ColumnElement[bool]
) -> Sequence[str]:
    found = await session.scalars(
        select(CoachWords.words).where(CoachWords.participant_id == participant_id, which)
    )
    return found.all()


async def _referred_to(session: AsyncSession, participant_id: int) -> set[int]:
    """List the recordings that something refers to; raises UnreadableWordsError."""
    texts = await _texts_for_coach(session, participant_id)
    texts += await _coach_words(session, participant_id, CoachWords.passed_on_at.is_(None))
    texts += await _open_words(session, participant_id)
    if any(isinstance(text, Unreadable) for text in texts):
        raise UnreadableWordsError
    return {recording for text in texts for recording in recordings_in(text or "")}


async def _open_words(session: AsyncSession, participant_id: int) -> Iterable[str]:
    # A turn stores past the session's objects: what these know may be older than the rows.
    rows = await session.scalars(
        select(StoredConversation)
        .where(
            StoredConversation.participant_id == participant_id,
            StoredConversation.ended_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    found = rows.all()
    if not all(is_readable(row) for row in found):
        raise UnreadableWordsError
    return [one.words for row in found for one in conversation_of(row).answers.values()]


async def forget_unused_recordings(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> None:
    """Forget the recordings of somebody that nothing refers to; what counts no more goes wholly."""
    theirs = SpokenWords.participant_id == participant_id
    await session.flush()
    try:
        used = await _referred_to(session, participant_id)
    except UnreadableWordsError:  # a key is missing: what they refer to may come back
        used = None
    if used is not None:
        unused = theirs & SpokenWords.id.not_in(used)
        await session.execute(delete(SpokenWords).where(unused, SpokenWords.spoken_at <= now - DAY))
        await session.execute(update(SpokenWords).where(unused).values(sound=None, gone=True))
    await session.execute(update(SpokenWords).where(theirs).values(looked_at=now))


async def people_to_look_at(session: AsyncSession, now: dt.datetime) -> list[int]:
    """List whose recordings we have not looked at for a day."""
    found = await session.scalars(
        select(SpokenWords.participant_id).where(SpokenWords.looked_at <= now - DAY).distinct()
    )
    return list(found)
