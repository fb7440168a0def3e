"""Identity numbers are found as people write them, and telephone numbers pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.identity_number import MASK, has_identity_number, without_identity_numbers

INVENTED = "811228-9874"
"""The tax agency's own example of a number that belongs to nobody."""


@pytest.mark.parametrize(
    "written",
    [
        INVENTED,
        "8112289874",
        "19811228-9874",
        "198112289874",
        "19811228 9874",
        "811228+9874",
        "811228–9874",  # a longer dash, as phones write it
        "٨١١٢٢٨-٩٨٧٤",
        "8112889871",  # a coordination number: the day and 60
        "811288-9871",
        "811228-T123",  # a temporary number
        "19811228t123",
        "0002298974",  # born in 2000: no telephone number begins with two noughts
    ],
)
def test_it_is_found_however_it_is_written(written: str) -> None:
    text = f"Hon heter Bo, {written}, och kommer i morgon."
    assert has_identity_number(text)
    assert without_identity_numbers(text) == f"Hon heter Bo, {MASK}, och kommer i morgon."


@pytest.mark.parametrize(
    "text",
    [
        "0701234567",
        "070-123 45 67",
        "+46701234567",
        "08-123 456 78",
        "811228-9875",  # another check digit
        "811328-9874",  # no such month
        "Möte 2026-11-24 10:00",
        "klockan 10–12 den 24 november",  # a dash between two hours
        "0300-83 40 00",
        "Dnr 2026-1234",
        "Ärende 12345-2026",
        "811328-T123",
        "5",
        "",
        "A811228-9874B",
        "IBAN SE35 5000 0000 0549 1000 0003",
    ],
)
def test_other_figures_pass(text: str) -> None:
    assert not has_identity_number(text)
    assert without_identity_numbers(text) == text


@given(st.text())
def test_what_has_none_stays_as_it_is(text: str) -> None:
    assert has_identity_number(text) or without_identity_numbers(text) == text


@given(st.text(max_size=20), st.text(max_size=20))
def test_of_several_none_is_left(before: str, after: str) -> None:
    text = f"{before} {INVENTED} och {INVENTED} {after}"
    assert not has_identity_number(without_identity_numbers(text))
