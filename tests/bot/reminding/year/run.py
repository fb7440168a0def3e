"""The year as it is: the real turns, sweeps and database, and what Telegram's stand-in received."""

import asyncio
import contextlib
import datetime as dt
import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import make_url, select
from telegram import Bot

from bot.app_context import AppContext
from bot.channels.telegram.http import AiohttpRequest
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.sending.rate_limit import RateLimit
from bot.files.personal_data import personal_data_file
from bot.reminding.delivery import Delivery
from bot.reminding.ready_message import ReadyMessage
from bot.reminding.sweep import Reminding
from storage.tables.agenda import Reminder
from storage.tables.people import Account
from tests.bot.reminding.year.deeds import Deeds
from tests.bot.reminding.year.script import DOWN, HOUR, HOURS, KILLS, START, Life, Somebody
from tests.conftest import StandingClock
from tests.fake_botapi import TOKEN, FakeBotApi

BEGIN = "Börja nu"  # only a message about an occasion that waits has this button
BUSY = 7
"""A sweep is killed when so much has fallen due."""
_DUE = "SELECT count(*) FROM reminders WHERE status IN ('planned', 'claimed') AND due_at <= ?"
_CLOSING = (
    "SELECT count(*) FROM occasions WHERE closes_at <= ?"
    " AND status IN ('planned', 'due', 'reminded', 'started')"
)


class Dying(Delivery):
    """A process that hangs before its third and its fifth message."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.hangs, self.wrote, self.number = asyncio.Event(), asyncio.Event(), 0

    async def send(self, row_id: int, ready: ReadyMessage) -> bool:
        self.number += 1
        if self.number in (3, 5):
            if self.number == 5:
                self.hangs.set()
            await asyncio.Event().wait()
        went = await super().send(row_id, ready)
        self.wrote.set()
        return went


class NoWaiting(RateLimit):
    """Telegram's limits are not what is looked at here."""

    async def admit_answer(self) -> None:
        return

    async def admit_reminder(self) -> None:
        return


@dataclass
class Year:
    """One run through the year. ``log`` is what arrived: (chat, hour, what about)."""

    app: AppContext
    clock: StandingClock
    api: FakeBotApi
    bot: Bot
    people: Sequence[Somebody]
    calm: bool = False
    """Nobody reacts to anything, and the process never dies."""
    log: list[tuple[int, dt.datetime, str]] = field(default_factory=list)
    kills: dict[dt.datetime, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lives = {who.chat: Life(who) for who in self.people}
        self.seen = dict.fromkeys(self.lives, 0)
        self.to_kill = [] if self.calm else list(KILLS)
        self.down = () if self.calm else DOWN
        self.table = sqlite3.connect(make_url(self.app.database.url).database or "")
        self.deeds = Deeds(self.app, self.clock, self.api)
        self.new_process()

    def new_process(self) -> None:
        app, bot = self.app, self.bot
        self.sender = Sender(bot, app.database, app.clock, lambda who: personal_data_file(app, who))
        self.sender.pace = NoWaiting()
        self.reminding = Reminding(app, self.sender)

    async def passes(self, first: int = 0, last: int = HOURS) -> None:
        """Go from hour to hour."""
        for number in range(first, last):
            self.clock.now = now = START + number * HOUR
            if any(begin <= now < end for begin, end in self.down) or now - HOUR in self.kills:
                continue
            deeds = [
                (chat, words) for chat, life in self.lives.items() if (words := life.does(now))
            ]
            for chat, words in deeds:
                await self.deeds.do(self.lives[chat].who, words)
            due = self.falls_due(now)
            if self.to_kill and now >= self.to_kill[0] and due >= BUSY:
                await self.kill_sweep(now)
            elif due or number % 17 == 0:  # of the hours in which nothing is due, some
                before = len(self.api.calls)
                await self.reminding.sweep()
                self.note_arrivals(before, now)

    def falls_due(self, now: dt.datetime) -> int:
        """Count what a sweep would look at; asked past the program, which takes 50 times longer."""
        at = f"{now:%Y-%m-%d %H:%M:%S.%f}"
        (rows,) = self.table.execute(_DUE, (at,)).fetchone()
        (windows,) = self.table.execute(_CLOSING, (at,)).fetchone()
        return int(rows) or int(windows)

    async def kill_sweep(self, now: dt.datetime) -> None:
        """Sweep, and be killed with some messages claimed, and others sent but not written down."""
        before = len(self.api.calls)
        self.api.fault("sendMessage", times=2, kind="slow", seconds=60)
        reminding = Reminding(self.app, self.sender)
        reminding.delivery = dying = Dying(self.app, self.sender)
        sweep = asyncio.create_task(reminding.sweep())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await dying.hangs.wait()
                await dying.wrote.wait()
        sweep.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sweep
        await self.sender.finish()
        await asyncio.sleep(0.2)  # what was on the wire arrives
        self.to_kill.pop(0)
        self.kills[now] = await self.half_done(self.note_arrivals(before, now), now)
        self.new_process()

    def note_arrivals(self, before: int, now: dt.datetime) -> set[int]:
        """Note which chats have got what since that many calls."""
        chats = [int(call.params["chat_id"]) for call in self.api.calls[before:]]
        for chat in dict.fromkeys(chats):
            messages = self.api.messages(chat)
            for message in messages[self.seen[chat] :]:
                about = "unfinished" if BEGIN not in str(message) else "rating"
                self.log.append((chat, now, about))
                if not self.calm:
                    self.lives[chat].receives(about, now)
            chats = [one for one in chats if one != chat or len(messages) > self.seen[chat]]
            self.seen[chat] = len(messages)
        return set(chats)

    async def half_done(self, arrived: set[int], now: dt.datetime) -> dict[int, str]:
        """Say how far a killed sweep came with each chat that it had begun with."""
        statement = (
            select(Account.address, Reminder.status)
            .join(Reminder, Reminder.participant_id == Account.participant_id)
            .where(Reminder.claimed_at == now)
        )
        async with self.app.database.reading() as session:
            rows = [(int(chat), status) for chat, status in await session.execute(statement)]
        in_hand = {True: "in hand and received", False: "in hand"}
        return {
            chat: in_hand[chat in arrived] if status == "claimed" else status
            for chat, status in rows
        }


@contextlib.asynccontextmanager
async def open_year(
    app: AppContext, clock: StandingClock, everybody: Sequence[Somebody], *, calm: bool = False
) -> AsyncIterator[Year]:
    """Begin a year with these people; at the end Telegram must have had nothing to forbid."""
    async with (
        FakeBotApi.running() as api,
        Bot(TOKEN, base_url=api.url, request=AiohttpRequest(most=32, read_timeout=5)) as bot,
    ):
        for who in everybody:
            api.user(who.chat, started=True)
        clock.now = START
        year = Year(app, clock, api, bot, everybody, calm)
        try:
            yield year
        finally:
            year.table.close()
        api.assert_clean()
