"""When it is time again, for somebody whom nothing tells of it: a line, and a calendar file."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from bot.app_context import AppContext
from bot.channels.web.beside.calendar import calendar_response
from bot.channels.web.sign_in.visitor import Front
from bot.files.calendar import next_time_file
from bot.languages.catalog import catalog
from storage.people.participants import Person
from storage.people.timing import zone_of
from storage.reminders.queue import next_asking_at

FILE_ADDRESS = "/chat/next.ics"


async def next_time_line(session: AsyncSession, app: AppContext, person: Person) -> str:
    """Say on which day the next question lies in the chat; empty where it is said by a message."""
    if person.knocks or person.quiet:
        return ""
    at = await next_asking_at(session, person.participant.id)
    if at is None:
        return ""
    texts = catalog(person.participant.language)
    day = at.astimezone(zone_of(person.participant, app.calendar)).date()
    # NOTE: {day} is when the person finds new questions on the page. No time of day.
    return texts.gettext("Nästa gång är {day}.").format(day=texts.date(day))


@dataclass(frozen=True)
class NextTimeFiles:
    """Hands out the next time for the phone's calendar."""

    front: Front

    async def file(self, _request: Request, person: Person) -> Response:
        """Give the file; not there where nothing is planned."""
        async with self.front.app.database.reading() as session:
            at = await next_asking_at(session, person.participant.id)
        language = person.participant.language
        if at is None:
            return self.front.page("trouble.html", language, 404, kind="nowhere")
        now = self.front.app.clock()
        return calendar_response(next_time_file(person.participant.id, at, now, catalog(language)))
