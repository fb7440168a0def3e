"""What each answer of Telegram means for a message: passing, permanent, or unknown."""

import datetime as dt
from typing import cast

import aiohttp
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

import bot.channels.telegram.calls
from bot.channels.channel import PERMANENT, Fate, Report
from bot.channels.telegram.calls import send
from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.channels.telegram.sending.answer import AnswerError
from tests.people import BO


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


ANSWERS: list[tuple[TelegramError, Report]] = [
    (RetryAfter(7), Report(Fate.LATER, wait=dt.timedelta(seconds=7))),
    (AnswerError(500), Report(Fate.UNCERTAIN)),
    (AnswerError(200), Report(Fate.UNCERTAIN)),
    (AnswerError(403), Report(Fate.LATER)),
    (AnswerError(302), Report(Fate.LATER)),
    (TelegramError("an answer could not be read"), Report(Fate.UNCERTAIN)),
    (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), Report(Fate.LATER)),
    (caused(TimedOut(), TimeoutError()), Report(Fate.UNCERTAIN)),
    (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Report(Fate.UNCERTAIN)),
    (Forbidden("bot was blocked by the user"), Report(Fate.UNREACHABLE)),
    (Forbidden("user is deactivated"), Report(Fate.UNREACHABLE)),
    (BadRequest("Chat not found"), Report(Fate.UNREACHABLE)),
    (BadRequest("message is too long"), Report(Fate.UNDELIVERABLE)),
    (ChatMigrated(1), Report(Fate.UNDELIVERABLE)),
    (InvalidToken(), Report(Fate.LATER)),
    (EndPointNotFound("x"), Report(Fate.LATER)),
    (Conflict("x"), Report(Fate.LATER)),
]


@pytest.mark.parametrize(("answer", "report"), ANSWERS, ids=repr)
async def test_every_answer_of_telegram_is_a_fate(
    answer: TelegramError, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def answered(*_: object) -> object:
        raise answer

    monkeypatch.setattr(bot.channels.telegram.calls, "call_api", answered)
    assert await send(cast("Bot", None), TextMessage(BO, "Hej")) == report


async def test_what_arrived_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    async def answered(*_: object) -> object:
        return {"message_id": 12}

    monkeypatch.setattr(bot.channels.telegram.calls, "call_api", answered)
    assert await send(cast("Bot", None), TextMessage(BO, "Hej")) == Report(Fate.SENT, 12)


def test_a_fate_is_passing_permanent_or_neither() -> None:
    assert set(Fate) - PERMANENT == {Fate.SENT, Fate.UNCERTAIN, Fate.LATER}
