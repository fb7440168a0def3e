"""Files that a bot has sent, by what Telegram calls them: nothing is uploaded twice."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.base import table_of
from storage.tables.bots import SentFile

_FILES = table_of(SentFile)
_FIND = select(_FILES.c.file_id).where(
    _FILES.c.bot_id == bindparam("bot"),
    _FILES.c.digest == bindparam("digest"),
    _FILES.c.kind == bindparam("kind"),
)


async def sent_file(session: AsyncSession, bot_id: int, digest: str, kind: str) -> str | None:
    """Give what Telegram calls a file; None where the bot has not sent it so."""
    named = {"bot": bot_id, "digest": digest, "kind": kind}
    return await session.scalar(_FIND, named)


async def keep_sent_file(
    session: AsyncSession, bot_id: int, digest: str, kind: str, file_id: str
) -> None:
    """Keep what Telegram calls a file now."""
    await session.merge(SentFile(bot_id=bot_id, digest=digest, kind=kind, file_id=file_id))


async def forget_sent_file(session: AsyncSession, bot_id: int, digest: str, kind: str) -> None:
    """Forget a name that Telegram does not know any more."""
    await session.execute(
        delete(SentFile).where(
            SentFile.bot_id == bot_id, SentFile.digest == digest, SentFile.kind == kind
        )
    )
