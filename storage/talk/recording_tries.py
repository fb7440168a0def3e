"""Tries: recordings that somebody sends, counted before anything is done about them.

A try is the row that the recording will have. What comes to nothing counts for its day too: it has
taken as much work. Whoever writes holds the participant.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.encryption import vault
from storage.tables.words import SpokenWords

DAY = dt.timedelta(days=1)
MOST_A_DAY = 30
"""How many recordings of one person are tried within a day, also of those that are gone."""
MOST_SECONDS = 2 * 60 * 60
"""How much of one person is kept at one time: the file of /mydata holds it all."""
TWICE = dt.timedelta(minutes=10)
"""Who sends the same within this time has pressed twice, or the network has."""


@dataclass(frozen=True)
class Try:
    """A recording that somebody has sent; ``seconds`` is 0 unless it is kept already."""

    participant_id: int
    recording: int
    seconds: int = 0

    @property
    def is_known(self) -> bool:
        """Tell whether it came before, and need not be converted."""
        return self.seconds > 0


def recording_digest(participant_id: int, name: str) -> str:
    """Name what somebody has sent, by what its channel knows it by."""
    return vault().digest("recording", f"{participant_id}\0{name}")


async def begin_try(
    session: AsyncSession, participant_id: int, digest: str, now: dt.datetime
) -> Try | None:
    """Count a try, or give the recording that has come before; None where there is no room."""
    known = await known_recording(session, participant_id, digest, now)
    if known is not None:
        return known
    if not await has_room(session, participant_id, now):
        return None
    row = SpokenWords(
        participant_id=participant_id,
        digest=digest,
        seconds=0,
        gone=True,
        spoken_at=now,
        looked_at=now,
    )
    session.add(row)
    await session.flush()
    return Try(participant_id, row.id)


async def known_recording(
    session: AsyncSession, participant_id: int, digest: str, now: dt.datetime
) -> Try | None:
    """Find what is kept of the same that came a moment ago."""
    found = await session.execute(
        select(SpokenWords.id, SpokenWords.seconds)
        .where(
            SpokenWords.participant_id == participant_id,
            SpokenWords.digest == digest,
            SpokenWords.gone.is_(False),
            SpokenWords.spoken_at > now - TWICE,
        )
        .order_by(SpokenWords.id)
        .limit(1)
    )
    row = found.one_or_none()
    return Try(participant_id, row.id, row.seconds) if row else None


async def has_room(session: AsyncSession, participant_id: int, now: dt.datetime) -> bool:
    """Tell whether one more recording of somebody is tried."""
    theirs = SpokenWords.participant_id == participant_id
    today = select(func.count()).where(theirs, SpokenWords.spoken_at > now - DAY)
    if (await session.scalar(today) or 0) >= MOST_A_DAY:
        return False
    return await _seconds_kept(session, participant_id) < MOST_SECONDS


async def _seconds_kept(session: AsyncSession, participant_id: int) -> int:
    theirs = SpokenWords.participant_id == participant_id
    kept = select(func.sum(SpokenWords.seconds)).where(theirs, SpokenWords.gone.is_(False))
    return await session.scalar(kept) or 0


async def store_recording(
    session: AsyncSession, tried: Try, sound: bytes, seconds: int, now: dt.datetime
) -> Try | None:
    """Keep what a try has come to; gives what is kept of it.

    That is another one where the same was kept while this was being converted. None where what
    came in meanwhile has left no room, or the try is gone.
    """
    row = await session.get(SpokenWords, tried.recording, populate_existing=True)
    if row is None or row.participant_id != tried.participant_id:
        return None
    before = await known_recording(session, tried.participant_id, row.digest, now)
    if before is not None:
        return before
    if await _seconds_kept(session, tried.participant_id) >= MOST_SECONDS:
        return None
    row.seconds, row.sound, row.gone = seconds, sound, False
    await session.flush()
    return Try(tried.participant_id, row.id, seconds)
