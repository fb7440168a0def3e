"""The addresses of the web chat."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.account import Own
from bot.channels.web.chat import Chat
from bot.channels.web.entry import Entry
from bot.channels.web.meetings import MeetingFiles
from bot.channels.web.visitor import Handler, front
from bot.parts import Parts


def chat_routes(parts: Parts) -> list[BaseRoute]:
    """List the chat's routes."""
    ours = front(parts)
    entry, chat, own = Entry(ours), Chat(ours), Own(ours)

    def shown(path: str, handler: Handler) -> Route:
        return Route(path, handler, methods=["GET"])

    def taken(path: str, handler: Handler) -> Route:
        return Route(path, ours.ours(handler), methods=["POST"])

    return [
        shown("/", _begin),
        shown("/c/{code}", entry.look),
        taken("/c/{code}", entry.enter),
        shown("/chat", chat.show),
        taken("/chat", chat.answer),
        shown("/chat/help", ours.known(own.help)),
        shown("/chat/mydata", ours.known(own.data)),
        shown("/chat/link", ours.known(own.link)),
        shown("/chat/meetings/{meeting:int}.ics", ours.known(MeetingFiles(ours).file)),
        taken("/chat/link", ours.known(own.change_link)),
        taken("/chat/out", ours.known(own.out)),
    ]


async def _begin(_request: Request) -> Response:
    return RedirectResponse("/chat", 303)
