"""Numbers and addresses as people write them, and what takes no message."""

import pytest

from bot.knocks.addresses import read_address, shown_address
from dialogs.people.knocks import KnockKind


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0046 70 174 06 05", "+46701740605"),
        ("+46 (0)70 174 06 05", "+46701740605"),
        ("٠٧٠١٧٤٠٦٠٥", "+46701740605"),
        (" +45 32 12 34 56 ", "+4532123456"),
    ],
)
def test_a_number_is_kept_in_one_way(typed: str, stored: str) -> None:
    assert read_address(KnockKind.SMS, typed) == stored


@pytest.mark.parametrize(
    "typed", ["", "070", "08-123 456 78", "0900-100 10 10", "020-10 20 30", "112", "bo", "0" * 300]
)
def test_what_takes_no_sms_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="n"):
        read_address(KnockKind.SMS, typed)


def test_it_is_shown_as_it_is_written_at_home() -> None:
    assert shown_address(KnockKind.SMS, "+46701740605") == "070-174 06 05"
    assert shown_address(KnockKind.SMS, "+4532123456") == "+45 32 12 34 56"
    assert shown_address(KnockKind.PUSH, "{}") == ""


def test_nobody_types_a_browser() -> None:
    with pytest.raises(ValueError, match="browser"):
        read_address(KnockKind.PUSH, "https://push.example.org/x")
