"""Forms with a file: what browsers send is read whole, whatever is in the file."""

from urllib.parse import urlencode

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.web.forms import is_upload, read_form, read_upload

HEAD = b'--edge\r\nContent-Disposition: form-data; name="'
END = b"\r\n--edge--\r\n"


def posted(body: bytes, kind: str = "multipart/form-data; boundary=edge") -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}
    return Request(scope, receive)


@pytest.mark.parametrize(
    "file", [b"", bytes(range(256)) * 9, b"\r\n--edg\r\n--", b"\r\n\r\n--edg", b"\r\n"]
)
async def test_fields_and_the_file_come_whole(file: bytes) -> None:
    sent = HEAD + b'token"\r\n\r\n\xc3\xa5ter\r\n' + HEAD
    sent += b'clip"; filename="a; name=b.webm"\r\nContent-Type: video/webm\r\n\r\n' + file
    assert await read_upload(posted(sent + END)) == ({"token": "åter"}, file)


@pytest.mark.parametrize(
    ("kind", "is_one"),
    [
        ("multipart/form-data; boundary=edge", True),
        ('multipart/form-data; charset=utf-8; boundary="edge"', True),
        ("multipart/form-data", False),
        ("application/x-www-form-urlencoded", False),
        ("", False),
    ],
)
async def test_a_form_without_a_file_is_a_form(kind: str, is_one: bool) -> None:
    assert is_upload(posted(b"", kind)) is is_one
    if not is_one:
        assert await read_upload(posted(b"token=a%C3%A5", kind)) == ({"token": "aå"}, b"")


@pytest.mark.parametrize("body", [b"", b"--edge", b"--edge\r\n\r\n\r\n--edge--", b"\xff" * 99])
async def test_what_is_no_such_form_is_empty(body: bytes) -> None:
    assert await read_upload(posted(body)) == ({}, b"")


async def test_a_tick_for_each_of_a_large_caseload_is_read() -> None:
    ticked = {f"person-{one}": "on" for one in range(10_000, 10_500)}
    body = urlencode({"whom": "some", **ticked}).encode()
    form = await read_form(posted(body, "application/x-www-form-urlencoded"))
    assert form == {"whom": "some", **ticked}


async def test_more_fields_than_any_page_has_are_refused() -> None:
    with pytest.raises(HTTPException) as refused:
        await read_form(posted(b"a=&" * 5000, "application/x-www-form-urlencoded"))
    assert refused.value.status_code == 413
