"""What a gateway posts to us: reports, and answers. The key in the address shows that it is it."""

import hmac
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app_context import AppContext
from bot.channels.sms.calls import provider_of
from bot.channels.sms.provider import SmsAnswer
from bot.settings.services.sms import SmsGateway
from bot.turn.arrival import Arrival
from bot.web import row_id  # noqa: F401  # addresses name rows
from bot.web.forms import read_form
from dialogs.engine.event import Command
from dialogs.people.accounts import Channel
from dialogs.words.plain import plain
from storage.knocks.reports import people_with_number, record_report
from storage.people.participants import newest_open_account

STOP_WORDS = frozenset(
    {
        "stop",
        "stopp",
        "stoppa",
        "sluta",
        "avsluta",
        "قف",
        "توقف",
        "وقف",
        "بس",
        "ودرېږه",
        "ودروئ",
        "بوەستە",
        "بەس",
        "rawestîne",
        "bes",
        "dur",
        "durdur",
        "jooji",
        "joogso",
        "ደው",
        "เลิก",
        "หยุด",
        "стоп",
        "досить",
        "хватит",
        "koniec",
        "basta",
        "alto",
        "para",
    }
)
"""What ends all messages: a word that stands alone, in the languages of our texts."""
AGAIN = 503
"""Asks a gateway to report once more in a while."""


def report_address(app: AppContext, gateway: SmsGateway, reminder_id: int) -> str:
    """Give the address at which a gateway says what became of a message."""
    return f"{app.settings.public_url}/sms/{gateway.callback_key}/report/{reminder_id}"


def is_stop(answer: SmsAnswer) -> bool:
    """Tell whether an answer ends all messages."""
    return plain(answer.text) in _PLAIN_STOP_WORDS


_PLAIN_STOP_WORDS = frozenset(map(plain, STOP_WORDS))


def stop_arrival(address: str) -> Arrival:
    """Translate an answer that says stop: as if it were said in the person's own chat."""
    return Arrival(Channel.WEB, address, Command("stop"))


@dataclass(frozen=True)
class SmsPages:
    """The addresses of the gateway. An answer of 204 is all that it is told."""

    app: AppContext

    def _gateway(self, request: Request) -> SmsGateway:
        """Give the gateway that knows the key; nobody else learns that there is anything here."""
        gateway = self.app.settings.sms
        given = request.path_params["key"].encode()
        if gateway is None or not hmac.compare_digest(given, gateway.callback_key.encode()):
            raise HTTPException(404)
        return gateway

    async def report(self, request: Request) -> Response:
        """Write down whether a message was delivered."""
        gateway = self._gateway(request)
        delivered = provider_of(gateway).is_delivered(await read_form(request))
        if delivered is None:
            return Response(status_code=204)
        app = self.app
        async with app.database.writing() as session:
            taken = await record_report(
                session,
                request.path_params["message"],
                delivered=delivered,
                now=app.clock(),
                calendar=app.calendar,
            )
        return Response(status_code=204) if taken else PlainTextResponse("again", AGAIN)

    async def answer(self, request: Request) -> Response:
        """Take an SMS of somebody's: STOP is obeyed, and nobody reads or keeps anything else."""
        gateway = self._gateway(request)
        answer = provider_of(gateway).sms_in(await read_form(request))
        if answer is not None and is_stop(answer):
            await self._stop(answer.sender)
        return Response(status_code=204)

    async def _stop(self, number: str) -> None:
        """Let everybody with that number have said stop."""
        app = self.app
        async with app.database.reading() as session:
            people = await people_with_number(session, number)
        for who in people:
            async with app.database.writing() as session:
                account = await newest_open_account(session, who, Channel.WEB)
                if account is not None:
                    await app.turns.take(session, stop_arrival(account.address))


def sms_routes(app: AppContext) -> list[BaseRoute]:
    """List the addresses of the gateway; there are none without one."""
    if app.settings.sms is None:
        return []
    ours = SmsPages(app)
    return [
        Route("/sms/{key}/report/{message:row}", ours.report, methods=["POST"]),
        Route("/sms/{key}/answer", ours.answer, methods=["POST"]),
    ]
