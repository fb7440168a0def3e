"""Clips: texts as they have been spoken, found by the words that were spoken."""

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.clips import Clip
from storage.tables.people import Participant, Staff


@dataclass(frozen=True)
class KnownClip:
    """A clip without its sound: which text and words, and who spoke when ("": they are gone).

    ``machine``: it is a draft, and ``by`` is a machine's name.
    """

    source: str
    spoken: str
    digest: str
    by: str
    at: dt.datetime
    machine: bool = False


@dataclass(frozen=True)
class FoundClip:
    """What words sound like: the digest of a clip, and whether a machine speaks."""

    digest: str
    machine: bool


_COUNTS_LAST = ((Clip.machine == "").asc(), Clip.id)
"""Of the same words what a person has spoken counts, and then the newest."""
MOST_DRAFTS = 20_000
"""How many drafts are kept, the newest: all texts of all languages, and what is filled in."""


async def clips_of_language(
    session: AsyncSession, language: str, *, drafts: bool = True
) -> list[KnownClip]:
    """List what has been spoken in a language: drafts, if they count, then what people have."""
    rows = await session.execute(
        select(Clip.source, Clip.spoken, Clip.digest, Clip.at, Clip.machine, Staff)
        .outerjoin(Staff, Staff.id == Clip.staff_id)
        .where(Clip.language == language, or_(Clip.machine == "", literal(drafts)))
        .order_by(*_COUNTS_LAST)
    )
    return [
        KnownClip(
            source, spoken, digest, machine or (staff.name if staff else ""), at, machine != ""
        )
        for source, spoken, digest, at, machine, staff in rows
    ]


async def is_spoken(session: AsyncSession, language: str) -> bool:
    """Tell whether somebody has spoken anything in a language."""
    found = select(Clip.id).where(Clip.language == language, Clip.machine == "").limit(1)
    return await session.scalar(found) is not None


async def clips_of_words(
    session: AsyncSession, language: str, spoken: Collection[str]
) -> dict[str, FoundClip]:
    """Find the clips of words by the digests of the words; the clip's own digest is its address."""
    rows = await session.execute(
        select(Clip.spoken, Clip.digest, Clip.machine)
        .where(Clip.language == language, Clip.spoken.in_(spoken))
        .order_by(*_COUNTS_LAST)
    )
    return {row.spoken: FoundClip(row.digest, row.machine != "") for row in rows}


async def clip_digests(
    session: AsyncSession, language: str, spoken: Collection[str]
) -> dict[str, str]:
    """Find what people have spoken of words, each clip by its digest alone: no drafts."""
    found = await clips_of_words(session, language, spoken)
    return {words: clip.digest for words, clip in found.items() if not clip.machine}


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
    """Keep a clip of a person's instead of what was there of the same words, a draft too.

    That of other words stays: it is heard again where the text is changed back.
    """
    await remove_clip(session, language, spoken)
    session.add(
        Clip(
            language=language,
            source=source,
            spoken=spoken,
            digest=_digest_of_sound(ogg, mp4),
            ogg=ogg,
            mp4=mp4,
            staff_id=staff.id,
            at=now,
        )
    )
    await session.flush()


async def store_draft(
    session: AsyncSession,
    language: str,
    spoken: str,
    ogg: bytes,
    mp4: bytes,
    machine: str,
    now: dt.datetime,
) -> None:
    """Keep what a machine has spoken, where nobody has spoken those words."""
    if await clips_of_words(session, language, [spoken]):
        return
    session.add(
        Clip(
            language=language,
            source="",
            spoken=spoken,
            digest=_digest_of_sound(ogg, mp4),
            ogg=ogg,
            mp4=mp4,
            machine=machine,
            at=now,
        )
    )
    await session.flush()
    drafts = select(Clip.id).where(Clip.machine != "").order_by(Clip.id.desc())
    too_many = await session.scalar(drafts.offset(MOST_DRAFTS).limit(1))
    if too_many is not None:
        await session.execute(delete(Clip).where(Clip.machine != "", Clip.id <= too_many))


def _digest_of_sound(ogg: bytes, mp4: bytes) -> str:
    return hashlib.sha256(ogg + mp4).hexdigest()[:32]


async def offer_sound_first(
    session: AsyncSession, participant: Participant, *, wanted: bool
) -> None:
    """Keep that a participant wants everything to be read to them, or does not any more."""
    participant.heard_first = wanted
    await session.flush()


async def remove_clip(session: AsyncSession, language: str, spoken: str) -> None:
    """Take away what was spoken of some words in a language."""
    await session.execute(delete(Clip).where(Clip.language == language, Clip.spoken == spoken))
