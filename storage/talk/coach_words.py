"""Words that answered nothing: kept until the person has decided whether the coach may read them.

What nobody has let us pass on is forgotten after ``KEPT``. Whoever writes holds the participant.
"""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.engine.event import KeptWords
from dialogs.people.participant_status import ParticipantStatus
from dialogs.words.spoken import has_recording
from storage.database.encryption import readable
from storage.needs.tables import StoredNeedMark
from storage.tables.people import Participant
from storage.tables.words import CoachWords
from storage.talk.word_parts import (
    NO_NUMBER,
    Part,
    has_number,
    parts_of,
    put_parts,
    with_part,
    without_number,
)

KEPT = dt.timedelta(days=1)
"""How long words wait for a press."""
BREATH = dt.timedelta(minutes=10)
"""What is written within this time belongs together, in as many messages as it came."""
MOST_SIGNS = 10_000
"""More than any message holds, in characters."""


async def keep_words(
    session: AsyncSession,
    participant: Participant,
    words: str,
    now: dt.datetime,
    *,
    number: int = NO_NUMBER,
    alone: bool = False,
) -> CoachWords:
    """Keep what somebody has just written, behind what they wrote in the same breath.

    On its own where it would be too long together, and with ``alone``. The same twice is a form
    that was sent twice, or a person who is not heard: once, until the coach has dealt with it.
    ``number`` is that of the message: what it said before, and has not been passed on, says this
    now.
    """
    await forget_words(session, participant.id, now)
    new = Part(number, words[:MOST_SIGNS])
    corrected = await words_in_message(session, participant.id, number)
    if corrected is None or corrected.passed_on_at is not None:
        last = await _newest_words(session, participant.id, now)
        if (
            last is not None
            and _is_said_in(last, new.words)
            and not await _is_dealt_with(session, last)
        ):
            return last
        waiting = None if alone else await waiting_words(session, participant.id, now)
    else:
        waiting = corrected
    if waiting is not None and _add(waiting, new, now):
        await session.flush()
        return waiting
    await withdraw_words(session, participant.id, number)  # it would be too long where it was
    kept = CoachWords(participant_id=participant.id, language=participant.language, written_at=now)
    put_parts(kept, (new,))
    session.add(kept)
    await session.flush()
    return kept


def _is_said_in(kept: CoachWords, words: str) -> bool:
    """Tell whether words are kept already; a recording is never meant twice."""
    said = readable(kept.words)
    return said == words or (has_recording(words) and words in said)


async def _is_dealt_with(session: AsyncSession, kept: CoachWords) -> bool:
    """Tell whether the coach has dealt with words; a recording is never meant twice."""
    if kept.passed_on_at is None or has_recording(readable(kept.words)):
        return False
    done = select(StoredNeedMark.id).where(
        StoredNeedMark.participant_id == kept.participant_id,
        StoredNeedMark.kind == ParticipantStatus.WROTE,
        StoredNeedMark.done_until >= kept.passed_on_at,
    )
    return await session.scalar(done) is not None


def _add(waiting: CoachWords, new: Part, now: dt.datetime) -> bool:
    """Add to words that wait, or correct them; False where they cannot be read or have no room."""
    before = parts_of(waiting)
    after = with_part(before, new)
    if not before or sum(len(part.words) + 1 for part in after) > MOST_SIGNS:
        return False
    if after != before:
        put_parts(waiting, after)
        waiting.written_at = now
    return True


async def words_in_message(
    session: AsyncSession, participant_id: int, number: int
) -> CoachWords | None:
    """Find the words that a message went into, passed on or not."""
    rows = await own_words(session, participant_id) if number != NO_NUMBER else ()
    return next((row for row in reversed(rows) if has_number(row, number)), None)


async def withdraw_words(session: AsyncSession, participant_id: int, number: int) -> None:
    """Take what a message said out of the words that wait; others keep their place."""
    row = await words_in_message(session, participant_id, number)
    if row is None or row.passed_on_at is not None:
        return
    left = without_number(parts_of(row), number)
    if left:
        put_parts(row, left)
    else:
        await session.delete(row)
    await session.flush()


async def kept_words(
    session: AsyncSession, participant_id: int, number: int, now: dt.datetime
) -> KeptWords | None:
    """Give what a message said that is kept; None where nothing of it is, or has been too long."""
    row = await words_in_message(session, participant_id, number)
    if row is None or (row.passed_on_at is None and row.written_at <= now - KEPT):
        return None
    said = next((part.words for part in parts_of(row) if part.number == number), "")
    return KeptWords(said, row.passed_on_at is not None)


async def waiting_words(
    session: AsyncSession, participant_id: int, now: dt.datetime
) -> CoachWords | None:
    """Find what somebody wrote a moment ago and has not let us pass on."""
    return await _newest_words(session, participant_id, now, CoachWords.passed_on_at.is_(None))


async def _newest_words(
    session: AsyncSession, participant_id: int, now: dt.datetime, *which: ColumnElement[bool]
) -> CoachWords | None:
    return await session.scalar(
        select(CoachWords)
        .where(
            CoachWords.participant_id == participant_id,
            CoachWords.written_at > now - BREATH,
            *which,
        )
        .order_by(CoachWords.id.desc())
        .limit(1)
    )


async def own_words(session: AsyncSession, participant_id: int) -> Sequence[CoachWords]:
    """List what somebody has written outside of any question, oldest first."""
    found = await session.scalars(
        select(CoachWords)
        .where(CoachWords.participant_id == participant_id)
        .order_by(CoachWords.id)
    )
    return found.all()


async def passed_on_words(session: AsyncSession, participant_id: int) -> Sequence[CoachWords]:
    """List what somebody has let their coach read, oldest first."""
    found = await session.scalars(
        select(CoachWords)
        .where(CoachWords.participant_id == participant_id, CoachWords.passed_on_at.is_not(None))
        .order_by(CoachWords.passed_on_at, CoachWords.id)
    )
    return found.all()


async def pass_words_on(
    session: AsyncSession, participant_id: int, words_id: int, now: dt.datetime
) -> None:
    """Let the coach read words from now on; twice is once, and anybody else's stay as they are."""
    words = await session.get(CoachWords, words_id)
    if words is not None and words.participant_id == participant_id and words.passed_on_at is None:
        words.passed_on_at = now
        await session.flush()


async def people_with_old_words(session: AsyncSession, now: dt.datetime) -> list[int]:
    """List whose words have waited too long to be passed on."""
    found = await session.scalars(select(CoachWords.participant_id).where(_is_old(now)).distinct())
    return list(found)


async def forget_words(session: AsyncSession, participant_id: int, now: dt.datetime) -> None:
    """Forget what somebody has not let us pass on in time."""
    await session.execute(
        delete(CoachWords).where(CoachWords.participant_id == participant_id, _is_old(now))
    )


def _is_old(now: dt.datetime) -> ColumnElement[bool]:
    return and_(CoachWords.passed_on_at.is_(None), CoachWords.written_at <= now - KEPT)
