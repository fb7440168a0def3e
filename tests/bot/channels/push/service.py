"""A push service and the browser behind it, on this machine: it opens what only it can open."""

import base64
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import http_ece
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class FakePush:
    """Takes notices. ``answers`` are statuses given instead, one a notice; 0 is a lost answer."""

    public_key: str
    answers: list[int] = field(default_factory=list)
    opened: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    path: str = "/send/abc"

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"0123456789abcdef"

    @property
    def subscription(self) -> str:
        """Give what the browser says of itself."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return json.dumps(
            {
                "endpoint": f"http://127.0.0.1:{self.port}{self.path}",
                "expirationTime": None,
                "keys": {"p256dh": text_of(point), "auth": text_of(self._auth)},
            }
        )

    async def take(self, request: web.Request) -> web.StreamResponse:
        self._check(request)
        body = await request.read()
        answer = self.answers.pop(0) if self.answers else 201
        if answer >= 300:
            return web.Response(status=answer, headers={"Retry-After": "120"})
        clear = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
        )
        self.opened.append(json.loads(clear))
        if answer == 0:
            assert request.transport
            request.transport.close()
        return web.Response(status=201)

    def _check(self, request: web.Request) -> None:
        assert request.path == self.path
        assert request.headers["Content-Encoding"] == "aes128gcm"
        assert int(request.headers["TTL"]) > 0
        said = request.headers["Authorization"]
        assert Vapid02.verify(said)
        parts = dict(one.split("=", 1) for one in said.removeprefix("vapid ").split(","))
        assert parts["k"] == self.public_key
        claims = parts["t"].split(".")[1]
        claimed = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
        assert claimed["aud"] == f"http://127.0.0.1:{self.port}"
        assert claimed["sub"].startswith(("mailto:", "https://"))
        assert claimed["exp"] > time.time() - 10**9  # by the clock of the test


@asynccontextmanager
async def push_service(public_key: str) -> AsyncIterator[FakePush]:
    fake = FakePush(public_key)
    app = web.Application()
    app.add_routes([web.post("/{path:.*}", fake.take)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.port = runner.addresses[0][1]
    try:
        yield fake
    finally:
        await runner.cleanup()
