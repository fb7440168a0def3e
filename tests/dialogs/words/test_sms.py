"""How many parts an SMS is sent in, against a slow reference that fills one after the other."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.words.sms import sms_parts

GSM = st.text("abcåäöÅÄÖéÉ @£$_0123456789\n")
WIDE = st.text("^{}[]~|€\\ab")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ع" * 70, 1),
        ("ع" * 71, 2),
        ("ع" * 134, 2),
        ("ع" * 135, 3),
        ("a" * 69 + "\u2068", 1),
        ("a" * 70 + "\u2068", 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_the_borders(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


def slow_parts(units: list[str], alone: int, joined: int) -> int:
    """Fill parts one after the other; a sign of two units stays whole."""
    if sum(map(len, units)) <= alone:
        return 1
    parts = [""]
    for unit in units:
        if len(parts[-1]) + len(unit) > joined:
            parts.append("")
        parts[-1] += unit
    return len(parts)


@given(st.one_of(GSM, WIDE).flatmap(lambda text: st.integers(1, 60).map(lambda n: text * n)))
@example("a" * 152 + "€" + "a" * 153)
def test_of_gsm_signs(text: str) -> None:
    units = ["eX" if sign in "^{}[]~|€\\" else sign for sign in text]
    assert sms_parts(text) == slow_parts(units, 160, 153)


@given(st.text(min_size=1, max_size=30).flatmap(lambda t: st.integers(1, 20).map(lambda n: t * n)))
@example("ع" * 66 + "😀" * 34)
def test_one_other_sign_makes_all_of_it_wide(text: str) -> None:
    text += "ع"
    units = [sign if ord(sign) <= 0xFFFF else "ab" for sign in text]
    assert sms_parts(text) == slow_parts(units, 70, 67)


@given(st.text(), st.text())
def test_more_text_is_never_cheaper(text: str, more: str) -> None:
    assert sms_parts(text + more) >= sms_parts(text)
