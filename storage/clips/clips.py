"""Clips: texts as people have spoken them, found by the words that were spoken."""

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.clips import Clip
from storage.tables.people import Participant, Staff


@dataclass(frozen=True)
class KnownClip:
    """A clip without its sound: which text and words, and who spoke when ("": they are gone)."""

    source: str
    spoken: str
    digest: str
    by: str
    at: dt.datetime


async def clips_of_language(session: AsyncSession, language: str) -> list[KnownClip]:
    """List what has been spoken in a language, the oldest first."""
    rows = await session.execute(
        select(Clip.source, Clip.spoken, Clip.digest, Clip.at, Staff)
        .outerjoin(Staff, Staff.id == Clip.staff_id)
        .where(Clip.language == language)
        .order_by(Clip.id)
    )
    return [
        KnownClip(source, spoken, digest, staff.name if staff else "", at)
        for source, spoken, digest, at, staff in rows
    ]


async def is_spoken(session: AsyncSession, language: str) -> bool:
    """Tell whether anything has been spoken in a language."""
    found = select(Clip.id).where(Clip.language == language).limit(1)
    return await session.scalar(found) is not None


async def clip_digests(
    session: AsyncSession, language: str, spoken: Collection[str]
) -> dict[str, str]:
    """Find the clips of words by the digests of the words; the clip's own digest is its address."""
    rows = await session.execute(
        select(Clip.spoken, Clip.digest)
        .where(Clip.language == language, Clip.spoken.in_(spoken))
        .order_by(Clip.id)
    )
    return {row.spoken: row.digest for row in rows}


async def ogg_of(session: AsyncSession, digest: str) -> bytes | None:
    """Give a clip as Opus in Ogg, None where there is none of that digest."""
    return await session.scalar(select(Clip.ogg).where(Clip.digest == digest).limit(1))


async def mp4_of(session: AsyncSession, digest: str) -> bytes | None:
    """Give a clip as AAC in mp4, None where there is none of that digest."""
    return await session.scalar(select(Clip.mp4).where(Clip.digest == digest).limit(1))


async def store_clip(
    session: AsyncSession,
    staff: Staff,
    language: str,
    source: str,
    spoken: str,
    ogg: bytes,
    mp4: bytes,
    now: dt.datetime,
) -> None:
    """Keep a clip instead of what was there of the same words.

    That of other words stays: it is heard again where the text is changed back.
    """
    await remove_clip(session, language, spoken)
    session.add(
        Clip(
            language=language,
            source=source,
            spoken=spoken,
            digest=hashlib.sha256(ogg + mp4).hexdigest()[:32],
            ogg=ogg,
            mp4=mp4,
            staff_id=staff.id,
            at=now,
        )
    )
    await session.flush()


async def offer_sound_first(
    session: AsyncSession, participant: Participant, *, wanted: bool
) -> None:
    """Keep that a participant wants everything to be read to them, or does not any more."""
    participant.heard_first = wanted
    await session.flush()


async def remove_clip(session: AsyncSession, language: str, spoken: str) -> None:
    """Take away what was spoken of some words in a language."""
    await session.execute(delete(Clip).where(Clip.language == language, Clip.spoken == spoken))
