"""Words that were spoken: kept in the turn they come in, and forgotten when nothing has them."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.aside import can_convert, convert_speech_aside
from bot.clips.clip import ClipError, ClipFault
from bot.turn.arrival import Arrival, FormWords, Recorded, WordsForCoach
from dialogs.engine.event import Spoken, Unreadable, Written
from dialogs.engine.reply import Code
from dialogs.talks.routing import Routed
from dialogs.talks.stack import Stack
from dialogs.words.spoken import has_recording, spoken_text
from storage.talk.spoken_words import (
    forget_unused_recordings,
    has_room,
    store_recording,
)


async def why_not_kept(session: AsyncSession, participant_id: int, now: dt.datetime) -> Code | None:
    """Say why a recording is not taken from somebody, before anything is done about it.

    None where it is taken.
    """
    if not can_convert():
        return Code.UNREADABLE
    return None if await has_room(session, participant_id, now) else Code.SPOKEN_TOO_MANY


async def recorded_event(
    recorded: bytes, *, token: str = "", written: Written | None = None, for_coach: bool = False
) -> Recorded | Unreadable:
    """Convert what somebody has said, beside everything else, or say why it cannot be kept.

    What it is for is as in ``Recorded``.
    """
    try:
        made = await convert_speech_aside(recorded)
    except ClipError as fault:
        return Unreadable(code_of(fault.fault))
    return Recorded(made, token, written, for_coach)


def code_of(fault: ClipFault) -> Code:
    """Give what is said to somebody whose recording cannot be kept."""
    match fault:
        case ClipFault.TOO_LARGE | ClipFault.TOO_LONG:
            return Code.SPOKEN_TOO_LONG
        case ClipFault.UNREADABLE | ClipFault.TOO_SHORT | ClipFault.SILENT:
            return Code.SPOKEN_UNCLEAR
        case ClipFault.NO_CONVERTER:
            return Code.UNREADABLE


async def with_kept_recording(
    session: AsyncSession, participant_id: int, arrival: Arrival, now: dt.datetime
) -> Arrival:
    """Keep what was spoken, and let words that stand for it arrive instead."""
    event = arrival.event
    if not isinstance(event, Recorded):
        return arrival
    if not await has_room(session, participant_id, now):
        return replace(arrival, event=Unreadable(Code.SPOKEN_TOO_MANY))
    made = event.speech
    kept = await store_recording(session, participant_id, made.sound, made.seconds, now)
    text = spoken_text(kept, made.seconds)
    if event.for_coach:
        return replace(arrival, event=WordsForCoach(text))
    if event.token:
        return replace(arrival, event=FormWords(event.token, text))
    return replace(arrival, event=Spoken(text, event.written))


async def forget_what_was_left(
    session: AsyncSession,
    participant_id: int,
    arrival: Arrival,
    stack: Stack,
    routed: Routed,
    now: dt.datetime,
) -> None:
    """Forget recordings that a turn has left behind; most turns have nothing to do with any."""
    moves = [routed.move, routed.amended.move if routed.amended else None]
    touched = [move.conversation for move in moves if move is not None]
    touched += [one.conversation for one in stack]
    words = [said.words for one in touched for said in one.answers.values()]
    if isinstance(arrival.event, Spoken | FormWords | WordsForCoach):
        words.append(arrival.event.text)
    if any(map(has_recording, words)):
        await forget_unused_recordings(session, participant_id, now)
