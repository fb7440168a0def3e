"""Words that were spoken: kept in the turn they come in, and forgotten when nothing has them."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.aside import can_convert, convert_speech_aside
from bot.clips.clip import ClipError, ClipFault
from bot.clips.in_turn import in_turn
from bot.turn.arrival import Arrival, FormWords, Recorded, WordsForCoach
from bot.turn.beside import words_too_late
from dialogs.engine.event import Opened, Spoken, Unreadable, Written
from dialogs.engine.reply import Code
from dialogs.talks.routing import Routed
from dialogs.talks.stack import Stack
from dialogs.words.spoken import has_recording, spoken_text
from storage.people.participants import hold_participant
from storage.talk.recording_tries import Try, begin_try, recording_digest, store_recording
from storage.talk.spoken_words import forget_unused_recordings, recordings_for_coach


async def begin_recording(
    session: AsyncSession, participant_id: int, name: str, now: dt.datetime
) -> Try | Code:
    """Count a recording before anything is done about it, or say why it is not taken.

    ``name`` is what its channel knows it by: the same twice is the one that is known.
    """
    if not can_convert():
        return Code.UNREADABLE
    await hold_participant(session, participant_id)
    digest = recording_digest(participant_id, name)
    return await begin_try(session, participant_id, digest, now) or Code.SPOKEN_TOO_MANY


async def recorded_event(
    tried: Try,
    recorded: bytes,
    *,
    token: str = "",
    written: Written | None = None,
    for_coach: bool = False,
) -> Recorded | Unreadable:
    """Convert what somebody has said, beside everything else, or say why it cannot be kept.

    What it is for is as in ``Recorded``.
    """
    made = None
    try:
        if not tried.is_known:
            async with in_turn(tried.participant_id):
                made = await convert_speech_aside(recorded)
    except ClipError as fault:
        return Unreadable(code_of(fault.fault))
    return Recorded(tried, made, token, written, for_coach)


def code_of(fault: ClipFault) -> Code:
    """Give what is said to somebody whose recording cannot be kept."""
    match fault:
        case ClipFault.TOO_LARGE | ClipFault.TOO_LONG:
            return Code.SPOKEN_TOO_LONG
        case ClipFault.UNREADABLE | ClipFault.TOO_SHORT | ClipFault.SILENT:
            return Code.SPOKEN_UNCLEAR
        case ClipFault.NOT_CONVERTED:
            return Code.SPOKEN_NOT_TAKEN
        case ClipFault.NO_CONVERTER:
            return Code.UNREADABLE


async def with_kept_recording(
    session: AsyncSession, participant_id: int, arrival: Arrival, now: dt.datetime
) -> Arrival:
    """Keep what was spoken, and let words that stand for it arrive instead."""
    event = arrival.event
    if not isinstance(event, Recorded):
        return arrival
    kept: Try | None = event.tried
    if event.speech is not None:
        made = event.speech
        kept = await store_recording(session, event.tried, made.sound, made.seconds, now)
    if kept is None or kept.participant_id != participant_id:
        return replace(arrival, event=Unreadable(Code.SPOKEN_TOO_MANY))
    text = spoken_text(kept.recording, kept.seconds)
    came_before = event.speech is None or kept.recording != event.tried.recording
    again = came_before and await _is_taken(session, kept, text)
    return replace(arrival, event=_words_of(event, text, again=again))


async def _is_taken(session: AsyncSession, kept: Try, text: str) -> bool:
    """Tell whether a recording is an answer already, or the coach may hear it."""
    if kept.recording in await recordings_for_coach(session, kept.participant_id):
        return True
    return not await words_too_late(session, kept.participant_id, text)


def _words_of(
    event: Recorded, text: str, *, again: bool
) -> FormWords | WordsForCoach | Spoken | Opened:
    """Give the words that stand for what was spoken; a message that came before says no more."""
    if event.for_coach:
        return WordsForCoach(text)
    if event.token:
        return FormWords(event.token, text, again)
    return Opened() if again else Spoken(text, event.written)


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
