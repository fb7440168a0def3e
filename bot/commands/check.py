"""The command that looks whether everything is in place, and says how to mend what is not."""

import click
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.app_context import AppContext
from bot.commands.cli import Failure, cli, clock_fault, key_fault, with_app
from bot.languages.catalog_check import catalog_faults
from storage.occasions.backfill import is_backfilled
from storage.schema import is_current, is_new


@cli.command("check")
def check_command() -> None:
    """Check configuration, database, catalogs and token."""
    faults = with_app(_run_checks, any_keys=True)  # it says so itself
    if faults:
        raise Failure(f"{faults} of 4 checks failed")


async def _run_checks(app: AppContext) -> int:
    _report("settings", None)  # with_parts would not have come here with wrong ones
    found = [
        _report("database", await _database_fault(app)),
        _report("catalogs", _catalog_fault()),
        _report("token", await _token_fault(app)),
    ]
    return sum(found)


def _report(what: str, fault: str | None) -> bool:
    click.echo(f"{what:9} {'ok' if fault is None else fault}")
    return fault is not None


async def _database_fault(app: AppContext) -> str | None:
    try:
        async with app.database.reading() as session:
            await session.execute(text("SELECT 1"))
        if await is_new(app.database):
            return "empty: run skapabot migrate"
        if fault := await key_fault(app):
            return fault
        if not await is_current(app.database):
            return "not up to date: run skapabot migrate"
        if not await is_backfilled(app.database):
            return "a migration was not finished: run skapabot migrate"
        if fault := await clock_fault(app):
            return fault
    except (DBAPIError, OSError) as broken:
        return f"not reachable ({type(broken).__name__}): check SKAPABOT_DATABASE_URL"
    return None


def _catalog_fault() -> str | None:
    faults = catalog_faults()
    return f"{len(faults)} faults, the first: {faults[0]}" if faults else None


async def _token_fault(app: AppContext) -> str | None:
    token = app.settings.telegram_token
    if not token:
        return None
    try:
        async with Bot(token, base_url=f"{app.settings.telegram_api_url}/bot"):
            return None
    except InvalidToken:
        return "Telegram does not know it: copy it anew from @BotFather"
    except TelegramError as fault:
        return f"Telegram cannot be reached ({type(fault).__name__})"
