"""The addresses of the web chat."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app_context import AppContext
from bot.channels.web.account import AccountPages
from bot.channels.web.beside.listening import ListeningChoice, OwnSounds
from bot.channels.web.beside.meetings import MeetingFiles
from bot.channels.web.beside.next_time import FILE_ADDRESS, NextTimeFiles
from bot.channels.web.beside.second_language import SecondLanguage
from bot.channels.web.beside.speaking import SpokenPages
from bot.channels.web.beside.whereabouts import WhereaboutsPages
from bot.channels.web.chat import ChatPages
from bot.channels.web.entry import EntryPages
from bot.channels.web.knock import KnockPages
from bot.channels.web.own_data import OwnDataPages
from bot.channels.web.sign_in.visitor import Handler, make_front
from bot.web import row_id  # noqa: F401  # addresses name rows


def chat_routes(app: AppContext) -> list[BaseRoute]:
    """List the chat's routes."""
    ours = make_front(app)
    entry, chat, own = EntryPages(ours), ChatPages(ours), AccountPages(ours)
    data, knock = OwnDataPages(ours), KnockPages(ours)

    def shown(path: str, handler: Handler) -> Route:
        return Route(path, handler, methods=["GET"])

    def taken(path: str, handler: Handler) -> Route:
        return Route(path, ours.ours(handler), methods=["POST"])

    return [
        shown("/", _redirect_to_chat),
        shown("/c/{code}", entry.look),
        taken("/c/{code}", entry.enter),
        shown("/chat", chat.show),
        taken("/chat", chat.answer),
        shown("/chat/help", ours.require_account(own.help)),
        shown("/chat/coach", ours.require_account(WhereaboutsPages(ours).show)),
        shown("/chat/mydata", ours.require_account(data.show)),
        taken("/chat/mydata", ours.require_account(data.file)),
        shown("/chat/link", ours.require_account(own.link)),
        shown("/chat/knock", ours.require_account(knock.show)),
        taken("/chat/knock", ours.require_account(knock.change)),
        shown("/chat/meetings/{meeting:row}.ics", ours.require_account(MeetingFiles(ours).file)),
        shown(FILE_ADDRESS, ours.require_account(NextTimeFiles(ours).file)),
        shown("/chat/spoken/{recording:row}.m4a", ours.require_account(SpokenPages(ours).play)),
        shown("/chat/heard/{sound:row}.ogg", ours.require_account(OwnSounds(ours).play)),
        shown("/chat/heard/{sound:row}.m4a", ours.require_account(OwnSounds(ours).play)),
        taken("/chat/listening", ListeningChoice(ours).keep),
        taken("/chat/beside", ours.require_account(SecondLanguage(ours).choose)),
        taken("/chat/link", ours.require_account(own.change_link)),
        taken("/chat/out", ours.require_account(own.out)),
    ]


async def _redirect_to_chat(_request: Request) -> Response:
    return RedirectResponse("/chat", 303)
