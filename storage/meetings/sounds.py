"""What a coach says of a meeting, as it is heard: sealed, of one revision, gone with the next."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.words.heard import Told
from storage.tables.agenda import Meeting
from storage.tables.words import MeetingSound

Sounds = Sequence[tuple[bytes, bytes]]
"""The pieces of something that is said: each as Opus in Ogg, and as AAC in mp4."""


async def sounds_of_meetings(
    session: AsyncSession, meetings: Collection[Meeting]
) -> Sequence[MeetingSound]:
    """List what is heard of meetings as they are now, without the sounds themselves."""
    revisions = {meeting.id: meeting.revision for meeting in meetings}
    if not revisions:
        return ()
    rows = await session.scalars(
        select(MeetingSound)
        .where(MeetingSound.meeting_id.in_(revisions))
        .order_by(MeetingSound.meeting_id, MeetingSound.told, MeetingSound.number)
    )
    return [row for row in rows if row.revision == revisions[row.meeting_id]]


async def recording_of_meeting(session: AsyncSession, meeting: Meeting) -> MeetingSound | None:
    """Find what the coach has recorded about a meeting as it is now."""
    rows = await sounds_of_meetings(session, [meeting])
    return next((row for row in rows if row.told is Told.RECORDED), None)


async def meeting_sound(
    session: AsyncSession, number: int, participant_id: int | None = None
) -> tuple[bytes, bytes] | None:
    """Give one as Ogg and as mp4; None where it is gone, or cannot be read.

    With ``participant_id`` None too where it is not theirs.
    """
    asked = select(MeetingSound.ogg, MeetingSound.mp4).where(MeetingSound.id == number)
    if participant_id is not None:
        asked = asked.where(MeetingSound.participant_id == participant_id)
    row = (await session.execute(asked)).one_or_none()
    return (row.ogg, row.mp4) if row and row.ogg and row.mp4 else None


async def mp4_sounds(session: AsyncSession, participant_id: int) -> dict[int, bytes]:
    """Give all that is heard of somebody's meetings by its id, as AAC in mp4."""
    found = await session.execute(
        select(MeetingSound.id, MeetingSound.mp4).where(
            MeetingSound.participant_id == participant_id
        )
    )
    return {number: sound for number, sound in found if sound is not None}


async def keep_recording(
    session: AsyncSession, meeting: Meeting, ogg: bytes, mp4: bytes, now: dt.datetime
) -> None:
    """Keep what the coach has recorded about a meeting, instead of all that was heard of it."""
    await forget_sounds(session, meeting)
    await _add(session, meeting, Told.RECORDED, [(ogg, mp4)], now)


async def keep_reading(
    session: AsyncSession, meeting: Meeting, told: Told, sounds: Sounds, now: dt.datetime
) -> None:
    """Keep what a machine has read of a coach's words."""
    await _add(session, meeting, told, sounds, now)


async def forget_sounds(session: AsyncSession, meeting: Meeting) -> None:
    """Forget all that is heard of a meeting."""
    await session.execute(delete(MeetingSound).where(MeetingSound.meeting_id == meeting.id))


async def _add(
    session: AsyncSession, meeting: Meeting, told: Told, sounds: Sounds, now: dt.datetime
) -> None:
    for number, (ogg, mp4) in enumerate(sounds):
        session.add(
            MeetingSound(
                participant_id=meeting.participant_id,
                meeting_id=meeting.id,
                revision=meeting.revision,
                told=told,
                number=number,
                ogg=ogg,
                mp4=mp4,
                made_at=now,
            )
        )
    await session.flush()
