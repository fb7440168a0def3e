"""Several messages in one breath, and messages that are changed afterwards."""

import asyncio

import pytest
from sqlalchemy import func, select

from bot.turn.arrival import Arrival
from dialogs.engine.event import Typed
from dialogs.people.accounts import Channel
from storage.people.participants import add_account
from storage.tables.agenda import Step
from storage.tables.channels import Incoming
from storage.tables.people import Account
from storage.tables.ratings import Rating, StoredAnswer
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.fake_botapi.errors import Json
from tests.people import BO


async def stored(telegram: Telegram) -> dict[str, tuple[int | None, str | None]]:
    async with telegram.app.database.reading() as session:
        rows = await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))
        return {row.item: (row.value, row.comment) for row in rows}


async def quiet(telegram: Telegram) -> None:
    """Wait until every update has been taken, and what it led to has been shown."""
    unhandled = select(func.count()).select_from(Incoming).where(Incoming.handled_at.is_(None))
    for _ in range(200):
        await asyncio.sleep(0.02)
        async with telegram.app.database.reading() as session:
            left = await session.scalar(unhandled)
        if telegram.api.pending() == 0 and left == 0 and not telegram.sender._locks:
            return
    raise AssertionError("somebody is still being served")


def burst(telegram: Telegram, *texts: str, after: int = 0) -> list[Json]:
    """Send messages at once: none of them was written after an answer to another."""
    sent = []
    for text in texts:
        message = telegram.api.says(BO, text)["message"]
        message["date"] += after
        sent.append(message)
    return sent


async def begins_comment(telegram: Telegram) -> Chat:
    bo = await telegram.begin_rating(BO)
    await bo.presses("Skriv en kommentar", sees="Skriv det du vill säga")
    await quiet(telegram)
    return bo


async def test_a_comment_in_three_messages_is_one_and_its_figure_no_answer(
    telegram: Telegram,
) -> None:
    bo = await begins_comment(telegram)
    burst(telegram, "Jag sover dåligt", "och har haft ont i ryggen", "3")
    await quiet(telegram)
    assert await stored(telegram) == {
        "health": (None, "Jag sover dåligt\noch har haft ont i ryggen\n3")
    }
    assert "Var det i stället ditt svar" in "".join(telegram.api.transcript(BO))
    bo.seen = telegram.api.newest(BO)["message_id"]
    await bo.presses("3 · Mittemellan", sees="Fråga 2")
    assert await stored(telegram) == {"health": (3, "Jag sover dåligt\noch har haft ont i ryggen")}


async def test_a_figure_soon_after_a_comment_is_asked_about_and_counts_when_said_again(
    telegram: Telegram,
) -> None:
    bo = await begins_comment(telegram)
    await bo.says("Jag sover dåligt", sees="sparat bredvid")
    await quiet(telegram)
    await bo.says("3", sees="Var det i stället ditt svar")
    await quiet(telegram)
    assert await stored(telegram) == {"health": (None, "Jag sover dåligt\n3")}
    await bo.says("3", sees="Fråga 2")
    assert await stored(telegram) == {"health": (3, "Jag sover dåligt")}


async def test_half_a_minute_later_a_figure_is_the_answer(telegram: Telegram) -> None:
    bo = await begins_comment(telegram)
    await bo.says("Jag sover dåligt", sees="sparat bredvid")
    await quiet(telegram)
    burst(telegram, "3", after=31)
    await bo.sees("Fråga 2")
    assert await stored(telegram) == {"health": (3, "Jag sover dåligt")}


async def test_a_second_figure_that_came_before_its_question_is_asked_about(
    telegram: Telegram,
) -> None:
    bo = await telegram.begin_rating(BO)
    await quiet(telegram)
    burst(telegram, "4", "3")
    await quiet(telegram)
    assert await stored(telegram) == {"health": (4, None)}
    asked = [
        message
        for message in telegram.api.messages(BO)
        if "Fråga 2" in message.get("caption", "") and "reply_markup" in message
    ]
    assert len(asked) == 1, "it stands there already"
    assert "inte säker" in telegram.api.newest(BO)["text"]
    bo.seen = telegram.api.newest(BO)["message_id"]
    await bo.says("3", sees="Fråga 3")
    assert await stored(telegram) == {"health": (4, None), "knowledge": (3, None)}


async def test_one_figure_six_times_is_asked_about_once(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await quiet(telegram)
    burst(telegram, *["4"] * 6)
    await quiet(telegram)
    assert await stored(telegram) == {"health": (4, None)}
    said = [
        message.get("text") or message.get("caption", "") for message in telegram.api.messages(BO)
    ]
    assert sum("inte säker" in text for text in said) == 1
    bo.seen = telegram.api.newest(BO)["message_id"]
    await bo.says("4", sees="Fråga 3")
    assert await stored(telegram) == {"health": (4, None), "knowledge": (4, None)}


async def test_nine_presses_that_pass_words_on_are_promised_once(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.says("Jag är sjuk", sees="Vill du att din handledare")
    await quiet(telegram)
    offer = next(
        message
        for message in telegram.api.messages(BO)
        if "Lämna till" in str(message.get("reply_markup"))
    )
    data = offer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(9):
        telegram.api.presses(BO, offer["message_id"], data=data)
    await quiet(telegram)
    said = [
        message.get("text") or message.get("caption", "") for message in telegram.api.messages(BO)
    ]
    assert sum("Nu kan din handledare läsa" in text for text in said) == 1
    assert not any("kan redan läsa" in text for text in said), "it is said beside the button"


async def test_words_that_were_not_understood_and_a_figure_at_once(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await quiet(telegram)
    burst(telegram, "Jag har haft ont i", "3", "år")
    await quiet(telegram)
    assert await stored(telegram) == {}
    bo.seen = telegram.api.newest(BO)["message_id"]
    burst(telegram, "3", after=9)
    await bo.sees("Fråga 2")
    assert await stored(telegram) == {"health": (3, None)}


async def test_a_text_that_telegram_cut_in_two_is_refused_as_one(telegram: Telegram) -> None:
    bo = await begins_comment(telegram)
    first, second = ("ord " * 1024)[:4096], "och så slutade det bra"
    burst(telegram, first)
    await bo.sees("för lång")
    await quiet(telegram)
    bo.seen = telegram.api.newest(BO)["message_id"]
    burst(telegram, second)
    await bo.sees("för lång")
    await quiet(telegram)
    assert await stored(telegram) == {}
    burst(telegram, "Kortare nu", after=40)
    await bo.sees("sparat bredvid")
    assert await stored(telegram) == {"health": (None, "Kortare nu")}


async def test_what_is_added_fits_or_is_refused_aloud(telegram: Telegram) -> None:
    bo = await begins_comment(telegram)
    await bo.says("a" * 1500, sees="sparat bredvid")
    await quiet(telegram)
    await bo.says("b" * 600, sees="fick inte plats")
    assert await stored(telegram) == {"health": (None, "a" * 1500)}


async def test_a_question_answered_elsewhere_is_not_answered_by_what_is_typed_here(
    telegram: Telegram,
) -> None:
    """On the web Bo is at question 2; in Telegram he sees question 1, and types."""
    bo = await telegram.begin_rating(BO)
    await quiet(telegram)
    async with telegram.app.database.writing() as session:
        account = await session.scalar(select(Account))
        assert account is not None
        now = telegram.app.clock()
        await add_account(session, account.participant_id, Channel.WEB, "key", now)
        await telegram.app.turns.take(session, Arrival(Channel.WEB, "key", Typed("4")))
    await bo.says("3", sees="Fråga 2")
    assert await stored(telegram) == {"health": (4, None)}


async def test_a_question_that_could_not_be_sent_is_not_answered_by_a_guess(
    telegram: Telegram,
) -> None:
    await telegram.begin_rating(BO)
    await quiet(telegram)
    telegram.api.fault("send", kind="retry_after", seconds=1)
    burst(telegram, "4", "5")
    await quiet(telegram)
    assert await stored(telegram) == {"health": (4, None)}


@pytest.mark.parametrize("open_still", [True, False])
async def test_a_changed_message_is_the_correction_where_its_question_is_open(
    telegram: Telegram, open_still: bool
) -> None:
    bo = await telegram.begin_rating(BO)
    await quiet(telegram)
    (sent,) = burst(telegram, "fyyra")
    await bo.sees("förstod inte")
    await quiet(telegram)
    if not open_still:
        await bo.presses("2 · Dålig", sees="Fråga 2")
        await quiet(telegram)
    telegram.api.edits(BO, sent["message_id"], "fyra")
    await bo.sees("Fråga 2" if open_still else "Dina svar är som förut")
    assert await stored(telegram) == {"health": (4 if open_still else 2, None)}


async def test_an_answer_that_is_changed_stands_and_its_writer_is_told(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await quiet(telegram)
    (sent,) = burst(telegram, "4")
    await bo.sees("Fråga 2")
    await quiet(telegram)
    telegram.api.edits(BO, sent["message_id"], "2")
    await bo.sees("gäller fortfarande")
    assert await stored(telegram) == {"health": (4, None)}


async def test_a_changed_comment_is_the_comment_also_when_the_rating_has_ended(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await begins_comment(telegram)
    sent = burst(telegram, "Ont i rygen", "och knäna")
    await quiet(telegram)
    bo.seen = telegram.api.newest(BO)["message_id"]
    for number in range(2, 7):
        await bo.presses("4 · ", sees=f"Fråga {number}")
    await bo.presses("4 · ", sees="Stämmer det för dig?")
    await bo.presses("det stämmer", sees="Fint, allt är sparat")
    await quiet(telegram)
    async with telegram.app.database.reading() as session:
        finished = await session.scalar(select(Rating.finished_at))
    clock.passes(hours=20)
    telegram.api.edits(BO, sent[0]["message_id"], "Ont i ryggen")
    await bo.sees("jag har ändrat")
    await quiet(telegram)
    assert (await stored(telegram))["health"] == (4, "Ont i ryggen\noch knäna")
    telegram.api.edits(BO, sent[1]["message_id"], "\u200b\u2060")
    await bo.sees("gäller fortfarande")
    assert (await stored(telegram))["health"] == (4, "Ont i ryggen\noch knäna")
    async with telegram.app.database.reading() as session:
        assert await session.scalar(select(Rating.finished_at)) == finished


async def test_a_small_step_in_two_messages_is_one_step(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    for number in range(2, 7):
        await bo.presses("4 · ", sees=f"Fråga {number}")
    await bo.presses("4 · ", sees="Stämmer det för dig?")
    await bo.presses("det stämmer", sees="Fint, allt är sparat")
    await bo.presses("Tid", sees="litet steg för dig")
    await quiet(telegram)
    sent = burst(telegram, "Gå ut med hunden", "2", "gånger i veckan")
    await quiet(telegram)
    bo.seen = telegram.api.newest(BO)["message_id"]
    await bo.presses("Det behövs inte", sees="är sparat")
    await quiet(telegram)
    assert await steps(telegram) == ["Gå ut med hunden\n2\ngånger i veckan"]
    telegram.api.edits(BO, sent[0]["message_id"], "Gå ut med katten")
    await bo.sees("jag har ändrat")
    assert await steps(telegram) == ["Gå ut med katten\n2\ngånger i veckan"]


async def steps(telegram: Telegram) -> list[str]:
    async with telegram.app.database.reading() as session:
        return list(await session.scalars(select(Step.words).order_by(Step.id)))
