"""What Telegram told us about our bot, so that links can be made without asking again."""

from sqlalchemy import BigInteger, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base


class KnownBot(Base):
    """A bot of ours by its Telegram id, the number before the colon in its token."""

    __tablename__ = "bots"
    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(String(64))


async def bot_username(session: AsyncSession, token: str) -> str | None:
    """Give the username of the token's bot; None before it was ever reached, or without token."""
    if not token:
        return None
    known = await session.get(KnownBot, int(token.partition(":")[0]))
    return known.username if known else None


async def remember_bot(session: AsyncSession, bot_id: int, username: str) -> None:
    """Keep the username."""
    await session.merge(KnownBot(bot_id=bot_id, username=username))
