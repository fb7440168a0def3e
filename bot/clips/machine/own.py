"""What is heard by one person alone: their coach's words about their meetings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.heard import NOTHING, Sound, own_name
from bot.clips.machine.drafts import Drafts
from bot.clips.pieces import lines_of
from dialogs.engine.conversation import Conversation
from dialogs.talks.meeting import (
    cancelled_line,
    coach_line,
    next_meeting_line,
    place_line,
    reminder_lines,
)
from dialogs.talks.routing import replay_of
from dialogs.texts import Texts
from dialogs.words.heard import Told
from storage.meetings.facts import meeting_facts
from storage.meetings.meetings import coming_meetings
from storage.meetings.messages import KIND
from storage.meetings.sounds import sounds_of_meetings
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from storage.tables.words import MeetingSound

PHASES = ("booked", "changed", "reminder")


async def own_sounds(
    session: AsyncSession, drafts: Drafts, participant_id: int, texts: Texts
) -> dict[str, Sound]:
    """Find what is heard of the coach's words about somebody's meetings, by the line shown.

    What is written and cannot be heard yet is wished for. A line that is said of two meetings in
    two ways is read: nobody hears of another day what was meant for this one.
    """
    meetings = await coming_meetings(session, participant_id, drafts.clock())
    rows = await sounds_of_meetings(session, meetings)
    heard = {meeting.id: _of_meeting(rows, meeting) for meeting in meetings}
    for meeting in meetings:
        if not heard[meeting.id]:
            drafts.wish_meeting(meeting.id)
    found = defaultdict[str, list[Sound]](list)
    for meeting in meetings:
        for line, sound in _by_line(texts, meeting, heard[meeting.id]).items():
            found[line].append(sound)
    return {line: sounds[0] for line, sounds in found.items() if _is_one(sounds)}


def prepare_meeting(
    drafts: Drafts, participant: Participant, meeting: Meeting, zone: dt.tzinfo
) -> None:
    """Let be read what somebody who listens is told of a meeting: it is said once or twice only."""
    if not participant.heard_first:
        return
    scene = drafts.installation.scene(participant.language, "")
    facts = meeting_facts(meeting, participant, zone)
    told = (next_meeting_line(scene.texts, facts, None), cancelled_line(scene.texts, facts))
    said = [one.text for one in (*told, *reminder_lines(scene.texts, facts))]
    for phase in PHASES:
        asked = replay_of(Conversation(KIND, {**facts, "phase": phase}), scene).ask
        said += [asked.text, *(option.label for option in asked.options)] if asked else []
    for line in dict.fromkeys(line for text in said for line in lines_of(text)):
        drafts.wish(participant.language, line)
    drafts.wish_meeting(meeting.id)


def _is_one(sounds: Sequence[Sound]) -> bool:
    """Tell whether a line says the same whichever meeting it is about."""
    return all(sounds) and (len(sounds) == 1 or all(sound.machine for sound in sounds))


def _of_meeting(rows: Sequence[MeetingSound], meeting: Meeting) -> Mapping[Told, Sound]:
    mine = [row for row in rows if row.meeting_id == meeting.id]
    return {
        told: Sound(
            tuple(own_name(row.id) for row in mine if row.told is told),
            machine=told is not Told.RECORDED,
        )
        for told in {row.told for row in mine}
    }


def _by_line(texts: Texts, meeting: Meeting, heard: Mapping[Told, Sound]) -> dict[str, Sound]:
    place, line = place_line(texts, meeting.place), coach_line(meeting.line or "")
    said = {place: heard.get(Told.RECORDED) or heard.get(Told.PLACE, NOTHING)}
    if meeting.line:
        said[line] = heard.get(Told.LINE, NOTHING)
    return said
