"""The coach as participants see them: what is given, and the links that dial and write."""

import pytest

from dialogs.people.coach import EMAIL, Coach, contact_lines, phone_link
from dialogs.texts import clean
from tests.scenes import scene


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("0300-12 34 56", "tel:0300123456"),
        ("+46 (0)300-12 34 56", "tel:+46300123456"),
        ("(0)300 12 34 56", "tel:0300123456"),
        ("112", "tel:112"),
        ("0300-12 34 56, anknytning 7", ""),
        ("0300-12 34 56 / 0300-12 34 57 / 0300-12 34 58", ""),
        ("0300-12 34 56/57", ""),
        ("0300\u201312\u00a034\u00a056", "tel:0300123456"),
        ("fråga i receptionen", ""),
        ("+", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_only_where_it_is_clear_which(phone: str, link: str) -> None:
    assert phone_link(phone) == link


def test_what_is_not_given_is_not_there() -> None:
    t = scene("sv").texts
    assert contact_lines(t, Coach("Karin")) == ()
    whole = Coach("Karin", "0300-12 34 56", "karin@example.org", "vardagar före tio")
    lines = contact_lines(t, whole)
    assert [clean(line.text) for line in lines] == [
        "Telefon: 0300-12 34 56",
        "E-post: karin@example.org",
        "Lättast att nå: vardagar före tio",
    ]
    assert [line.link for line in lines] == ["tel:0300123456", "mailto:karin@example.org", ""]


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("karin.ek+iris@kommun.example.org", True),
        ("karin@localhost", False),
        ("karin@example.org?bcc=a@example.org", False),
        ('"karin"@example.org', False),
        ("karin", False),
    ],
)
def test_an_address_leads_to_one_letter_to_the_coach(address: str, fits: bool) -> None:
    assert bool(EMAIL.fullmatch(address)) is fits
