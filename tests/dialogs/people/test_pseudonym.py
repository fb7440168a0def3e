"""A participant's code: as the program writes it, and as people do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.people.pseudonym import pseudonym_of, read_pseudonym


@pytest.mark.parametrize("typed", ["A-05", "a-05", "A05", "a5", "A-5", " A 05 ", "a – 5"])
def test_a_code_is_read_as_people_write_it(typed: str) -> None:
    assert read_pseudonym(typed) == "A-05"


@pytest.mark.parametrize("typed", ["", "A", "05", "A-", "A-²", "Amal", "A-05 B-06", "<b>"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_pseudonym(typed) is None


@given(st.integers(1, 5000), st.integers(1, 99_999))
def test_what_is_written_is_read(sub_project: int, number: int) -> None:
    code = pseudonym_of(sub_project, number)
    assert read_pseudonym(code) == code == pseudonym_of(sub_project, int(code.split("-")[1]))
