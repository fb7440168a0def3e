"""Beside the conversation: words that answered nothing, and the next meeting with its buttons."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.reply import Code, Notice, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.orientation.whereabouts import whereabouts_lines
from dialogs.talks.routing import words_of
from dialogs.talks.stack import OpenConversation
from dialogs.talks.unheard import (
    Meets,
    lines_beside,
    nobody_reads_line,
    pass_on_line,
    with_lines,
)
from dialogs.words.spoken import has_recording
from storage.meetings.facts import meeting_facts
from storage.meetings.meetings import coming_meetings, next_meeting
from storage.meetings.messages import KIND
from storage.orientation.coach import coach_of, reader_of
from storage.orientation.whereabouts import read_whereabouts
from storage.people.timing import zone_of
from storage.tables.people import Participant
from storage.talk.coach_words import keep_words
from storage.talk.conversations import (
    conversation_of,
    newest_ended_conversation,
    open_conversations,
)
from storage.talk.word_parts import NO_NUMBER

NEAR_A_MEETING = frozenset({Code.IDLE, Code.UNHEARD, Code.UNREADABLE, Code.SPOKEN})
"""Who hears one of these looks for what is next, or has something to say that nobody hears."""


async def with_lines_beside(
    session: AsyncSession,
    replies: tuple[Reply, ...],
    words: str,
    participant: Participant,
    scene: Scene,
    top: OpenConversation | None,
    now: dt.datetime,
    calendar: LocalCalendar,
    number: int = NO_NUMBER,
) -> tuple[Reply, ...]:
    """Put beside the replies what belongs there; ``words`` are those that answered nothing.

    They are kept, sealed, until the person has decided whether the coach may read them, with the
    ``number`` of the message they came in.
    """
    codes = {reply.code for reply in replies if isinstance(reply, Notice)}
    if Code.WHEREABOUTS in codes:
        known = await read_whereabouts(session, participant, now, calendar)
        return (*replies, *whereabouts_lines(scene, known, asked=top is not None))
    if not words and not codes & NEAR_A_MEETING:
        return replies
    said = await _line_about(session, words, number, participant, scene, now) if words else None
    meets = await _next_meeting(session, participant, top, now, calendar)
    return with_lines(replies, lines_beside(scene, said, meets))


async def words_too_late(session: AsyncSession, participant_id: int, text: str) -> str:
    """Give words whose question is closed; "" where they are its answer, sent a second time."""
    rows = [*await open_conversations(session, participant_id)]
    ended = await newest_ended_conversation(session, participant_id)
    rows += [ended] if ended is not None else []
    said = {one.words for row in rows for one in conversation_of(row).answers.values()}
    if has_recording(text):
        return "" if any(text in words for words in said) else text
    return "" if text in said else words_of(text)


async def _line_about(
    session: AsyncSession,
    words: str,
    number: int,
    participant: Participant,
    scene: Scene,
    now: dt.datetime,
) -> Say:
    """Offer to pass words on; where nobody would read them, or may not yet, say that plainly."""
    if await reader_of(session, participant) is None:
        return nobody_reads_line(scene, await coach_of(session, participant))
    kept = await keep_words(session, participant, words, now, number=number)
    said = "" if kept.words == words else kept.words
    return pass_on_line(scene.texts, kept.id, said, spoken=has_recording(kept.words))


async def _next_meeting(
    session: AsyncSession,
    participant: Participant,
    top: OpenConversation | None,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> Meets | None:
    """Find the next meeting, unless it is what is being asked about."""
    meeting = next_meeting(await coming_meetings(session, participant.id, now))
    if meeting is None:
        return None
    if top is not None and top.dialog == KIND and top.conversation.facts["meeting"] == meeting.id:
        return None
    zone = zone_of(participant, calendar)
    return Meets(meeting_facts(meeting, participant, zone), meeting.answer)
