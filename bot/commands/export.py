"""The command that exports ratings."""

import csv
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

import click

from bot.app_context import AppContext
from bot.commands.cli import Failure, cli, with_app
from storage.ratings.export import COLUMNS, AnswerRow, answer_rows


@cli.group("export")
def export_group() -> None:
    """Take figures out."""


@export_group.command("ratings")
@click.option("--format", "kind", type=click.Choice(["csv"]), default="csv", show_default=True)
@click.option("--output", default="-", metavar="FILE|-", show_default=True)
def export_ratings(kind: str, output: str) -> None:
    """Write one row per answer.

    FILE is replaced when all is written. An answer that cannot be read is named and left out; the
    exit code is 1 then.
    """

    async def work(app: AppContext) -> tuple[int, int]:
        return await _write(app, file)

    with nullcontext(sys.stdout) if output == "-" else _replaced(Path(output)) as file:
        count, left_out = with_app(work)
    if output != "-":
        click.echo(f"{count} answers written as {kind}.")
    if left_out:
        says = f"answers that cannot be read, and are left out: {left_out} (check ENCRYPTION_KEYS)"
        raise Failure(says)


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
    """Write what can be read; gives how many answers that was, and how many it was not."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    written = left_out = 0
    async for row in answer_rows(app.database):
        if row.is_readable:
            writer.writerow(without_formulas(row.cells))
            written += 1
        else:
            _name(row)
            left_out += 1
    return written, left_out


def _name(row: AnswerRow) -> None:
    click.echo(f"left out: an answer of {row.pseudonym}, rating {row.rating_id}", err=True)


def without_formulas(row: Sequence[object]) -> list[object]:
    """Keep a spreadsheet from taking what people wrote for a formula."""
    return [
        f"'{cell}"
        if isinstance(cell, str) and cell.lstrip()[:1] in "=+-@" and cell.strip()
        else cell
        for cell in row
    ]
