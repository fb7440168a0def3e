"""Meetings in the web chat: what stands beside the conversation, and the calendar file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from bot.app_context import AppContext
from bot.channels.web.visitor import Front
from bot.files.calendar import FILE_NAME, calendar_file
from bot.languages.catalog import catalog
from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.plan import Plan
from dialogs.talks.meeting import cancelled_line, next_meeting_text
from storage.meetings.facts import meeting_facts
from storage.meetings.meetings import own_meeting, upcoming_meetings
from storage.meetings.messages import KIND
from storage.people.participants import Person
from storage.people.timing import timing_of
from storage.tables.agenda import Meeting
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of

NEAR = dt.timedelta(days=2)
"""A meeting so close, or so newly called off, is told of beside another question as well."""
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class MeetingLines:
    """A few lines about one meeting; ``file`` is the address of its calendar file."""

    lines: tuple[str, ...]
    file: str
    off: bool = False


@dataclass(frozen=True)
class MeetingsBeside:
    """What a page of the chat says of meetings. ``asked`` is the file of the one asked about."""

    notes: tuple[MeetingLines, ...] = ()
    asked: str = ""


async def meetings_beside(
    session: AsyncSession, app: AppContext, person: Person, top: StoredConversation | None
) -> MeetingsBeside:
    """Say what to show: the next meeting, where another question is open only if it is near.

    What has been called off is told of for two days, and for the last two before it.
    """
    now = app.clock()
    found = await upcoming_meetings(session, person.participant.id, now)
    talk = conversation_of(top) if top is not None and top.dialog == KIND else None
    asked = talk.facts["meeting"] if talk else None
    declined = talk is not None and any(
        said.key == MeetingAnswer.CANNOT for said in talk.answers.values()
    )
    off = [one for one in found if one.cancelled and _is_near(one, now)]
    coming = [one for one in found if not one.cancelled][:1]
    if coming and (coming[0].id == asked or (top is not None and not _is_near(coming[0], now))):
        coming = []
    file = next((file_address(meeting) for meeting in found if meeting.id == asked), "")
    return MeetingsBeside(
        tuple(_lines_of_meetings([*off, *coming], app, person)), "" if declined else file
    )


def _is_near(meeting: Meeting, now: dt.datetime) -> bool:
    newly_off = meeting.cancelled and now - meeting.changed_at < NEAR
    return newly_off or meeting.starts_at - now < NEAR


def _lines_of_meetings(
    meetings: list[Meeting], app: AppContext, person: Person
) -> Iterator[MeetingLines]:
    texts = catalog(person.participant.language)
    zone = timing_of(person.participant, Plan(), app.calendar).rhythm.zone
    for meeting in meetings:
        facts = meeting_facts(meeting, person.participant, zone)
        if meeting.cancelled:
            text = cancelled_line(texts, facts).text
        else:
            text = next_meeting_text(texts, facts)
        yield MeetingLines(tuple(text.split("\n")), file_address(meeting), meeting.cancelled)


def file_address(meeting: Meeting) -> str:
    """Give the address of a meeting's calendar file; it opens for the person themselves only."""
    return f"/chat/meetings/{meeting.id}.ics"


@dataclass(frozen=True)
class MeetingFiles:
    """Hands out calendar files."""

    front: Front

    async def file(self, request: Request, person: Person) -> Response:
        """Give the file of a meeting of one's own; anybody else's is not there."""
        number = int(request.path_params["meeting"])
        meeting = None
        if 0 < number <= LARGEST_ID:
            async with self.front.app.database.reading() as session:
                meeting = await own_meeting(session, person.participant.id, number)
        language = person.participant.language
        if meeting is None:
            return self.front.page("trouble.html", language, 404, kind="nowhere")
        made = calendar_file(meeting, catalog(language))
        named = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
        method = "CANCEL" if meeting.cancelled else "PUBLISH"
        kind = f"text/calendar; charset=utf-8; method={method}"
        return Response(made.text.encode(), media_type=kind, headers=named)
