"""What people wrote stays text, whichever separator a spreadsheet takes for its own."""

import csv
import io
import re

import pytest
from hypothesis import given, strategies

from bot.files.spreadsheet import without_formulas

SIGNS = "=+-@＝＋－＠"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "before",
    ["", " ", "\ufeff", "\u200b", "\u2060", "\u00a0", "\0", "\x01", "\u3164", '"'],
    ids=ascii,
)
def test_no_cell_is_a_formula(before: str, sign: str) -> None:
    text = f'{before}{sign}HYPERLINK("x")'
    assert without_formulas([text, 4, None]) == [f"'{text}", 4, None]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("bra;=HYPERLINK(1)", "bra;'=HYPERLINK(1)"),
        ("rad\n=1+1", "rad\n'=1+1"),
        ("rad\r\n =1+1\n+2", "rad\r\n' =1+1\n'+2"),
        ("bra,\ufeff@SUM(1)", "bra,'\ufeff@SUM(1)"),
        ('bra;"=1+1"', 'bra;\'"=1+1"'),
        ("\t=1", "'\t'=1"),
        ("a\tb|\u3000\uff1d1", "a\tb|'\u3000\uff1d1"),
        ("minus 3, eller 1+1=2; e-post a@b.se", "minus 3, eller 1+1=2; e-post a@b.se"),
        ("⭐ bra", "⭐ bra"),
        ("", ""),
    ],
)
def test_nor_is_what_another_separator_makes_of_it(text: str, becomes: str) -> None:
    assert without_formulas([text]) == [becomes]


@given(strategies.text(strategies.sampled_from("=+-@;,|\t\n\r\"' \ufeff\u200b\0ax1")))
def test_no_reader_finds_a_formula(text: str) -> None:
    """Whatever a reader takes for the end of a cell, and whatever it leaves out."""
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerow(["A-01", *without_formulas([text]), 3])
    for cell in re.split(r"[;,|\t\r\n]", file.getvalue()):
        assert not cell.lstrip('\ufeff\u200b\0 "').startswith(("=", "+", "-", "@"))
