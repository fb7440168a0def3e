"""A crowd of participants at the fake Bot API, who press as fast as they are told to.

They live in the fake's process: what they measure is by its clock, from the moment an update can
be fetched to the moment the next question has arrived.
"""

import asyncio
import random
import time
from collections.abc import Coroutine, Iterable, Iterator, Sequence

from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.chats import Chat, Who
from tests.fake_botapi.errors import Json

PATIENCE = 60


class WatchedChat(Chat):
    """A chat that tells the crowd when the bot has asked something, or just said something."""

    crowd: "Crowd"

    def add(self, who: Who, sender: Json, content: Json, verb: str = "send") -> Json:
        message = super().add(who, sender, content, verb)
        if who == "bot":
            self.crowd.heard(self.id, message)
        return message

    def replace(self, who: Who, message: Json) -> Json:
        edited = super().replace(who, message)
        if "reply_markup" in edited:
            self.crowd.heard(self.id, edited)
        return edited


class Crowd:
    """Participants by chat id; each has at most one press on its way."""

    def __init__(self, api: FakeBotApi, chat_ids: Iterable[int]) -> None:
        self.api = api
        self.presses = 0
        self.messages = 0
        self._dice = random.Random(1)
        self._questions: dict[int, Json] = {}
        self._waiting: dict[int, tuple[asyncio.Future[None], bool, float]] = {}
        self._settling: dict[int, asyncio.Task[None]] = {}
        self.waits: list[float] = []
        for chat_id in chat_ids:
            chat = WatchedChat(chat_id, "Kim", language_code="sv")
            chat.crowd = self
            api.chats[chat_id] = chat

    def heard(self, chat_id: int, message: Json) -> None:
        """Take note of what the bot said."""
        self.messages += 1
        asked = "reply_markup" in message
        if asked:
            self._questions[chat_id] = message
        waiting, any_message, began = self._waiting.get(chat_id, (None, False, 0.0))
        if waiting and not waiting.done() and (asked or any_message):
            self.waits.append(time.perf_counter() - began)
            waiting.set_result(None)

    async def starts(self, chat_id: int, code: str) -> None:
        """Open an invitation, and wait for the first question."""
        waiting = self._expect(chat_id)
        self.api.starts(chat_id, code)
        await self._settled(chat_id, waiting)

    async def answers(self, chat_id: int, *, last: bool = False) -> None:
        """Press a button of the open question, and wait for the next (``last``: for anything)."""
        question = self._questions.pop(chat_id)
        rows = question["reply_markup"]["inline_keyboard"]
        scale = len(rows) >= 5
        row = rows[self._dice.randrange(5)] if scale else rows[0]
        self.presses += scale
        waiting = self._expect(chat_id, any_message=last)
        self.api.presses(chat_id, question["message_id"], data=row[0]["callback_data"])
        await self._settled(chat_id, waiting)

    def _expect(self, chat_id: int, *, any_message: bool = False) -> "asyncio.Future[None]":
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[chat_id] = (waiting, any_message, time.perf_counter())
        return waiting

    async def _settled(self, chat_id: int, waiting: "asyncio.Future[None]") -> None:
        async with asyncio.timeout(PATIENCE):
            await waiting
        del self._waiting[chat_id]

    def measured(self) -> list[float]:
        """Give the waits since the last call, in seconds, and forget them with the fake's log."""
        waits, self.waits = self.waits, []
        self.api.forget_calls()
        return waits

    async def onboard(self, codes: Sequence[tuple[int, str]], at_once: int, steps: int) -> None:
        """Let people open their invitations and answer ``steps`` times, some at a time."""

        async def worker(queue: Iterator[tuple[int, str]]) -> None:
            for chat_id, code in queue:
                await self.starts(chat_id, code)
                for _ in range(steps):
                    await self.answers(chat_id)

        await _gather(worker(queue) for queue in [iter(codes)] * at_once)

    async def closed_loop(self, chat_ids: Sequence[int], presses: int, at_once: int) -> float:
        """Let ``at_once`` people answer ``presses`` times as fast as they can; give the seconds."""

        async def worker(queue: Iterator[int]) -> None:
            for chat_id in queue:
                for _ in range(presses):
                    await self.answers(chat_id)

        began = time.perf_counter()
        await _gather(worker(queue) for queue in [iter(chat_ids)] * at_once)
        return time.perf_counter() - began

    async def open_loop(self, chat_ids: Sequence[int], rounds: int, per_second: float) -> None:
        """Let people answer in turn at a fixed rate, however long the bot takes."""
        began = time.perf_counter()
        answering = []
        for number, chat_id in enumerate([*chat_ids] * rounds):
            await asyncio.sleep(max(began + number / per_second - time.perf_counter(), 0))
            before = self._settling.get(chat_id)
            if before:  # the bot is a whole round behind
                await before
            self._settling[chat_id] = asyncio.create_task(self.answers(chat_id))
            answering.append(self._settling[chat_id])
        await asyncio.gather(*answering)

    async def finish(self, chat_ids: Sequence[int], at_once: int) -> list[float]:
        """Let people give their sixth answer, see the star, and say that they are done."""

        async def worker(queue: Iterator[int]) -> None:
            for chat_id in queue:
                await self.answers(chat_id)
                stars.append(self.waits[-1])
                await self.answers(chat_id, last=True)

        stars: list[float] = []
        await _gather(worker(queue) for queue in [iter(chat_ids)] * at_once)
        return stars


async def _gather(workers: Iterable[Coroutine[None, None, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for worker in workers:
            group.create_task(worker)
