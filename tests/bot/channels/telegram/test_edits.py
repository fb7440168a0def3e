"""Messages that are changed after what they said was kept for the coach, or to a command."""

import pytest
from sqlalchemy import select, update

from bot.languages.catalog import catalog
from dialogs.labels.commands import NAMES, command_words
from storage.tables.words import CoachWords
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.bot.channels.telegram.test_bursts import burst, quiet, stored
from tests.people import BO

PASS_ON = "Lämna till min handledare"


async def kept(telegram: Telegram) -> list[tuple[str, bool]]:
    """List the words that are stored, and whether the coach may read them."""
    async with telegram.app.database.reading() as session:
        rows = await session.scalars(select(CoachWords).order_by(CoachWords.id))
        return [(row.words, row.passed_on_at is not None) for row in rows]


async def says(telegram: Telegram, *texts: str) -> list[int]:
    """Let Bo write messages at once; give their numbers."""
    sent = [message["message_id"] for message in burst(telegram, *texts)]
    await quiet(telegram)
    return sent


async def edits(telegram: Telegram, number: int, text: str) -> list[str]:
    """Let Bo change a message; give what the bot said to that."""
    before = {message["message_id"] for message in telegram.api.messages(BO)}
    telegram.api.edits(BO, number, text)
    await quiet(telegram)
    return [
        message.get("text") or message["caption"]
        for message in telegram.api.messages(BO)
        if message["message_id"] not in before and message["from"]["is_bot"]
    ]


async def passes_on(telegram: Telegram) -> None:
    """Press the newest button that passes words on."""
    beside = [
        message["message_id"]
        for message in telegram.api.messages(BO)
        if PASS_ON in str(message.get("reply_markup"))
    ]
    telegram.api.presses(BO, beside[-1], label=PASS_ON)
    await quiet(telegram)


@pytest.fixture
async def bo(telegram: Telegram) -> Chat:
    """Bo is at the first question."""
    chat = await telegram.begin_rating(BO)
    await quiet(telegram)
    return chat


async def test_a_changed_message_is_corrected_among_the_words_that_wait(
    telegram: Telegram, bo: Chat
) -> None:
    first, second = await says(telegram, "Jag är sjk", "och kommer inte\npå onsdag")
    assert await kept(telegram) == [("Jag är sjk\noch kommer inte\npå onsdag", False)]
    said = await edits(telegram, first, "Jag är sjuk")
    assert await kept(telegram) == [("Jag är sjuk\noch kommer inte\npå onsdag", False)]
    assert sum("jag har ändrat" in line for line in said) == 1
    await edits(telegram, second, "och kommer inte\npå torsdag")
    await edits(telegram, second, "och kommer inte\npå torsdag")
    assert await kept(telegram) == [("Jag är sjuk\noch kommer inte\npå torsdag", False)]
    await edits(telegram, second, "Jag är sjuk")
    assert await kept(telegram) == [("Jag är sjuk", False)], "the same is never there twice"
    assert await stored(telegram) == {}


async def test_the_button_passes_on_what_the_message_says_now_also_when_its_question_is_gone(
    telegram: Telegram, bo: Chat
) -> None:
    (first,) = await says(telegram, "Jag är frsk")
    await bo.presses("4 · ", sees="Fråga 2")
    await quiet(telegram)
    said = await edits(telegram, first, "Jag är frisk")
    assert any("jag har ändrat" in line for line in said)
    assert not any("gäller fortfarande" in line for line in said)
    await passes_on(telegram)
    assert await kept(telegram) == [("Jag är frisk", True)]


async def test_what_the_coach_has_stands_and_the_writer_is_told(
    telegram: Telegram, bo: Chat
) -> None:
    (first,) = await says(telegram, "Jag är sjuk")
    await passes_on(telegram)
    for text in ("Jag är frisk", "4"):
        said = await edits(telegram, first, text)
        assert sum("kan redan läsa det du skrev först" in line for line in said) == 1
        assert not any("Då lämnar jag det vidare" in line for line in said)
    assert await kept(telegram) == [("Jag är sjuk", True)]
    assert await stored(telegram) == {}


async def test_a_message_that_is_changed_to_the_answer_is_no_words_any_more(
    telegram: Telegram, bo: Chat
) -> None:
    (first, _) = await says(telegram, "fyyra", "och ont i ryggen")
    await edits(telegram, first, "fyra")
    assert await stored(telegram) == {"health": (4, None)}
    assert await kept(telegram) == [("och ont i ryggen", False)]


async def test_words_from_before_messages_were_noted_wait_as_they_are(
    telegram: Telegram, bo: Chat
) -> None:
    await says(telegram, "Jag är sjuk")
    async with telegram.app.database.writing() as session:
        await session.execute(update(CoachWords).values(messages=None))
    await says(telegram, "och trött", "och trött", "Jag är sjuk")
    assert await kept(telegram) == [("Jag är sjuk\noch trött", False)]
    await passes_on(telegram)
    assert await kept(telegram) == [("Jag är sjuk\noch trött", True)]


@pytest.mark.parametrize("text", ["/delete", "/stop", "/language ar", "/STOP@some_bot", "/start x"])
async def test_a_command_that_is_written_into_a_comment_changes_nothing(
    telegram: Telegram, bo: Chat, text: str
) -> None:
    await bo.presses("Skriv en kommentar", sees="Skriv det du vill säga")
    await quiet(telegram)
    (first,) = await says(telegram, "Ont i ryggen")
    said = await edits(telegram, first, text)
    assert sum("Ingenting är ändrat" in line for line in said) == 1
    assert await stored(telegram) == {"health": (None, "Ont i ryggen")}


@pytest.mark.parametrize("passed_on", [False, True])
async def test_a_command_that_is_written_into_words_for_the_coach_changes_nothing(
    telegram: Telegram, bo: Chat, passed_on: bool
) -> None:
    (first,) = await says(telegram, "Jag är sjuk")
    if passed_on:
        await passes_on(telegram)
    said = await edits(telegram, first, "/stop")
    assert sum("Ingenting är ändrat" in line for line in said) == 1
    assert await kept(telegram) == [("Jag är sjuk", passed_on)]


def test_every_command_of_the_menu_is_known() -> None:
    assert {"start", *(name for name, _ in command_words(catalog("sv")))} == NAMES
