"""The link in a nudge: short, signed, and those of an earlier version still open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from bot.doorbell.link import VALID_FOR, DoorLinks
from storage.tables.people import Account
from tests.conftest import START

LINKS = DoorLinks("a secret of good length for tests only")
MARK = "0123456789abcdef"


def account(id_: int = 7, epoch: int = 3) -> Account:
    return Account(id=id_, session_epoch=epoch, mark=MARK, address_digest="f" * 64)


@given(st.integers(1, 2**31 - 1), st.integers(0, 2**16 - 1))
def test_what_a_code_says_is_read_again(id_: int, epoch: int) -> None:
    code = LINKS.make_code(account(id_, epoch), START)
    said = LINKS.claim(code)
    assert said is not None
    assert (said.account_id, said.mark, said.epoch, said.until) == (
        *(id_, MARK, epoch),
        START + VALID_FOR,
    )
    assert len(code) <= 60, "an SMS has room for it"


@given(st.data())
def test_no_changed_code_is_believed(data: st.DataObject) -> None:
    code = LINKS.make_code(account(), START)
    place = data.draw(st.integers(2, len(code) - 1))
    sign = data.draw(st.sampled_from("abcdefXYZ019-_=."))
    forged = code[:place] + sign + code[place + 1 :]
    assert forged == code or LINKS.claim(forged) is None
    assert DoorLinks("another secret of good length").claim(code) is None


@pytest.mark.parametrize(
    "code", ["", "d.", "d.ä", "d.AAAA", "a-key", "d.a.b", "d.....", "d.=" * 30]
)
def test_what_is_no_code_is_none(code: str) -> None:
    assert LINKS.claim(code) is None


def test_a_code_of_an_earlier_version_still_opens() -> None:
    until = int((START + VALID_FOR).timestamp())
    said = URLSafeSerializer(LINKS.secret, salt="door link").dumps([7, MARK, 3, until, "a name"])
    found = LINKS.claim(f"d.{said}")
    assert found is not None
    assert (found.account_id, found.epoch, found.name) == (7, 3, "a name")
