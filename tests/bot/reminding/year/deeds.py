"""What the script says, done with the program: turns taken, the coach's decisions stored."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.turn.arrival import Arrival, ButtonPress, Outcome
from dialogs.engine.ask import Way
from dialogs.engine.event import Command, Event, Opened, Typed
from dialogs.people.accounts import Channel
from storage.occasions.exits import set_exit
from storage.occasions.replanning import move_planned_reminders, move_windows_to_zone
from storage.people.participants import hold_person
from storage.people.timing import participant_timing
from storage.tables.people import Participant
from tests.bot.reminding.year.script import Somebody, Words
from tests.conftest import StandingClock
from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.chats import BLOCKED
from tests.people import enrol_participants, invite_participant


@dataclass(frozen=True)
class Deeds:
    """Does what people do, in Telegram, and what their coaches do."""

    app: AppContext
    clock: StandingClock
    api: FakeBotApi

    async def do(self, who: Somebody, words: Words) -> None:
        """Do all that somebody does in this hour, in one transaction."""
        chat, said, code = who.chat, None, ""
        zone = None if who.zone == str(self.app.calendar.zone) else who.zone
        if words[0] == "(enrols)":
            code = await invite_participant(self.app, f"Person {chat}")
        if words[0].startswith("(enrolled at "):
            hour = {9: "morning", 12: "midday", 17: "evening"}[int(words[0][13:-1])]
            await enrol_participants(self.app, [chat], self.clock.now, hour=hour, zone=zone)
            return
        async with self.app.database.writing() as session:
            for word in words:
                if word == "(enrols)":
                    said = await self.enrols(session, chat, code, zone)
                elif word.startswith("("):
                    said = await self.befalls(session, chat, word[1:-1].split())
                else:
                    said = await self.takes(session, chat, self.event(word, said))

    def event(self, word: str, said: Outcome | None) -> Event | ButtonPress:
        if word.startswith("/"):
            return Command(word[1:])
        if word == "Senare":
            assert said is not None
            assert said.ask is not None
            return ButtonPress(said.tokens(said.ask)(Way.PAUSE))
        return Typed(word)

    async def takes(
        self, session: AsyncSession, chat: int, event: Event | ButtonPress, **more: str | bool
    ) -> Outcome:
        arrival = Arrival("telegram", str(chat), event, **more)  # type: ignore[arg-type]
        return await self.app.turns.take(session, arrival)

    async def enrols(
        self, session: AsyncSession, chat: int, code: str, zone: str | None
    ) -> Outcome:
        """Say yes; the hour is chosen next."""
        await self.takes(session, chat, Opened(), code=code)
        (await participant(session, chat)).zone = zone
        await self.takes(session, chat, Typed("Svenska"))
        return await self.takes(session, chat, Typed("Ja, jag vill vara med"))

    async def befalls(self, session: AsyncSession, chat: int, what: list[str]) -> Outcome | None:
        """Let happen what nobody says: a block, a word of the coach's."""
        calendar, now = self.app.calendar, self.clock.now
        who = await participant(session, chat)
        match what:
            case ["blocks"]:
                self.api.blocks(chat)
                return await self.takes(session, chat, Opened(), reachable=False)
            case ["blocks", "unheard"]:
                self.api.chat(chat).refusal = BLOCKED
            case ["unblocks"]:
                self.api.unblocks(chat)
                return await self.takes(session, chat, Opened(), reachable=True)
            case ["exit", day]:
                when = await participant_timing(session, who, calendar)
                on = dt.date.fromisoformat(day)
                await set_exit(session, who, on, None, now, when)
            case ["moves", zone]:
                await move_to_zone(session, who, zone, self.app, now)
            case _:
                raise ValueError(what)
        return None


async def participant(session: AsyncSession, chat: int) -> Participant:
    found = await hold_person(session, Channel.TELEGRAM, str(chat))
    assert found is not None
    return found.participant


async def move_to_zone(
    session: AsyncSession, who: Participant, zone: str, app: AppContext, now: dt.datetime
) -> None:
    """Let somebody live in another time zone, as the coach's page does."""
    who.zone = zone
    await session.flush()
    await move_windows_to_zone(session, who.id, ZoneInfo(zone))
    await move_planned_reminders(
        session, who, now, await participant_timing(session, who, app.calendar)
    )
