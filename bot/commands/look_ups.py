"""The command that moves look-ups to a key of their own, or to a new one: move-lookups."""

import getpass
import sys

import click

from bot.app_context import AppContext
from bot.commands.cli import Failure, cli, with_app
from bot.settings.dangers import is_guessable
from bot.settings.reader import SHORTEST_SECRET
from bot.settings.sources import PREFIX
from storage.database.encryption import Vault
from storage.schema import is_current
from storage.staff.look_ups import MovedLookUps, UnreadableAddressesError, move_look_ups


@cli.command("move-lookups")
@click.option("--key-stdin", is_flag=True, help="Read the new key from standard input.")
def move_command(*, key_stdin: bool) -> None:
    """Move look-ups to a new key, which is SKAPABOT_LOOKUP_KEY from then on; stop serve first."""
    key = (sys.stdin.readline() if key_stdin else getpass.getpass("New key: ")).strip()
    if len(key) < SHORTEST_SECRET:
        raise Failure(f"the key needs {SHORTEST_SECRET} characters: openssl rand -hex 32", 2)
    if is_guessable(key):
        raise Failure("the key can be guessed: make one with openssl rand -hex 32", 2)

    async def work(app: AppContext) -> MovedLookUps:
        if not await is_current(app.database):
            raise Failure("the database is not up to date: run skapabot migrate", 3)
        try:
            to = Vault(app.settings.encryption_keys, key)
            return await move_look_ups(app.database, to, app.clock())
        except UnreadableAddressesError as fault:
            raise Failure(f"nothing was changed: {fault}; a key is missing") from fault

    moved = with_app(work)
    click.echo(f"{moved.addresses} addresses moved. Set {PREFIX}LOOKUP_KEY to the new key now.")
    if moved.invitations:
        click.echo(f"They need new invitations: {', '.join(moved.invitations)}")
