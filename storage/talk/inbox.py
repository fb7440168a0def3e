"""The inbox: raw updates, kept before they are confirmed to Telegram."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.base import table_of
from storage.database.database import change_rows
from storage.tables.channels import Incoming

ATTEMPTS = 3
"""After so many failures an update is given up; one that cannot be read has them at once."""
_INBOX = table_of(Incoming)
_KEEP = {
    dialect: insert(_INBOX)
    .on_conflict_do_nothing(index_elements=["bot_id", "update_id"])
    .returning(_INBOX.c.id, _INBOX.c.update_id)
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_CLAIM = (
    update(_INBOX)
    .where(_INBOX.c.id == bindparam("row"), _INBOX.c.handled_at.is_(None))
    .values(handled_at=bindparam("at"), payload=None)
)
_GIVE_UP = _CLAIM.values(attempts=ATTEMPTS)


async def keep_updates(
    session: AsyncSession, bot_id: int, updates: Mapping[int, Any], now: dt.datetime
) -> list[tuple[int, int]]:
    """Keep updates by their update id; those that we have already are left alone.

    Returns (row id, update id) of the new ones, in the order given.
    """
    if not updates:
        return []
    rows = [
        {"bot_id": bot_id, "update_id": update_id, "payload": payload, "received_at": now}
        for update_id, payload in updates.items()
    ]
    kept = await session.execute(_KEEP[session.get_bind().dialect.name], rows)
    return sorted((row.id, row.update_id) for row in kept)


async def claim_update(session: AsyncSession, row_id: int, now: dt.datetime) -> bool:
    """Mark an update as handled, as part of the turn; False if another turn has had it."""
    return await change_rows(session, _CLAIM, {"row": row_id, "at": now}) == 1


async def count_failure(session: AsyncSession, row_id: int, now: dt.datetime) -> bool:
    """Count a failed turn. Returns True when the update is given up, so that others go on."""
    attempts = await session.scalar(
        update(Incoming)
        .where(Incoming.id == row_id)
        .values(attempts=Incoming.attempts + 1)
        .returning(Incoming.attempts)
    )
    given_up = attempts is not None and attempts >= ATTEMPTS
    if given_up:
        await claim_update(session, row_id, now)
    return given_up


async def mark_unreadable(session: AsyncSession, row_id: int, now: dt.datetime) -> bool:
    """Give an update up without a try: it would fail every time. False if that was done before."""
    return await change_rows(session, _GIVE_UP, {"row": row_id, "at": now}) == 1


async def unhandled_updates(session: AsyncSession, bot_id: int) -> Sequence[Incoming]:
    """List what an earlier process received and did not get to, oldest first.

    A payload that cannot be opened is ``UNREADABLE``.
    """
    found = await session.scalars(
        select(Incoming)
        .where(Incoming.bot_id == bot_id, Incoming.handled_at.is_(None))
        .order_by(Incoming.id)
    )
    return found.all()
