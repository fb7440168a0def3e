"""The command that exports ratings."""

import contextlib
import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from bot.app_context import AppContext
from bot.commands.cli import cli, with_app
from storage.ratings.export import COLUMNS, answer_rows


@cli.group("export")
def export_group() -> None:
    """Take figures out."""


@export_group.command("ratings")
@click.option("--format", "kind", type=click.Choice(["csv"]), default="csv", show_default=True)
@click.option("--output", default="-", metavar="FILE|-", show_default=True)
def export_ratings(kind: str, output: str) -> None:
    """Write one row per answer."""

    async def work(app: AppContext) -> int:
        return await _write(app, file)

    with contextlib.ExitStack() as stack:
        file: TextIO = sys.stdout
        if output != "-":
            file = stack.enter_context(Path(output).open("w", encoding="utf-8", newline=""))
        count = with_app(work)
    if output != "-":
        click.echo(f"{count} answers written as {kind}.")


async def _write(app: AppContext, file: TextIO) -> int:
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    count = 0
    async for row in answer_rows(app.database):
        writer.writerow(without_formulas(row))
        count += 1
    return count


def without_formulas(row: Sequence[object]) -> list[object]:
    """Keep a spreadsheet from taking what people wrote for a formula."""
    return [
        f"'{cell}"
        if isinstance(cell, str) and cell.lstrip()[:1] in "=+-@" and cell.strip()
        else cell
        for cell in row
    ]
