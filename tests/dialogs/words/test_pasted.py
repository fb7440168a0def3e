"""Codes as people paste them."""

import pytest
from hypothesis import given, strategies

from dialogs.words.pasted import is_link, is_only_code, pasted_code

CODE = "Abc-_0123456789012345xyZ"


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f" {CODE}\n",
        f"«{CODE}».",
        f"\u200e{CODE}\u200f",
        f"/start {CODE}",
        f"/start\n{CODE}",
        f"/start@skapa_bot {CODE}",
        f"https://t.me/skapa_bot?start={CODE}",
        f"t.me/skapa_bot?start={CODE}",
        f"HTTPS://T.ME/skapa_bot?start={CODE}",
        f"https://telegram.me/skapa_bot?start={CODE}&x=1",
        f"tg://resolve?domain=skapa_bot&start={CODE}",
        f"https://chat.example.org/c/{CODE}",
        f"http://127.0.0.1:8000/c/{CODE}?x",
    ],
)
def test_a_code_is_found_alone_and_in_its_link(text: str) -> None:
    assert pasted_code(text) == CODE
    assert is_only_code(text)


def test_a_letter_with_a_link_in_it_is_more_than_a_code() -> None:
    text = f"Hej Bo! Här är din länk: https://t.me/skapa_bot?start={CODE}\nHälsningar Karin"
    assert pasted_code(text) == CODE
    assert is_link(text)
    assert not is_only_code(text)


@pytest.mark.parametrize(
    "text", ["", "4", "hej", "Jag sover dåligt", "https://example.org/c/kort", f"{CODE} {CODE}"]
)
def test_what_holds_no_code_holds_none(text: str) -> None:
    assert pasted_code(text) == ""


@given(strategies.text())
def test_what_is_found_is_made_of_a_codes_signs(text: str) -> None:
    found = pasted_code(text)
    assert found == "" or (found.isascii() and found in text)
