"""What is typed is read in one way: numbers and days that a database can hold, and nothing else."""

import datetime as dt
import re
from pathlib import Path

import pytest

from admin.web.input import day_fault, day_of, moment_of, number_of, ticked_numbers
from bot.languages.catalog import catalog
from tests.test_imports import ROOT

READS_ITSELF = re.compile(r"\.(isdigit|isdecimal|isnumeric|fromisoformat|strptime)\(")
MAY = {
    ROOT / "admin/web/input.py",
    ROOT / "admin/needs/card.py",  # what we have written ourselves
}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("007", 7), ("١٢", 12), ("999999999", 999_999_999)]
    + [(one, None) for one in ("", "²", "①", "-1", "+1", "1_0", " 1", "1.0", "9" * 10, "9" * 9999)],
)
def test_a_number_is_one_that_every_database_can_look_for(typed: str, number: int | None) -> None:
    assert number_of(typed) == number


def test_what_was_ticked_is_known_by_its_numbers() -> None:
    form = {"who-1": "on", "who-²": "on", "who-": "on", "whom-2": "on", "who-3": ""}
    assert ticked_numbers(form, "who-") == {1, 3}


@pytest.mark.parametrize("typed", ["0001-01-01", "0026-11-23", "1999-12-31", "2100-01-01"])
def test_a_day_of_no_year_of_ours_is_none_and_its_year_is_named(typed: str) -> None:
    t = catalog("sv")
    assert day_of(typed) is None
    assert day_fault(t, typed, "Välj en dag.") == "Året kan inte stämma. Rätta det."


@pytest.mark.parametrize("typed", ["", "i morgon", "2026-02-30", "12026-01-01"])
def test_what_is_no_day_has_the_forms_own_words(typed: str) -> None:
    assert day_of(typed) is None
    assert day_fault(catalog("sv"), typed, "Välj en dag.") == "Välj en dag."


def test_days_and_moments_of_our_years_are_read() -> None:
    assert day_of("2026-11-23") == dt.date(2026, 11, 23)
    assert moment_of("2026-11-23T10:00:00+00:00") == dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "typed", ["", "2026-11-23T10:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_moment_without_a_zone_or_in_no_year_of_ours_is_none(typed: str) -> None:
    assert moment_of(typed) is None


@pytest.mark.parametrize("path", sorted((ROOT / "admin").rglob("*.py")), ids=str)
def test_no_form_reads_numbers_and_days_in_a_way_of_its_own(path: Path) -> None:
    assert path in MAY or not READS_ITSELF.search(path.read_text())
