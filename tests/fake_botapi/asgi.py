"""The ASGI application: HTTP in, the world asked, HTTP out."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable

from starlette.types import Receive, Scope, Send

from tests.fake_botapi.bodies import Raw, Upload, parse_body
from tests.fake_botapi.errors import (
    BotApiError,
    ClientGoneError,
    breach,
    refusal,
    too_many_requests,
)
from tests.fake_botapi.faults import PAGES, REFUSALS, SPOILT, Fault, next_fault
from tests.fake_botapi.methods import perform
from tests.fake_botapi.params import typed
from tests.fake_botapi.signatures import method_named
from tests.fake_botapi.spec import deviations
from tests.fake_botapi.world import Call, Request, World

ABORT = "fake_botapi.abort"  # the scope extension that cuts the connection
_HTML = b"<html><head><title>502 Bad Gateway</title></head></html>"
Gone = Callable[[], Awaitable[None]]


async def read_body(receive: Receive) -> bytes:
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def reply(send: Send, status: int, body: bytes, kind: bytes = b"application/json") -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def content_type(scope: Scope) -> str:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == b"content-type"), "")


class BotApiApp:
    """Answers /bot<token>/<method>."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, from its body to its answer or to silence."""

        async def gone() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        with contextlib.suppress(ClientGoneError):
            body = await read_body(receive)
            raw_path: str = scope["path"]
            if raw_path.startswith("/file/"):
                await self._serve_file(raw_path, send)
                return
            token, _, name = raw_path.removeprefix("/bot").rpartition("/")
            call = Call(method_named(name) or name, {})
            self._world.calls.append(call)
            try:
                await self._answer(call, token, scope, body, gone, send)
                call.outcome = "ok" if call.outcome == "pending" else call.outcome
            except BotApiError as error:
                call.outcome = f"{error.code} {error.description}"
                if error.violation:
                    self._world.violate(call.method, error.violation)
                await reply(send, error.code, json.dumps(error.body()).encode())
            except ClientGoneError:
                call.outcome = "gone" if call.outcome == "pending" else call.outcome
                raise
            finally:
                self._world.touch()

    async def _serve_file(self, path: str, send: Send) -> None:
        """Hand out a file that ``getFile`` has named."""
        of_bot, _, name = path.removeprefix("/file/bot").partition("/")
        content = self._world.files.get(name.removeprefix("files/"))
        if of_bot != self._world.token or content is None:
            self._world.violate("a file", "an unknown token or path")
            await reply(send, 404, b"{}")
        else:
            await reply(send, 200, content, b"application/octet-stream")

    async def _answer(
        self, call: Call, token: str, scope: Scope, body: bytes, gone: Gone, send: Send
    ) -> None:
        request = self._typed(call, token, scope, body)
        fault = next_fault(self._world.faults, call.method, self._chat_of(request))
        if fault is not None:
            await self._fail_first(fault, call, scope, gone, send)
            if fault.kind in PAGES:
                return
        result = await perform(self._world, request, gone)
        body = json.dumps({"ok": True, "result": result}).encode()
        if fault is None:
            await reply(send, 200, body)
        else:
            self._world.touch()  # it is carried out, whatever becomes of the answer
            await self._spoil_answer(fault, body, gone, send)

    def _typed(self, call: Call, token: str, scope: Scope, body: bytes) -> Request:
        world, method = self._world, call.method

        def note(why: str) -> None:
            world.violate(method, why)

        if token != world.token:
            raise breach("Unauthorized", "an unknown token", code=401)
        raw: Raw = parse_body(content_type(scope), scope["query_string"], body)
        call.params = {
            name: value.summary() if isinstance(value, Upload) else value
            for name, value in raw.items()
        }
        for deviation in deviations(method, raw):
            note(deviation)
        if method_named(method) is None:
            raise breach("Not Found", "this method is not one the fake knows", code=404)
        params = typed(method, raw, note)
        call.params |= {k: v for k, v in params.items() if not isinstance(v, Upload)}
        return Request(method, params, note)

    def _chat_of(self, request: Request) -> object:
        if request.method == "answerCallbackQuery":
            callback = self._world.callbacks.get(request.params["callback_query_id"])
            return callback.chat_id if callback else None
        return request.params.get("chat_id")

    async def _spoil_answer(self, fault: Fault, body: bytes, gone: Gone, send: Send) -> None:
        """The faults in which the request is carried out."""
        match fault.kind:
            case "timeout_after_delivery":
                await _stall(None, gone)
            case "slow":
                await _stall(fault.seconds, gone)
                await reply(send, 200, body)
            case "half_json":
                await reply(send, 200, body[: len(body) // 2])
            case "long_number":
                await reply(send, 200, body[:-1] + b', "more": ' + b"9" * 5000 + b"}")
            case kind:
                await reply(send, *SPOILT[kind])

    async def _fail_first(
        self, fault: Fault, call: Call, scope: Scope, gone: Gone, send: Send
    ) -> None:
        """The faults in which the request is not carried out."""
        call.outcome = f"fault {fault.kind}"
        if fault.kind == "error_500":
            raise refusal("Internal Server Error", code=500)
        if fault.kind in REFUSALS:
            code, description = REFUSALS[fault.kind]
            raise refusal(description, code=code)
        if fault.kind == "retry_after":
            raise too_many_requests(int(fault.seconds))
        if fault.kind == "disconnect":
            scope["extensions"][ABORT]["cut"]()
            await gone()
            raise ClientGoneError
        if fault.kind in PAGES:
            await reply(send, PAGES[fault.kind], _HTML, b"text/html")


async def _stall(seconds: float | None, gone: Gone) -> None:
    """Keep the client waiting, for good without `seconds`."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(gone(), seconds)
        raise ClientGoneError
