"""The process is killed at random moments; every acknowledged answer is stored exactly once."""

import asyncio
import random
import time
from collections.abc import Coroutine, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.people import Account
from storage.tables.ratings import Rating, StoredAnswer
from tests.bot.process.running import Service
from tests.fake_botapi import FakeBotApi
from tests.people import add_coach, invite_participant

PEOPLE, TOGETHER, PATIENCE = 200, 40, 90.0


@dataclass
class Person:
    """Somebody who answers all six questions, whatever happens to the bot meanwhile."""

    api: FakeBotApi
    chat_id: int
    code: str
    answers: list[int] = field(default_factory=list)

    async def rates(self, chance: random.Random) -> None:
        self.api.user(self.chat_id, first_name=f"Person {self.chat_id}")
        self.api.starts(self.chat_id, self.code)
        await self._sees("Välj ditt språk")
        self.api.presses(self.chat_id, label="Svenska")
        await self._sees("Vill du vara med?")
        self.api.presses(self.chat_id, label="Ja, jag vill vara med")
        await self._sees("När på dagen")
        self.api.presses(self.chat_id, label="På morgonen")
        for number in range(1, 7):
            await self._sees(f"Fråga {number} av 6")
            self.answers.append(chance.randint(1, 5))
            if chance.random() < 0.3:
                await self._writes(self.answers[-1], f"Fråga {number + 1} av 6")
            else:
                self.api.presses(self.chat_id, label=self._label(self.answers[-1]))
        await self._sees("Stämmer det för dig?")
        self.api.presses(self.chat_id, label="Ja, det stämmer")
        await self._sees("Fint, allt är sparat")

    async def _writes(self, value: int, then: str) -> None:
        """Write a figure, and press it where it is asked whether that was the answer.

        So it is after a kill, when nobody knows whether the question had been shown.
        """
        before = max(int(one["message_id"]) for one in self.api.messages(self.chat_id))
        self.api.says(self.chat_id, str(value))

        def reacts(message: dict[str, Any]) -> bool:
            said = str(message.get("text") or message.get("caption") or "")
            unsure = "Jag är inte säker" in said and message["message_id"] > before
            return unsure or then in said or "Stämmer det för dig?" in said

        heard = await self.api.wait_for(self.chat_id, reacts, timeout=PATIENCE)
        if "Jag är inte säker" in str(heard.get("text") or heard.get("caption")):
            self.api.presses(self.chat_id, label=self._label(value))

    async def _sees(self, text: str) -> None:
        await self.api.wait_for(self.chat_id, text, timeout=PATIENCE)

    def _label(self, value: int) -> str:
        for message in reversed(self.api.messages(self.chat_id)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if f" {value} · " in button["text"]:
                        return str(button["text"])
        raise AssertionError("no such button")


async def test_killed_again_and_again_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        app = await service.app()
        karin = await add_coach(app)
        people = [
            Person(api, 5000 + n, await invite_participant(app, f"Person {n}", coach_id=karin))
            for n in range(PEOPLE)
        ]
        kills: list[float] = []
        await service.start()
        killer = asyncio.create_task(_kills(api, service, chance, kills))
        places = asyncio.Semaphore(TOGETHER)

        async def one(person: Person) -> None:
            async with places:
                await person.rates(random.Random(person.chat_id))

        everybody = asyncio.ensure_future(_all(one(person) for person in people))
        await asyncio.wait([everybody, killer], return_when=asyncio.FIRST_COMPLETED)
        if killer.done():
            everybody.cancel()
            killer.result()
        killer.cancel()
        await asyncio.gather(killer, return_exceptions=True)
        await everybody
        await service.kill()
        api.assert_clean()
        assert len(kills) >= 5, "the test means little without kills"
        assert await _stored(app) == {person.chat_id: person.answers for person in people}
        repeated = list(_repeated(api))
        for first, second in repeated:
            assert any(first - 0.5 <= at <= second for at in kills), "asked twice without cause"
        assert len(repeated) <= len(kills) * TOGETHER
        await app.database.close()
    assert "Person" not in service.log()


def _many_calls(api: FakeBotApi, enough: int) -> bool:
    return len(api.calls) >= enough


async def _all(doing: Iterable[Coroutine[Any, Any, None]]) -> None:
    await asyncio.gather(*doing)


async def _kills(
    api: FakeBotApi, service: Service, chance: random.Random, kills: list[float]
) -> None:
    """Kill after some messages and a blink, so that each life gets on with the work."""
    while True:
        enough = len(api.calls) + chance.randint(150, 750)
        await api.until(partial(_many_calls, api, enough), PATIENCE)
        await asyncio.sleep(chance.uniform(0, 0.05))
        kills.append(time.monotonic())
        await service.kill()
        await service.start()


async def _stored(app: AppContext) -> dict[int, list[int | None]]:
    """Give every finished rating's values by chat, in the order of the questions."""
    items = [item.id for item in app.installation.instruments["skapa"].items]
    found: dict[int, dict[str, int | None]] = {}
    async with app.database.reading() as session:
        rows = await session.execute(
            select(Account.address, StoredAnswer.item, StoredAnswer.value)
            .join(Rating, Rating.participant_id == Account.participant_id)
            .join(StoredAnswer, StoredAnswer.rating_id == Rating.id)
            .where(Rating.finished_at.is_not(None))
        )
        for address, item, value in rows:
            assert item not in found.setdefault(int(address), {}), "stored twice"
            found[int(address)][item] = value
    return {chat: [values[item] for item in items] for chat, values in found.items()}


def _repeated(api: FakeBotApi) -> Iterator[tuple[float, float]]:
    """Give the times of each question that came twice in a row in one chat."""
    by_chat: dict[str, list[tuple[str, float]]] = {}
    for call in api.calls_of("send"):
        if call.outcome == "ok" and "reply_markup" in call.params:
            chat = by_chat.setdefault(str(call.params["chat_id"]), [])
            chat.append((call.said, call.at))
    for sent in by_chat.values():
        for (text, first), (again, second) in pairwise(sent):
            if text == again:
                yield first, second
