"""Commands that run the service: serve, migrate, demo, key."""

import asyncio
import logging

import click
from cryptography.fernet import Fernet

from bot.app_context import AppContext, build_app
from bot.commands.cli import (
    Failure,
    cli,
    clock_fault,
    prepare_app,
    refuse_unfit_database,
    with_app,
)
from bot.service.parts import EVERY_PART, Parts
from bot.service.server import AddressError
from bot.service.service import run
from bot.settings.dangers import dangers
from bot.settings.demo_secrets import ensure_demo_environ
from bot.settings.redaction import set_up_logging
from bot.settings.services.push import make_push_key
from bot.settings.settings import read_settings
from storage.follow_ups.backfill import backfill_follow_ups
from storage.keys import remember_keys
from storage.occasions.backfill import backfill_everybody, is_backfilled
from storage.schema import DanglingRowsError, is_current, is_new, migrate

log = logging.getLogger(__name__)


@cli.command("serve")
@click.option("--web", is_flag=True, help="The chat and the staff's pages; as many as you like.")
@click.option("--telegram", is_flag=True, help="The bot, and the reminders of those it reaches.")
@click.option("--sweep", is_flag=True, help="What is due to everybody else: knocks, mail, ends.")
def serve_command(*, web: bool, telegram: bool, sweep: bool) -> None:
    """Run everything or, with options, the parts that are named beside other processes.

    The bot and the sweeps are one process's at a time; another one waits, and takes over.
    """
    app, chosen = prepare_app(), Parts.chosen(web=web, telegram=telegram, sweep=sweep)
    if chosen == Parts(web=False, sweep=False) and not app.settings.telegram_token:
        raise Failure("there is no bot: set SKAPABOT_TELEGRAM_TOKEN", 2)
    for danger in dangers(app.settings):
        log.warning("%s", danger)
    asyncio.run(_prepare_database(app))
    _run(app, chosen)


@cli.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date."""
    adopted = with_app(_migrate)
    click.echo("The database is up to date.")
    if adopted:
        click.echo(f"Occasions made out of earlier ratings: {adopted} participants.")


@cli.command("demo")
def demo_command() -> None:
    """Run everything with an invented sample, on a database of its own."""
    settings = read_settings(ensure_demo_environ())
    set_up_logging(settings)
    app = build_app(settings)
    click.echo(asyncio.run(_prepare_demo(app)))
    _run(app)


@cli.command("key")
@click.option("--push", is_flag=True, help="Make one for SKAPABOT_PUSH_KEY instead.")
def key_command(*, push: bool) -> None:
    """Make a new encryption key; put it first in SKAPABOT_ENCRYPTION_KEYS."""
    click.echo(make_push_key() if push else Fernet.generate_key().decode())


async def _migrate(app: AppContext) -> int:
    """Bring the database up to date; gives how many people got their occasions afterwards."""
    try:
        await migrate(app.database)
    except DanglingRowsError as fault:
        raise Failure(f"the database is unchanged: {fault}") from fault
    await remember_keys(app.database)
    await backfill_follow_ups(app.database, app.calendar, app.clock())
    return await backfill_everybody(app.database, app.calendar, app.clock())


async def _prepare_demo(app: AppContext) -> str:
    from bot.sample.demo import prepare_demo  # the sample is no part of what a service loads

    try:
        await refuse_unfit_database(app)
        await _migrate(app)
        return await prepare_demo(app)
    finally:
        await app.database.close()


async def _prepare_database(app: AppContext) -> None:
    try:
        await refuse_unfit_database(app)
        if await is_new(app.database):
            await migrate(app.database)
        elif not await is_current(app.database):
            raise Failure("the database is from another version: run skapabot migrate", 3)
        elif not await is_backfilled(app.database):
            raise Failure("a migration was not finished: run skapabot migrate", 3)
        if fault := await clock_fault(app):
            raise Failure(fault, 3)
        await remember_keys(app.database)
    finally:
        await app.database.close()


def _run(app: AppContext, chosen: Parts = EVERY_PART) -> None:
    try:
        run(app, click.echo, chosen)
    except AddressError as fault:
        raise Failure(str(fault), 2) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        click.echo("Stopped.")
