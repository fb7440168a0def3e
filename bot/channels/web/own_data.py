"""Everything that is stored about the person: a page to read first, and a file if they want it."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.beside.listening import listening_to
from bot.channels.web.sign_in.visitor import Front
from bot.files.personal_data import personal_data_file, personal_data_parts
from dialogs.labels.commands import read_aloud_text
from dialogs.texts import Texts
from storage.people.audit import Audit, log_action
from storage.people.participants import Person


def heading(t: Texts) -> str:
    """Say what the page is."""
    return t.gettext("Det här är sparat om dig")


@dataclass(frozen=True)
class OwnDataPages:
    """What a person can see of themselves."""

    front: Front

    async def show(self, _request: Request, person: Person) -> Response:
        """Show it: on a phone that others use too, nothing is left behind."""
        app, participant = self.front.app, person.participant
        parts, texts = await personal_data_parts(app, participant.id)
        said = [heading(texts), read_aloud_text(texts)]
        async with app.database.reading() as session:
            listening = await listening_to(
                session,
                app,
                texts.language,
                said,
                chosen=participant.heard_first,
                person=person,
            )
        return self.front.page(
            "mydata.html",
            texts.language,
            person=person,
            parts=parts,
            heading=said[0],
            read_aloud=said[1],
            listening=listening,
        )

    async def file(self, _request: Request, person: Person) -> Response:
        """Hand it out as a file, to whoever has pressed for it."""
        app = self.front.app
        file = await personal_data_file(app, person.participant.id)
        async with app.database.writing() as session:
            await log_action(
                session, Audit.OWN_DATA_READ, app.clock(), participant_id=person.participant.id
            )
        named = {"Content-Disposition": 'attachment; filename="mydata.html"'}
        return Response(file, media_type="text/html; charset=utf-8", headers=named)
