"""Long polling: keep updates in our inbox first, tell Telegram afterwards, then take turns."""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field

from telegram import Bot

from bot.channels.telegram.answers import StaffAnswers, answer_update
from bot.channels.telegram.feed import Patience, UpdateFeed
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.updates import (
    TelegramArrival,
    UnreadableUpdateError,
    Update,
    arrival_of,
    chat_of,
)
from bot.channels.telegram.voice import with_voice
from bot.health.part import Part
from bot.settings.clock import Clock
from bot.turn.turns import Turns
from storage.database.database import Database
from storage.database.faults import AWAY, kind_and_place, kind_of
from storage.tables.channels import Outgoing
from storage.talk import inbox
from storage.talk.outbox import promise_messages
from storage.talk.questions import record_perhaps_shown

log = logging.getLogger(__name__)

DATABASE_PAUSE = 2.0
CHATS_AT_ONCE = 8
"""How many turns are taken at the same time."""


@dataclass
class Poller:
    """Receives updates and serves each chat in order, several chats at a time."""

    bot: Bot
    database: Database
    turns: Turns
    sender: Sender
    clock: Clock
    staff: StaffAnswers | None = None
    """Answers the chats of the staff, where there are any."""
    telegram: Part = field(default_factory=lambda: Part("Telegram"))
    storing: Part = field(default_factory=lambda: Part("the database"))
    settled: bool = True
    """This database has served the bot before (see ``UpdateFeed``)."""
    _queues: dict[int, deque[tuple[int, Update]]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CHATS_AT_ONCE))

    def __post_init__(self) -> None:
        self._feed = UpdateFeed(self.bot, Patience(self.telegram), self.settled)

    async def run(self) -> None:
        """Poll until cancelled; what Telegram refuses is waited out."""
        try:
            await self._catch_up()
            while True:
                await self._poll()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self.sender.finish()

    async def _catch_up(self) -> None:
        """Handle what an earlier process received, after the messages it still owed."""
        await self.sender.sweep()
        async with self.database.reading() as session:
            left = await inbox.unhandled_updates(session, self.bot.id)
        for row in left:
            if row.payload is not None:
                self._serve(row.id, row.payload)

    async def _poll(self) -> None:
        updates = await self._feed.fetch(None)
        while updates:
            try:
                async with self.database.writing() as session:
                    rows = await inbox.keep_updates(session, self.bot.id, updates, self.clock())
            except AWAY as fault:
                # Not kept, so not confirmed either: Telegram will send them again.
                await self._wait_for_database(fault)
                return
            self.storing.goes()
            for row_id, update_id in rows:
                self._serve(row_id, updates[update_id])
            # Asking from beyond the newest confirms these. As soon as nothing is left the offset
            # is dropped again: after an idle week the ids start anew, perhaps below it.
            updates = await self._feed.fetch(max(updates) + 1)

    async def _wait_for_database(self, fault: Exception) -> None:
        self.storing.fails(f"does not answer ({kind_of(fault).split()[0]})", logging.ERROR)
        await asyncio.sleep(DATABASE_PAUSE)

    def _serve(self, row_id: int, update: Update) -> None:
        """Queue an update behind the others of its chat."""
        chat_id = chat_of(update)
        queue = self._queues.setdefault(chat_id, deque())
        queue.append((row_id, update))
        if len(queue) == 1:
            task = asyncio.create_task(self._serve_chat(chat_id, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve_chat(self, chat_id: int, queue: deque[tuple[int, Update]]) -> None:
        try:
            while queue:
                async with self.sender.chat(chat_id):
                    await self._handle(*queue[0])
                queue.popleft()
        finally:
            # Whatever happens, the next update of this chat finds somebody to serve it.
            del self._queues[chat_id]

    async def _handle(self, row_id: int, update: Update) -> None:
        while True:
            try:
                if await self._try(row_id, update):
                    self.storing.goes()
                    return
                await asyncio.sleep(0.2)
            except AWAY as fault:
                # Not the update is at fault: it waits, and loses nothing.
                await self._wait_for_database(fault)

    async def _try(self, row_id: int, update: Update) -> bool:
        """Take the turn of an update, or mark it; False where it is to be tried again."""
        try:
            await self._turn(row_id, arrival_of(update))
        except UnreadableUpdateError:
            async with self.database.writing() as session:
                marked = await inbox.mark_unreadable(session, row_id, self.clock())
            if marked:
                log.error("an update could not be read, by id: %s", row_id)
        except AWAY:
            raise
        except Exception as fault:  # noqa: BLE001  # one bad update must not stop the others
            log.error("an update could not be handled: %s", kind_and_place(fault))
            async with self.database.writing() as session:
                return await inbox.count_failure(session, row_id, self.clock())
        return True

    async def _turn(self, row_id: int, got: TelegramArrival | None) -> None:
        rows: list[Outgoing] = []
        if got is not None:
            got = await with_voice(self.bot, self.database, self.turns, got)
        # A place is for the turn alone: a chat whose calls hang is to hold up no other.
        async with self._places, self.database.writing() as session:
            if not await inbox.claim_update(session, row_id, self.clock()) or got is None:
                return
            outcome, to_send = await answer_update(session, got, self.turns, self.staff)
            if to_send.promised:
                clear = self.sender.is_clear(got.chat_id)
                rows = await promise_messages(
                    session,
                    participant_id=outcome.participant_id if outcome else None,
                    account_id=outcome.account_id if outcome else None,
                    messages=to_send.promised,
                    now=self.clock(),
                    claim=clear,
                )
                if clear and outcome is not None and outcome.account_id and outcome.asks:
                    now = self.clock()
                    await record_perhaps_shown(session, outcome.account_id, outcome.asks, now)
        await self.sender.deliver(rows, to_send.courtesies)
