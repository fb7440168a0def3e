"""The file of answers: a row for each question of each rating, as a Swedish Excel opens it."""

import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence

from bot.app_context import AppContext
from bot.files.spreadsheet import without_formulas
from bot.languages.instrument_steps import steps_of_wordings
from bot.languages.spoken import languages
from storage.database.encryption import vault
from storage.ratings.answer_row import AnswerRow
from storage.ratings.export import answer_rows
from storage.translations.steps import noted_steps

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
SEPARATOR = ";"
"""What Excel expects where the comma stands in numbers, as in Sweden."""
NOBODYS_COLUMNS = (
    "invented",
    "sub_project",
    "enrolled_at",
    "exit_on",
    "exit_reason",
    "sex",
    "age_at_enrolment",
    "referrer",
    "without_bot",
    "rating",
    "occasion",
    "occasion_number",
    "serves",
    "instrument",
    "version",
    "mode",
    "practice",
    "begun_at",
    "finished_at",
    "item",
    "status",
    "value",
    "language",
    "translation",
    "translation_steps",
    "tried_with",
    "calibrated_with",
    "answer_mode",
    "presses",
    "channel",
    "answered_at",
    "question",
    "points",
    "wording",
)
"""What tells of nobody: neither the pseudonym that coaches know, nor anybody's own words.

Each is named here: what is added to the rows later stays out until somebody has thought of it.
"""


DAYS_ALONE = frozenset({"enrolled_at", "begun_at", "finished_at", "answered_at"})
"""Columns of which that file has the day alone.

Time enrolled is counted in weeks; a second, beside sex and age, is as good as a name.
"""


async def all_answers(app: AppContext, by: int | None = None) -> AsyncIterator[AnswerRow]:
    """Read every question of every rating; each person's log says by whom of the staff."""
    items = {
        (one.id, one.version): [item.id for item in one.items]
        for one in app.installation.instruments.values()
    }
    async with app.database.reading() as session:
        noted = await noted_steps(session)
    steps = steps_of_wordings(app.installation.instruments.values(), languages(), noted)
    async for row in answer_rows(app.database, items, app.clock(), steps, by):
        yield row


async def nameless_file(app: AppContext, by: int) -> AsyncIterator[str]:
    """Write the file for an evaluator, line by line.

    One person's rows share a code, the same in every file, from which the pseudonym cannot be
    worked out.
    """
    line = line_writer()
    yield BYTE_ORDER_MARK + line(("person", *NOBODYS_COLUMNS))
    async for row in all_answers(app, by):
        code = vault().digest("person in figures", row.participant)[:12]
        yield line((code, *(_nobodys_cell(row, name) for name in NOBODYS_COLUMNS)))


def _nobodys_cell(row: AnswerRow, name: str) -> object:
    cell = getattr(row, name)
    return cell.partition(" ")[0] if name in DAYS_ALONE else cell


def line_writer() -> Callable[[Sequence[object]], str]:
    """Make what writes row after row; nothing in them becomes a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=SEPARATOR)

    def line(cells: Sequence[object]) -> str:
        written.seek(0)
        written.truncate()
        writer.writerow(without_formulas(cells))
        return written.getvalue()

    return line
