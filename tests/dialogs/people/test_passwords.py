"""Passwords that everybody would try are refused, and those that nobody would are taken."""

import secrets

import pytest
from hypothesis import given, strategies

from dialogs.people.passwords import PasswordFault, password_fault

OWN = ("karin.ek@example.org", "Karin Ek-Åberg")


@pytest.mark.parametrize(
    "password",
    ["short", "", " " * 12, "\u3000" * 12, "a" + " " * 11, "elva tecken", "        short       "],
)
def test_short_ones_are_refused(password: str) -> None:
    assert password_fault(password, OWN) is PasswordFault.SHORT


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "123456789012",
        "1234567890123456",
        "098765432109",
        "abcdefghijkl",
        "qwertyuiop12",
        "qwertyuiopå12",
        "1qaz2wsx3edc",
        "abcabcabcabc",
        "121212121212",
        "karin.ek@example.org",
        "KARIN.EK@EXAMPLE.ORG",
        "Karin.Ek2026!",
        "karinekåberg1",
        "Karin Ek-Åberg",
        "lösenord1234",
        "hemligtlösenord",
        "Password1234",
        "P@ssw0rd2026!",
        "passwordpassword",
        "sommaren2026!",
        "Sommar2026Sommar2026",
        "Välkommen2026!",
        "Göteborg2026!!",
        "handledare2026",
        "arbetsförmedlingen",
        "welcome2skapabot",
        "hejhejhejhej",
        "ＰＡＳＳＷＯＲＤ１２３４",
        "            1234567890  ",
    ],
)
def test_what_everybody_would_try_is_refused(password: str) -> None:
    assert password_fault(password, OWN) is not None


@pytest.mark.parametrize(
    "password",
    [
        "a long enough password",
        "correct horse battery staple",
        "T7#kq9!zLw2x",
        "ekorren äter kottar i skogen",
        "مظلة القطار الأزرق",
        "0f3a9c1e7b25",
        "blå-cykel-under-bron",
    ],
)
def test_what_nobody_would_try_is_taken(password: str) -> None:
    assert password_fault(password, OWN) is None


def test_what_a_password_manager_makes_is_taken() -> None:
    assert not [one for one in (secrets.token_urlsafe(12) for _ in range(500)) if fault(one)]


def fault(password: str) -> PasswordFault | None:
    return password_fault(password, OWN)


@given(strategies.text(max_size=300), strategies.lists(strategies.text(max_size=40), max_size=3))
def test_anything_can_be_asked_about(password: str, own: list[str]) -> None:
    assert password_fault(password, own) in (None, *PasswordFault)
