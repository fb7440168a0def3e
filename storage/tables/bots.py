"""Our bots: what Telegram told us about one, and which process serves it."""

from typing import NamedTuple

from sqlalchemy import BigInteger, String, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base, table_of
from storage.database.database import change_rows


class KnownBot(Base):
    """A bot of ours by its Telegram id, the number before the colon in its token."""

    __tablename__ = "bots"
    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(String(64))


class BotLease(Base):
    """Which process fetches and sends for a bot: one at a time, for as long as it renews this.

    It holds no times, since the clocks of two machines differ: whoever waits for the bot watches
    whether ``renewals`` moves on. ``holder`` is None when a process has let go.
    """

    __tablename__ = "bot_leases"
    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    holder: Mapped[str | None] = mapped_column(String(32))
    renewals: Mapped[int] = mapped_column(default=0)


class SentFile(Base):
    """What Telegram calls a sound or a picture that a bot has sent: with that it is sent again.

    Such an id is the bot's own. ``digest`` names the content, ``kind`` the way it was sent.
    """

    __tablename__ = "sent_files"
    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    file_id: Mapped[str] = mapped_column(String(255))


class Lease(NamedTuple):
    """A lease as it was seen."""

    holder: str | None
    renewals: int


_LEASES = table_of(BotLease)
_FIRST = {
    dialect: insert(_LEASES).on_conflict_do_nothing(index_elements=["bot_id"])
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


async def bot_username(session: AsyncSession, token: str) -> str | None:
    """Give the username of the token's bot; None before it was ever reached, or without token."""
    if not token:
        return None
    known = await session.get(KnownBot, int(token.partition(":")[0]))
    return known.username if known else None


async def remember_bot(session: AsyncSession, bot_id: int, username: str) -> None:
    """Keep the username."""
    await session.merge(KnownBot(bot_id=bot_id, username=username))


async def bot_lease(session: AsyncSession, bot_id: int) -> Lease | None:
    """Give a bot's lease; None where no process of this database has ever served it."""
    columns = select(BotLease.holder, BotLease.renewals).where(BotLease.bot_id == bot_id)
    found = (await session.execute(columns)).one_or_none()
    return Lease(*found) if found else None


async def take_lease(session: AsyncSession, bot_id: int, holder: str, seen: Lease | None) -> bool:
    """Make it one's own, if it still is as it was seen; False if another was faster."""
    if seen is None:
        first = _FIRST[session.get_bind().dialect.name]
        made = await session.execute(
            first.returning(_LEASES.c.bot_id), {"bot_id": bot_id, "holder": holder, "renewals": 0}
        )
        return made.one_or_none() is not None
    taken = (
        update(BotLease)
        .where(
            BotLease.bot_id == bot_id,
            BotLease.holder.is_not_distinct_from(seen.holder),
            BotLease.renewals == seen.renewals,
        )
        .values(holder=holder, renewals=seen.renewals + 1)
    )
    return await change_rows(session, taken) == 1


async def renew_lease(session: AsyncSession, bot_id: int, holder: str) -> bool:
    """Show that one is still there; False if the lease is somebody else's by now."""
    mine = update(BotLease).where(BotLease.bot_id == bot_id, BotLease.holder == holder)
    return await change_rows(session, mine.values(renewals=BotLease.renewals + 1)) == 1


async def release_lease(session: AsyncSession, bot_id: int, holder: str) -> None:
    """Let go, so that nobody has to wait."""
    mine = update(BotLease).where(BotLease.bot_id == bot_id, BotLease.holder == holder)
    await change_rows(session, mine.values(holder=None))
