"""The check of the audit log: nobody has changed it past the program."""

from sqlalchemy.exc import DBAPIError

from bot.app_context import AppContext
from bot.commands.cli import Trouble
from storage.audit.verifying import BrokenChainError, verify_chain


async def check_audit(app: AppContext, kept: str) -> str:
    """Read the whole log; ``kept`` is an end that a leader has kept. Raises Trouble."""
    try:
        async with app.database.reading() as session:
            found = await verify_chain(session, kept)
    except BrokenChainError as fault:
        raise Trouble(f"the audit log was changed past the program: {fault}") from None
    except (DBAPIError, OSError):
        return "not looked at: see the database"
    return (
        f"ok, lines: {found.lines}; the end is {found.code}" if found.lines else "ok, no line yet"
    )
