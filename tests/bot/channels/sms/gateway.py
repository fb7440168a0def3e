"""A gateway on this machine, as strict as 46elks: it checks what it gets, and reports."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import phonenumbers
from aiohttp import web

from dialogs.words.sms import sms_parts

USER, PASSWORD = "u123", "p@ss:word"
KNOWN = {"from", "to", "message", "dontlog", "whendelivered"}


@dataclass
class FakeGateway:
    """Takes SMS. ``answers`` are given instead, one an SMS: a status with a body, or *lost*."""

    answers: list[tuple[int, str] | str] = field(default_factory=list)
    taken: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    def _is_known(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "").removeprefix("Basic ")
        return base64.b64decode(given).decode() == f"{USER}:{PASSWORD}"

    async def send(self, request: web.Request) -> web.StreamResponse:
        if not self._is_known(request):
            return web.Response(status=401, text="Unauthorized")
        form = {name: str(value) for name, value in (await request.post()).items()}
        assert set(form) <= KNOWN, form
        number = phonenumbers.parse(form["to"])
        assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == form["to"]
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, tuple):
            return web.Response(status=answer[0], text=answer[1])
        self.taken.append(form)
        if answer == "lost":
            assert request.transport
            request.transport.close()
        parts = sms_parts(form["message"])
        return web.json_response(
            {"id": f"s{len(self.taken)}", "status": "created", "parts": parts, "cost": 3500 * parts}
        )

    async def me(self, request: web.Request) -> web.Response:
        if not self._is_known(request):
            return web.Response(status=401, text="Unauthorized")
        return web.json_response({"currency": "SEK", "balance": 1_000_000})


@asynccontextmanager
async def gateway() -> AsyncIterator[FakeGateway]:
    fake = FakeGateway()
    app = web.Application()
    app.add_routes([web.post("/a1/sms", fake.send), web.get("/a1/me", fake.me)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.port = runner.addresses[0][1]
    try:
        yield fake
    finally:
        await runner.cleanup()
