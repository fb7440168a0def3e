"""The command line: every command, its exit code, and one-line errors.

Exit codes: 0 done · 1 something went wrong · 2 wrong usage or settings, or the port is taken ·
3 the database is not ready, was written with other keys, belongs to a newer version, or last
worked on long before what the clock says.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click
from sqlalchemy.exc import DBAPIError

from bot.app_context import AppContext, build_app
from bot.settings.clock import is_believable
from bot.settings.demo_secrets import ensure_demo_environ
from bot.settings.installation import InstallationError
from bot.settings.redaction import set_up_logging
from bot.settings.settings import SettingsError, read_settings
from bot.settings.sources import PREFIX
from storage.clock import last_reading
from storage.database.faults import kind_and_place, kind_of
from storage.keys import LOOK_UPS, TEXTS, unfitting_keys
from storage.schema import is_newer

Result = TypeVar("Result")

NEWER = (
    "the database belongs to a newer version of skapabot: install that one, or a backup from before"
)


class Trouble(Exception):  # noqa: N818  # it is no error of the program's
    """What ``check`` finds not in place, and what to do."""


class Failure(click.ClickException):
    """An error with an exit code of its own."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="skapabot", message="%(version)s")
def cli() -> None:
    """Let people rate themselves on SKAPA, in their own language, and show their coach the star."""


def prepare_app() -> AppContext:
    """Read the settings and put the parts together; a demo has secrets that it made itself."""
    is_demo = os.environ.get(f"{PREFIX}ENVIRONMENT") == "demo"
    settings = read_settings(ensure_demo_environ() if is_demo else os.environ)
    set_up_logging(settings)
    return build_app(settings)


async def key_fault(app: AppContext) -> str | None:
    """Say which keys are not those that the database was written with; None where they are."""
    unfitting = await unfitting_keys(app.database)
    if not unfitting:
        return None
    shares = app.settings.lookup_key == app.settings.secret_key  # or has none of its own
    named = ["SECRET_KEY" if name == LOOK_UPS and shares else name for name in unfitting]
    names = " and ".join(PREFIX + name for name in named)
    does = "does" if len(unfitting) == 1 else "do"
    hints = " (older encryption keys are still needed)" if TEXTS in unfitting else ""
    if "SECRET_KEY" in named:
        hints += f"; to change it, put the former one into {PREFIX}{LOOK_UPS}"
    return f"{names} {does} not fit this database: set what it was written with{hints}"


async def clock_fault(app: AppContext) -> str | None:
    """Say that this machine's clock is far from the database's; None where it may be right."""
    async with app.database.reading() as session:
        last, now = await last_reading(session), app.clock()
    if last is None or is_believable(now, last):
        return None
    return (
        f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, and the service last worked at "
        f"{last:%Y-%m-%d %H:%M}: set the clock right or, if it is, run skapabot confirm-clock"
    )


async def refuse_unfit_database(app: AppContext) -> None:
    """Raise Failure before anything is looked up or written that does not fit the database."""
    if await is_newer(app.database):
        raise Failure(NEWER, 3)
    if fault := await key_fault(app):
        raise Failure(fault, 3)


def with_app(work: Callable[[AppContext], Awaitable[Result]], *, any_keys: bool = False) -> Result:
    """Run some work on the parts, and close the database whatever happens.

    Raises Failure where keys or program do not fit the database, except with ``any_keys``.
    """

    async def working() -> Result:
        app = prepare_app()
        try:
            if not any_keys:
                await refuse_unfit_database(app)
            return await work(app)
        finally:
            await app.database.close()

    return asyncio.run(working())


def main() -> None:
    """Run the command line; one line per error, never a traceback over somebody's data.

    Whatever it makes, database, journal or export, is for its own user alone.
    """
    os.umask(0o077)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as fault:
        _say(fault.format_message())
        code = fault.code if isinstance(fault, Failure) else fault.exit_code
    except SettingsError as fault:
        for line in fault.faults:
            _say(line)
        code = 2
    except InstallationError as fault:
        _say(str(fault))
        code = 2
    except (DBAPIError, OSError) as fault:
        # The driver's message can quote values; its kind is enough, `skapabot check` says more.
        _say(f"the database or a file is not reachable ({kind_of(fault)}): skapabot check")
        code = 3
    except Exception as fault:  # noqa: BLE001  # a traceback would say what people wrote
        _say(f"something went wrong: {kind_and_place(fault)}")
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _say(line: str) -> None:
    click.echo(f"skapabot: {line}", err=True)
