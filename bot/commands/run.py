"""Commands that run the service: serve, migrate, demo, key."""

import asyncio

import click
from cryptography.fernet import Fernet

from bot.channels.telegram.poller import ConflictError, TokenError
from bot.commands.cli import Failure, cli, ready, with_parts
from bot.parts import Parts, build
from bot.service import run
from bot.settings.demo_secrets import demo_environ
from bot.settings.redaction import quiet_logging
from bot.settings.settings import load_settings
from storage.occasions.backfill import adopt_everybody
from storage.schema import is_current, is_new, migrate


@cli.command("serve")
def serve_command() -> None:
    """Run the web chat, the coaches' pages and, with a token, Telegram."""
    parts = ready()
    asyncio.run(_prepared(parts))
    _run(parts)


@cli.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date."""
    adopted = with_parts(_migrated)
    click.echo("The database is up to date.")
    if adopted:
        click.echo(f"Occasions made out of earlier ratings: {adopted} participants.")


@cli.command("demo")
def demo_command() -> None:
    """Run everything with an invented sample, on a database of its own."""
    settings = load_settings(demo_environ())
    quiet_logging(settings)
    parts = build(settings)
    click.echo(asyncio.run(_demo(parts)))
    _run(parts)


@cli.command("key")
def key_command() -> None:
    """Make a new encryption key; put it first in SKAPABOT_ENCRYPTION_KEYS."""
    click.echo(Fernet.generate_key().decode())


async def _migrated(parts: Parts) -> int:
    """Bring the database up to date; gives how many people got their occasions afterwards."""
    await migrate(parts.database)
    return await adopt_everybody(parts.database, parts.calendar, parts.clock())


async def _demo(parts: Parts) -> str:
    from bot.sample.demo import prepare_demo  # the sample is no part of what a service loads

    try:
        await _migrated(parts)
        return await prepare_demo(parts)
    finally:
        await parts.database.close()


async def _prepared(parts: Parts) -> None:
    try:
        if await is_new(parts.database):
            await migrate(parts.database)
        elif not await is_current(parts.database):
            raise Failure("the database is from another version: run skapabot migrate", 3)
    finally:
        await parts.database.close()


def _run(parts: Parts) -> None:
    try:
        run(parts)
    except ConflictError as twice:
        raise Failure(f"{twice}: stop the other one first", 4) from None
    except TokenError as unknown:
        raise Failure(f"{unknown}: check SKAPABOT_TELEGRAM_TOKEN", 5) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        click.echo("Stopped.")
