"""Promised messages as they lie in the outbox: read back whole, also those of earlier versions."""

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from sqlalchemy import select

from bot.channels.telegram.outgoing.kinds import (
    FileMessage,
    LinkButton,
    NudgeMessage,
    PersonalDataMessage,
    PressButton,
    PromisedMessage,
    QuestionMessage,
    Scale,
    ScaleMessage,
    StarMessage,
    TextMessage,
)
from bot.channels.telegram.outgoing.stored import from_json
from dialogs.engine.star import Series, Star
from storage.tables.channels import Outgoing
from storage.talk.outbox import Purpose
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.people import BO
from tests.scenes import skapa

AREAS = ("hälsa", "vardag", "tro", "jobb", "stöd", "språk")
STAR = Star(AREAS, (Series("idag", (4, None, 1, 2, 5, 3)),), "hälsa 4, vardag –, …", rtl=True)
ARABIC = replace(STAR, figures=("١", "٢", "٣", "٤", "٥"))
KEYBOARD = ((PressButton("4 · God", "Ab_-" * 4),), (LinkButton("Öppna", "https://x.org/c/k"),))
CLIP, SCALE = "0123456789abcdef" * 2, Scale(("١", "٢", "٣", "٤", "٥"), rtl=True)
EACH: list[tuple[PromisedMessage, Purpose]] = [
    (TextMessage(BO, "<b>Hej</b>"), Purpose.LINE),
    (TextMessage(BO, "Hej", KEYBOARD), Purpose.LINE),
    (TextMessage(BO, "Hej", KEYBOARD, (CLIP,)), Purpose.LINE),
    (QuestionMessage(BO, "Fråga 1", KEYBOARD, "0123456789abcdef"), Purpose.QUESTION),
    (QuestionMessage(BO, "Fråga 1", KEYBOARD, "0123456789abcdef", (CLIP, CLIP)), Purpose.QUESTION),
    (QuestionMessage(BO, "Fråga 1", KEYBOARD, scale=SCALE), Purpose.QUESTION),
    (ScaleMessage(BO, SCALE), Purpose.LINE),
    (
        NudgeMessage(BO, "Du har ett meddelande.", LinkButton("Öppna", "https://x.org")),
        Purpose.NUDGE,
    ),
    (StarMessage(BO, "Din stjärna", ARABIC), Purpose.LINE),
    (StarMessage(BO, "Din stjärna", replace(STAR, drawings=skapa().drawings)), Purpose.LINE),
    (StarMessage(BO, "Din stjärna", replace(STAR, lines=("Hälsa: 4 · God",) * 6)), Purpose.LINE),
    (FileMessage(BO, "meeting.ics", "BEGIN:VCALENDAR"), Purpose.LINE),
    (PersonalDataMessage(BO, 7), Purpose.LINE),
]
# As version 0.1 wrote them, before they had classes.
FIRST_FORM: list[tuple[dict[str, Any], PromisedMessage]] = [
    ({"chat": BO, "do": "text", "text": "<b>Hej</b>"}, TextMessage(BO, "<b>Hej</b>")),
    (
        {
            "chat": BO,
            "do": "text",
            "text": "Fråga 1 av 6",
            "keyboard": [[["4 · God", "Ab_-Ab_-Ab_-Ab_-"]], [["Öppna", "https://x.org/c/k"]]],
        },
        TextMessage(BO, "Fråga 1 av 6", KEYBOARD),
    ),
    (
        {"chat": BO, "do": "text", "text": "Hej", "keyboard": [[["Öppna", "https://x.org"]]]},
        TextMessage(BO, "Hej", ((LinkButton("Öppna", "https://x.org"),),)),
    ),
    (
        {
            "chat": BO,
            "do": "star",
            "caption": "Din stjärna",
            "star": {
                "labels": ["hälsa", "vardag", "tro", "jobb", "stöd", "språk"],
                "series": [{"name": "idag", "values": [4, None, 1, 2, 5, 3]}],
                "description": "hälsa 4, vardag –, …",
                "rtl": True,
                "steps": 5,
            },
        },
        StarMessage(BO, "Din stjärna", STAR),
    ),
    (
        {"do": "file", "chat": BO, "name": "meeting.ics", "text": "BEGIN:VCALENDAR"},
        FileMessage(BO, "meeting.ics", "BEGIN:VCALENDAR"),
    ),
    ({"chat": BO, "do": "data", "participant": 7}, PersonalDataMessage(BO, 7)),
]


@pytest.mark.parametrize(("message", "purpose"), EACH)
def test_what_is_stored_comes_back_whole(message: PromisedMessage, purpose: Purpose) -> None:
    assert from_json(json.loads(json.dumps(message.to_json()))) == message
    assert from_json(message.to_json()) == message
    assert message.purpose is purpose


def test_no_kind_is_forgotten_here() -> None:
    assert {type(message) for message, _ in EACH} == set(get_args(PromisedMessage))


@pytest.mark.parametrize(("stored", "message"), FIRST_FORM)
def test_rows_of_the_first_form_are_still_read(
    stored: dict[str, Any], message: PromisedMessage
) -> None:
    assert from_json(stored) == message


def test_a_question_from_before_it_had_a_name_is_read() -> None:
    question = QuestionMessage(BO, "Fråga 1", KEYBOARD)
    stored = question.to_json()
    del stored["asks"]
    assert from_json(stored) == question


def test_an_earlier_version_reads_the_words_of_what_is_heard_and_seen() -> None:
    """A row in flight may be read by the version before: what it does not know stands beside."""
    question = QuestionMessage(BO, "Fråga 1", KEYBOARD, "0123456789abcdef", (CLIP,), SCALE)
    stored = question.to_json()
    for unknown in ("sounds", "scale"):
        del stored[unknown]
    assert stored == QuestionMessage(BO, "Fråga 1", KEYBOARD, "0123456789abcdef").to_json()
    assert from_json(stored) == replace(question, sounds=(), scale=None)


def test_a_sound_from_before_there_could_be_several_is_read() -> None:
    stored = TextMessage(BO, "Hej", KEYBOARD).to_json()
    assert from_json({**stored, "sound": CLIP}) == TextMessage(BO, "Hej", KEYBOARD, (CLIP,))


def test_a_star_from_before_it_had_figures_is_read() -> None:
    stored = StarMessage(BO, "Din stjärna", STAR).to_json()
    del stored["star"]["figures"]
    assert from_json(stored) == StarMessage(BO, "Din stjärna", STAR)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"version": 2, "chat": BO},
        {"version": 2, "kind": "text", "chat": BO, "secret": "hemligt"},
        {"version": 2, "kind": "song", "chat": BO, "text": "hemligt"},
        {"version": 3, "kind": "text", "chat": BO, "text": "hemligt", "keyboard": []},
        {"do": "song", "chat": BO, "text": "hemligt"},
        {"do": "text", "chat": BO, "text": "hemligt", "keyboard": [["hemligt"]]},
        {"version": 2, "kind": "star", "chat": BO, "caption": "hemligt", "star": None},
    ],
)
def test_what_cannot_be_read_is_said_without_a_word_of_it(stored: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="message") as told:
        from_json(stored)
    assert "hemligt" not in str(told.value)


async def greeted(telegram: Telegram) -> Chat:
    """Let Bo write first, since a bot may not; gives the chat when nobody is serving it."""
    bo = await telegram.add_chat(BO, "Bo")
    await bo.says("hej")
    async with telegram.sender.chat(BO):
        return bo


async def wait_in_outbox(
    telegram: Telegram, *rows: tuple[str, dict[str, Any]], account_id: int | None = None
) -> None:
    """Put rows into the outbox that an earlier process has left there."""
    now = telegram.app.clock()
    async with telegram.app.database.writing() as session:
        for purpose, payload in rows:
            session.add(
                Outgoing(
                    account_id=account_id,
                    purpose=purpose,
                    payload=payload,
                    created_at=now,
                    due_at=now,
                )
            )


async def fates(telegram: Telegram) -> list[tuple[str, str]]:
    async with telegram.app.database.reading() as session:
        rows = await session.scalars(select(Outgoing).order_by(Outgoing.id))
        return [(row.purpose, row.status) for row in rows]


async def test_rows_in_flight_at_an_upgrade_arrive_in_order(telegram: Telegram) -> None:
    await greeted(telegram)
    before = len(await fates(telegram))
    stored = [stored for stored, _ in FIRST_FORM[:-1]]
    await wait_in_outbox(
        telegram,
        ("line", stored[0]),
        ("question", stored[1]),
        ("nudge", stored[2]),
        ("line", stored[3]),
        ("line", stored[4]),
    )
    await telegram.sender.sweep()
    calls = [call.method for call in telegram.api.calls if call.method.startswith("send")][-5:]
    assert calls == ["sendMessage", "sendMessage", "sendMessage", "sendPhoto", "sendDocument"]
    assert {status for _, status in (await fates(telegram))[before:]} == {"sent"}


async def test_a_row_that_cannot_be_read_holds_up_nobody(telegram: Telegram) -> None:
    bo = await greeted(telegram)
    before = len(await fates(telegram))
    await wait_in_outbox(
        telegram,
        ("line", {"version": 99, "kind": "text", "text": "?"}),
        ("no such purpose", TextMessage(BO, "?").to_json()),
        ("line", TextMessage(BO, "Det här kommer fram").to_json()),
    )
    await telegram.sender.sweep()
    await bo.sees("Det här kommer fram")
    statuses = [status for _, status in (await fates(telegram))[before:]]
    assert statuses == ["undeliverable", "undeliverable", "sent"]


async def test_a_chat_that_fails_for_hours_breaks_no_sweep(
    telegram: Telegram, clock: StandingClock
) -> None:
    """The waits once grew beyond what a time can hold, after 47 tries."""
    bo = await greeted(telegram)
    telegram.api.fault("sendMessage", BO, times=60, kind="unauthorized")
    await wait_in_outbox(telegram, ("line", TextMessage(BO, "Äntligen").to_json()))
    for _ in range(61):
        await telegram.sender.sweep()
        clock.passes(minutes=1, seconds=1)
    await bo.sees("Äntligen")
