"""The page that says who the coach is and how to reach them, and where the person is."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.beside.listening import listening_to
from bot.channels.web.sign_in.visitor import Front
from dialogs.orientation.whereabouts import coach_says, otherwise_line, readers_offers, way_says
from dialogs.people.coach import contact_lines
from storage.orientation.coach import reader_of
from storage.orientation.whereabouts import read_whereabouts
from storage.people.participants import Person


@dataclass(frozen=True)
class WhereaboutsPages:
    """Shows it to the person themselves."""

    front: Front

    async def show(self, _request: Request, person: Person) -> Response:
        """Show what is true now; numbers and addresses can be pressed."""
        app, participant = self.front.app, person.participant
        scene = app.installation.scene_of(person)
        async with app.database.reading() as session:
            known = await read_whereabouts(session, participant, app.clock(), app.calendar)
            reader = await reader_of(session, participant)
            about, otherwise = coach_says(scene, known), otherwise_line(scene)
            way = way_says(scene, known)
            said = [*about, otherwise, *(one.text for one in way)]
            readers = readers_offers(scene, known)
            offered = [*readers, *(offer for one in way for offer in one.offers)]
            said += [offer.label for offer in offered]
            listening = await listening_to(
                session,
                app,
                participant.language,
                said,
                chosen=participant.heard_first,
                person=person,
            )
        return self.front.page(
            "coach.html",
            participant.language,
            person=person,
            listening=listening,
            about=about,
            ways=contact_lines(scene.texts, known.coach) if known.coach else (),
            otherwise=otherwise,
            readers=readers,
            way=way,
            reader=reader,
            urgent=scene.urgent,
            offer_token=self.front.offer_token(person),
        )
