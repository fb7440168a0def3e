"""The language that a browser asks for, among those that are spoken."""

import pytest
from starlette.requests import Request

from bot.web.browser_language import browser_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "sv"),
        ("en", "en"),
        ("en-GB,sv;q=0.5", "en"),
        ("sv,en", "sv"),
        ("de, en;q=0.2", "en"),
        ("sv;q=0.2, ar-SY;q=0.7 ,en;q=0.7", "ar"),
        ("EN ;q=0.9, sv;q=0.1", "en"),
        ("en;q=0", "sv"),
        ("x;q=y", "sv"),
        ("*", "sv"),
        ("," * 5000 + "en", "sv"),
    ],
)
def test_the_first_that_is_spoken(header: str, language: str) -> None:
    headers = [(b"accept-language", header.encode())]
    request = Request({"type": "http", "headers": headers})
    assert browser_language(request, ("sv", "en", "ar")) == language
