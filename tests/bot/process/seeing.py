"""What a test sees of a process: its health, its log, and whether it answers."""

import asyncio
from collections.abc import Callable

import httpx

from tests.bot.process.running import Service
from tests.fake_botapi import FakeBotApi


async def health(service: Service) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, timeout=10) as http:
        return await http.get(f"http://127.0.0.1:{service.port}/health")


async def is_so(fulfilled: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not fulfilled():  # noqa: ASYNC110  # a process tells of nothing
            await asyncio.sleep(0.05)


async def is_up(service: Service) -> None:
    for _ in range(300):
        try:
            await health(service)
        except httpx.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
    raise AssertionError(service.log())


async def is_well_again(service: Service) -> None:
    """Wait until every part goes: the sweep that looks least often does so every 20 seconds."""
    async with asyncio.timeout(60):
        while (await health(service)).text != "ok":  # noqa: ASYNC110  # a process tells of nothing
            await asyncio.sleep(0.5)


async def answers(api: FakeBotApi, chat_id: int, text: str = "hej") -> None:
    """See that whoever writes to the bot is answered."""
    if chat_id not in api.chats:
        api.user(chat_id, first_name="Kim")
    api.says(chat_id, text)
    await api.wait_for(chat_id, "inbjudan", timeout=30)


def is_running(service: Service) -> bool:
    return service.process is not None and service.process.returncode is None
