"""Meetings in the web chat: what stands beside the conversation, and the calendar file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from bot.app_context import AppContext
from bot.channels.web.beside.calendar import calendar_response
from bot.channels.web.sign_in.visitor import Front
from bot.files.calendar import calendar_file
from bot.languages.catalog import catalog
from dialogs.agenda.answers import MeetingAnswer
from dialogs.engine.reply import Offer
from dialogs.talks.meeting import cancelled_line, next_meeting_line
from storage.meetings.facts import meeting_facts
from storage.meetings.meetings import next_meeting, own_meeting, upcoming_meetings
from storage.meetings.messages import KIND
from storage.people.participants import Person
from storage.people.timing import zone_of
from storage.tables.agenda import Meeting
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of

NEAR = dt.timedelta(days=2)
"""A meeting so close, or so newly called off, is told of beside another question as well."""


@dataclass(frozen=True)
class MeetingLines:
    """A few lines about one meeting; ``file`` is the address of its calendar file.

    ``offers`` are the buttons that answer about it: on every meeting that is still to come.
    """

    lines: tuple[str, ...]
    file: str
    off: bool = False
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class MeetingsBeside:
    """What a page of the chat says of meetings. ``asked`` is the file of the one asked about."""

    notes: tuple[MeetingLines, ...] = ()
    asked: str = ""

    @property
    def texts(self) -> list[str]:
        """List the lines of all notes, and what their buttons say."""
        buttons = [offer.label for note in self.notes for offer in note.offers]
        return [line for note in self.notes for line in note.lines] + buttons


async def meetings_beside(
    session: AsyncSession,
    app: AppContext,
    person: Person,
    top: StoredConversation | None,
    last: StoredConversation | None = None,
) -> MeetingsBeside:
    """Say what to show: the next meeting, where another question is open only if it is near.

    The one that ``last`` was about, whose last lines are on the page, is there in any case. What
    has been called off is told of for two days, and for the last two before it.
    """
    now = app.clock()
    found = await upcoming_meetings(session, person.participant.id, now)
    talk = conversation_of(top) if top is not None and top.dialog == KIND else None
    asked = talk.facts["meeting"] if talk else None
    declined = talk is not None and any(
        said.key == MeetingAnswer.CANNOT for said in talk.answers.values()
    )
    told = conversation_of(last).facts["meeting"] if last and last.dialog == KIND else None
    off = [one for one in found if one.cancelled and _is_near(one, now)]
    coming = [one for one in found if not one.cancelled]
    first = next_meeting(coming)
    shown = [
        one
        for one in coming
        if one.id == told or (one is first and (top is None or _is_near(one, now)))
    ]
    file = next((file_address(meeting) for meeting in found if meeting.id == asked), "")
    return MeetingsBeside(
        tuple(_lines_of_meetings([*off, *(one for one in shown if one.id != asked)], app, person)),
        "" if declined else file,
    )


def _is_near(meeting: Meeting, now: dt.datetime) -> bool:
    newly_off = meeting.cancelled and now - meeting.changed_at < NEAR
    return newly_off or meeting.starts_at - now < NEAR


def _lines_of_meetings(
    meetings: list[Meeting], app: AppContext, person: Person
) -> Iterator[MeetingLines]:
    texts = catalog(person.participant.language)
    zone = zone_of(person.participant, app.calendar)
    for meeting in meetings:
        facts = meeting_facts(meeting, person.participant, zone)
        if meeting.cancelled:
            said = cancelled_line(texts, facts)
        else:
            said = next_meeting_line(texts, facts, meeting.answer)
        # One that is refused does not belong in a calendar.
        refused = meeting.answer == MeetingAnswer.CANNOT and not meeting.cancelled
        file = "" if refused else file_address(meeting)
        yield MeetingLines(tuple(said.text.split("\n")), file, meeting.cancelled, said.offers)


def file_address(meeting: Meeting) -> str:
    """Give the address of a meeting's calendar file; it opens for the person themselves only."""
    return f"/chat/meetings/{meeting.id}.ics"


@dataclass(frozen=True)
class MeetingFiles:
    """Hands out calendar files."""

    front: Front

    async def file(self, request: Request, person: Person) -> Response:
        """Give the file of a meeting of one's own; anybody else's is not there."""
        number: int = request.path_params["meeting"]
        async with self.front.app.database.reading() as session:
            meeting = await own_meeting(session, person.participant.id, number)
        language = person.participant.language
        if meeting is None:
            return self.front.page("trouble.html", language, 404, kind="nowhere")
        return calendar_response(calendar_file(meeting, catalog(language)))
