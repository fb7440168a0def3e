"""The server's own HTTP interface, for tests and benchmarks in another process.

``POST /control/<operation>`` with a JSON object of arguments; the answer is ``{"result": …}`` or
``{"error": …}``. The operations are the methods of `FakeBotApi` of the same name.
"""

import contextlib
import dataclasses
import inspect
import json
from typing import Any

from starlette.types import Receive, Scope, Send

from tests.fake_botapi.asgi import read_body, reply
from tests.fake_botapi.errors import ClientGoneError
from tests.fake_botapi.world import World

_METHODS = frozenset({
    "user", "group", "starts", "says", "group_says", "sends_sticker", "sends_voice", "sends_photo",
    "inject", "jumps_to", "edits", "deletes", "blocks", "unblocks", "deactivates", "presses",
    "callback_expires", "newest", "messages", "versions", "transcript", "mark", "wait_for",
    "refuses_voice", "forgets_files", "pending", "fault", "calls_of", "forget_calls",
    "assert_clean",
})  # fmt: skip
_ATTRIBUTES = frozenset({"calls", "violations", "url", "token"})


class ControlApp:
    """Answers /control/<operation>; "batch" carries out a list of [operation, arguments]."""

    def __init__(self, api: World) -> None:
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One operation."""
        with contextlib.suppress(ClientGoneError):
            body = await read_body(receive)
            operation = scope["path"].removeprefix("/control/")
            try:
                result = await self._perform(operation, json.loads(body or b"{}"))
                status, answer = 200, {"result": result}
            except (LookupError, ValueError, TypeError, AssertionError) as error:
                status, answer = 400, {"error": f"{type(error).__name__}: {error}"}
            await reply(send, status, json.dumps(answer, default=_plain).encode())

    async def _perform(self, operation: str, arguments: Any) -> object:
        if operation == "batch":
            return [await self._perform(name, inner) for name, inner in arguments["operations"]]
        if operation in _ATTRIBUTES:
            return getattr(self._api, operation)
        if operation not in _METHODS:
            raise LookupError(f"no operation {operation!r}")
        result = getattr(self._api, operation)(**arguments)
        return await result if inspect.isawaitable(result) else result


def _plain(value: Any) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
