"""Routes read late stand in their place as if they had been there from the start."""

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from bot.web.later_routes import LaterRoutes


async def _say(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{request.method} {request.path_params.get('name', '')}")


async def test_they_are_read_once_and_answer_as_others_do() -> None:
    reads = []

    def read() -> list[BaseRoute]:
        reads.append(1)
        return [Route("/a/{name}", _say), Route("/a/{name}", _say, methods=["POST"])]

    site = Starlette(routes=[LaterRoutes("/a", read), Route("/{name}", _say)])
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        assert (await client.get("/other")).text == "GET other"
        assert (await client.get("/ab")).text == "GET ab"
        assert reads == [], "nobody has asked for them"
        assert (await client.get("/a/1")).text == "GET 1"
        assert (await client.post("/a/2")).text == "POST 2"
        assert (await client.put("/a/3")).status_code == 405
        assert (await client.get("/a")).text == "GET a", "what is none of them goes on"
        assert (await client.get("/a/1/2")).status_code == 404
        assert reads == [1]
