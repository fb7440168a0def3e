"""Digests that go to a linked chat: the chat, and what waits to be sent to it."""

from sqlalchemy import func, select

from bot.app_context import AppContext
from storage.staff.chats import link_chat, make_staff_link
from storage.tables.channels import Outgoing


class Postbox:
    """Stands for the running sender: it only has to be asked."""

    swept = 0

    async def sweep(self) -> None:
        self.swept += 1


async def link_chat_of(app: AppContext, coach: int, chat: int = 77) -> None:
    async with app.database.writing() as session:
        code = await make_staff_link(session, coach, app.clock())
        assert await link_chat(session, code, chat, app.clock()) is not None


async def waiting_messages(app: AppContext) -> int:
    """Count what is promised and not sent yet."""
    async with app.database.reading() as session:
        found = select(func.count()).select_from(Outgoing).where(Outgoing.status == "pending")
        return await session.scalar(found) or 0
