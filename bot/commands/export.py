"""The command that exports ratings."""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from bot.app_context import AppContext
from bot.commands.cli import Failure, cli, with_app
from bot.files.answer_file import BYTE_ORDER_MARK, all_answers, line_writer
from bot.languages.catalog import catalog
from bot.languages.spoken import SOURCE_LANGUAGE
from dialogs.words.spoken import shown_words
from storage.ratings.answer_row import COLUMNS, AnswerRow
from storage.ratings.export import protected_left_out


@cli.group("export")
def export_group() -> None:
    """Take figures out."""


@export_group.command("ratings")
@click.option("--format", "kind", type=click.Choice(["csv"]), default="csv", show_default=True)
@click.option("--output", default="-", metavar="FILE|-", show_default=True)
def export_ratings(kind: str, output: str) -> None:
    """Write one row for each question of each rating, as a Swedish Excel opens it.

    UTF-8 with a byte order mark, separated by semicolons, times in UTC. Each person's audit log
    says that their ratings were taken out.

    FILE is replaced when all is written. An answer that cannot be read is named and left out; the
    exit code is 1 then.
    """

    async def work(app: AppContext) -> tuple[int, int]:
        async with app.database.reading() as session:
            protected = await protected_left_out(session)
        if protected:
            click.echo(f"left out, with a protected identity: {protected} persons", err=True)
        return await _write(app, file)

    with _standard_output() if output == "-" else _replaced(Path(output)) as file:
        count, left_out = with_app(work)
    if output != "-":
        click.echo(f"{count} rows written as {kind}.")
    if left_out:
        says = f"answers that cannot be read, and are left out: {left_out} (check ENCRYPTION_KEYS)"
        raise Failure(says)


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Write UTF-8, whatever the terminal's language has."""
    sys.stdout.flush()
    file = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        yield file
    finally:
        file.detach()  # flushes, and leaves the stream open


@contextmanager
def _replaced(path: Path) -> Iterator[TextIO]:
    """Open a file that takes the place of another at the end, unless something fails before."""
    path = path.resolve()  # a link stays a link
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as straight:  # a device or a pipe
            yield straight
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # for us alone: 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(handle)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink()
        raise


async def _write(app: AppContext, file: TextIO) -> tuple[int, int]:
    """Write what can be read; gives how many rows that was, and how many it was not."""
    line = line_writer()
    file.write(BYTE_ORDER_MARK + line(COLUMNS))
    written = left_out = 0
    async for row in all_answers(app):
        if row.is_readable:
            file.write(line(_readable_cells(row)))
            written += 1
        else:
            _name(row)
            left_out += 1
    return written, left_out


def _readable_cells(row: AnswerRow) -> tuple[object, ...]:
    """Give the cells; of a comment that was spoken, that it was, and how long."""
    t = catalog(SOURCE_LANGUAGE)
    return tuple(shown_words(one, t) if isinstance(one, str) else one for one in row.cells)


def _name(row: AnswerRow) -> None:
    click.echo(f"left out: an answer of {row.participant}, rating {row.rating}", err=True)
