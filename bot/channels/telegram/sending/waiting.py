"""What waits in the outbox for chats: read, claimed, and recovered after a crash."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.settling import Settling
from bot.channels.telegram.sending.promised import Promised, has_fallen_due, promised_in
from bot.settings.clock import Clock
from storage.database.database import Database
from storage.talk import outbox
from storage.talk.questions import supersede_questions

log = logging.getLogger(__name__)

CLAIM_LASTS = dt.timedelta(minutes=2)
"""A message claimed for longer than this was being sent by a process that is gone."""


@dataclass
class WaitingMessages:
    """The outbox as the sender sees it."""

    database: Database
    clock: Clock
    settling: Settling

    async def accounts_due(self) -> list[int | None]:
        """List the accounts that something due waits for; None for chats without an account."""
        async with self.database.reading() as session:
            waiting = await outbox.waiting_messages(session)
        now = self.clock()
        return list(
            dict.fromkeys(
                one.account_id for one in waiting if has_fallen_due(one.due_at, one.attempts, now)
            )
        )

    async def of_account(self, account_id: int | None) -> list[Promised]:
        """List what waits for an account, oldest first; what cannot be read is given up."""
        async with self.database.reading() as session:
            rows = await outbox.pending_messages(session, account_id)
        found, now = [], self.clock()
        for row in rows:
            if (one := promised_in(row)) is not None:
                found.append(one)
                continue

            async def give_up(session: AsyncSession, row_id: int = row.id) -> None:
                await outbox.give_up_message(session, row_id, now)

            await self.settling.write(give_up)
        return found

    async def claim_first(
        self, account_id: int | None, waiting: Sequence[Promised]
    ) -> Promised | None:
        """Claim the first message of an account that is still to be sent, in its own write.

        None where others have them, all have given way, or the database is away.
        """
        claimed: list[Promised] = []

        async def claim(session: AsyncSession) -> None:
            if account_id is not None:
                await supersede_questions(session, account_id, self.clock())
            claimed[:] = await self.claimed_first(session, waiting)

        if not await self.settling.write(claim) or not claimed:
            return None
        claimed[0].row.attempts += 1
        return claimed[0]

    async def claimed_first(
        self, session: AsyncSession, waiting: Sequence[Promised]
    ) -> list[Promised]:
        """Claim the first message that still waits; gives it, or nothing."""
        for one in waiting:
            if await outbox.claim_message(session, one.row.id, self.clock()):
                return [one]
        return []

    async def recover(self, *, starting: bool) -> None:
        """Settle what a process that is gone had in hand; when ``starting``, all that others had.

        Telegram lets only one process hear: whoever had anything in hand before is gone.
        """
        longest = dt.timedelta(0) if starting else CLAIM_LASTS
        now, mine = self.clock(), self.settling.in_hand
        async with self.database.reading() as session:
            found = await outbox.has_doubts(session, now, longest, mine)
        if found:
            async with self.database.writing() as session:
                await outbox.settle_doubts(session, now, longest, mine)
            log.warning("messages may or may not have arrived before a crash")
