"""Answers to our calls: which are Telegram's own, and say something about a chat or a message.

Between us and Telegram there may be proxies, portals and a Bot API server of our own. What became
of a call is read from the HTTP status; Telegram is believed only where the answer is its own JSON.
"""

import json
from http import HTTPStatus
from typing import Any

from telegram.error import BadRequest, NetworkError

OF_THIS_CALL = (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)
"""Where these are Telegram's own they speak of one chat or message."""
SAID_BY_TELEGRAM = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
)
"""What python-telegram-bot has an exception of its own for."""
LONGEST_NUMBER = 300
"""Digits. Python refuses to read a number of thousands, and with it the whole answer."""


class AnswerError(NetworkError):
    """An answer that says nothing about a chat or a message. ``code`` is its HTTP status."""

    def __init__(self, code: int) -> None:
        super().__init__(f"HTTP status {code}")
        self.code = code

    @property
    def is_refusal(self) -> bool:
        """Tell whether whoever answered has not carried the call out, nor passed it on."""
        return HTTPStatus.MULTIPLE_CHOICES <= self.code < HTTPStatus.INTERNAL_SERVER_ERROR


def check_answer(status: int, body: bytes) -> None:
    """Raise AnswerError, unless an answer is Telegram's own and says something about its call."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        # Read once more by python-telegram-bot, so only a look: a page, or half of an answer.
        if not (body.startswith(b"{") and body.rstrip().endswith(b"}") and b'"result"' in body):
            raise AnswerError(status)
        return
    said = json_of(body)
    if not isinstance(said, dict) or (said.get("ok"), said.get("error_code")) != (False, status):
        raise AnswerError(status)
    if not isinstance(said.get("description"), str):
        raise AnswerError(status)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise BadRequest("the message is too large")
    more = said.get("parameters", {})
    if not isinstance(more, dict) or any(type(value) is not int for value in more.values()):
        raise AnswerError(status)
    asks_to_wait = status == HTTPStatus.TOO_MANY_REQUESTS and more.get("retry_after")
    if status not in SAID_BY_TELEGRAM and not asks_to_wait:
        raise AnswerError(status)


def json_of(body: bytes) -> Any:
    """Read JSON; None where it is none, or nothing that can be read."""
    text = body.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        pass
    try:  # One number that is too long would hide everything beside it.
        return json.loads(text, parse_int=lambda digits: int(digits[:LONGEST_NUMBER]))
    except (ValueError, RecursionError):
        return None
