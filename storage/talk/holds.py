"""Holds: chats that Telegram has told us to leave alone, kept so that a restart remembers them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.encryption import vault
from storage.tables.channels import ChatHold


@dataclass(frozen=True)
class Hold:
    """A chat is left alone. Times are UTC; a clock that stands before ``since`` was set back."""

    since: dt.datetime
    until: dt.datetime


def hold_key(bot_id: int, chat_id: int | None) -> str:
    """Name a chat of a bot's, or with None all that it says, without telling who it is."""
    return vault().digest("chat hold", f"{bot_id} {chat_id or 'all'}")


async def store_hold(session: AsyncSession, key: str, hold: Hold) -> None:
    """Keep a hold, and forget those that are over."""
    await session.execute(delete(ChatHold).where(ChatHold.until < hold.since))
    await session.merge(ChatHold(address_digest=key, since=hold.since, until=hold.until))


async def stored_holds(session: AsyncSession) -> dict[str, Hold]:
    """List all holds by their key, also those that are over."""
    rows = await session.scalars(select(ChatHold))
    return {row.address_digest: Hold(row.since, row.until) for row in rows}
