"""Which browsers we post to, and what they keep of us."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app_context import AppContext
from bot.channels.push.subscription import parse_subscription
from bot.channels.push.worker import worker_text
from bot.settings.services.push import make_push_key, public_push_key, push_key
from tests.bot.channels.push.service import FakePush, text_of
from tests.bot.channels.web.visitor import Visitor
from tests.people.knocks import with_push

POINT, AUTH = public_push_key(make_push_key()), text_of(b"a" * 16)


def said(endpoint: object, p256dh: object = POINT, auth: object = AUTH) -> str:
    return json.dumps({"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}})


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://db5p.notify.windows.com/w/?token=abc",
    ],
)
def test_the_services_of_the_browsers_are_known(endpoint: str) -> None:
    found = parse_subscription(said(endpoint))
    assert found.endpoint == endpoint
    assert parse_subscription(found.to_text()) == found
    assert endpoint not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", "{", '"x"', "1", "[" * 1500),
        said("http://fcm.googleapis.com/abc"),
        said("https://fcm.googleapis.com.example.org/abc"),
        said("https://notfcm.googleapis.com@127.0.0.1/abc"),
        said("https://fcm.googleapis.com:22/abc"),
        said("https://127.0.0.1/abc"),
        said("https://[::1/abc"),
        said("https://fcm.googleapis.com:99999/abc"),
        said("https://bo@fcm.googleapis.com/abc"),
        said("file:///etc/passwd"),
        said(3),
        said("https://fcm.googleapis.com/" + "a" * 3000),
        said("https://fcm.googleapis.com/abc", "AAAA"),
        said("https://fcm.googleapis.com/abc", text_of(b"\x04" * 65)),
        said("https://fcm.googleapis.com/abc", POINT, "ä"),
        said("https://fcm.googleapis.com/abc", None, 5),
    ],
)
def test_no_other_door_is_knocked_at(text: str) -> None:
    with pytest.raises(ValueError, match="subscription"):
        parse_subscription(text)


@given(st.text())
def test_whatever_is_said_is_read_or_refused(text: str) -> None:
    with pytest.raises(ValueError, match="subscription"):
        parse_subscription(text)


def test_a_service_on_this_machine_is_for_tests_only() -> None:
    fake = FakePush("")
    fake.port = 1
    assert parse_subscription(fake.subscription, near=True)
    with pytest.raises(ValueError, match="subscription"):
        parse_subscription(fake.subscription)


def test_a_key_that_is_made_is_a_key() -> None:
    key = make_push_key()
    assert push_key(key) == key
    assert len(public_push_key(key)) == 87
    for wrong in ("", "abc", key + "A", "ä" * 43, "A" * 43):
        with pytest.raises(ValueError, match="skapabot key --push"):
            push_key(wrong)


async def test_the_worker_knows_the_neutral_line_in_every_language(app: AppContext) -> None:
    ready = with_push(app)
    visitor = await Visitor(ready).open("/notices.js")
    assert visitor.page.headers["content-type"].startswith("text/javascript")
    assert visitor.page.headers["cache-control"] == "no-store"
    text = visitor.page.text
    assert text == worker_text(ready)
    lines = json.loads(text.split("LINES = ", 1)[1].split(";\n", 1)[0])
    assert set(lines) >= {"sv", "en", "ar"}
    assert lines["sv"]["text"] == "Du har ett meddelande från \u2068Skapabot\u2069."
    assert lines["ar"]["dir"] == "rtl"
    assert (await Visitor(app).open("/notices.js")).page.status_code == 404
