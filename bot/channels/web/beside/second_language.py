"""Another language beside the person's own: for an interpreter, or a coach, on the same screen."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.sign_in.visitor import Front
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.web.cookies import SignedCookie
from bot.web.forms import read_form
from dialogs.engine.ask import Ask
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from storage.people.participants import Person
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of

_HOURS = 12
"""For how long a browser shows it: a meeting, not a habit."""


@dataclass(frozen=True)
class SecondLanguage:
    """Where Swedish is put beside the person's language, in this browser, and taken away."""

    front: Front

    async def choose(self, request: Request, _person: Person) -> Response:
        """Put it there, or take it away; leads back to the question."""
        form = await read_form(request)
        response = RedirectResponse("/chat#now", 303)
        if form.get("wanted") == "yes":
            self._cookie.write(response, {"beside": True})
        else:
            self._cookie.clear(response)
        return response

    def is_wanted(self, request: Request, scene: Scene) -> bool:
        """Tell whether this browser shows Swedish beside another language."""
        is_other = scene.texts.language != SOURCE_LANGUAGE
        return is_other and self._cookie.read(request) is not None

    def ask(self, request: Request, scene: Scene, top: StoredConversation | None) -> Ask | None:
        """Give the open question in Swedish; None where it is not wanted, or none is open."""
        if top is None or not self.is_wanted(request, scene):
            return None
        return replay_of(conversation_of(top), scene.in_language(SOURCE_LANGUAGE)).ask

    @property
    def _cookie(self) -> SignedCookie:
        settings = self.front.app.settings
        return SignedCookie("beside", settings.secret_key, _HOURS * 3600, settings.secure)
