"""The drawings of a scale in Telegram: seen above each question, and uploaded once."""

from collections import Counter

import pytest
from sqlalchemy import event, select

from bot.app_context import AppContext
from bot.channels.telegram.messages import scale_of
from bot.channels.telegram.outgoing.kinds import Scale
from bot.languages.catalog import catalog
from bot.star.strip import scale_strip
from dialogs.engine.ask import Answer, Ask, Kind, Option
from dialogs.engine.star import scale_figures
from dialogs.ratings.scale import press_on_scale
from storage.tables.bots import SentFile
from tests.bot.channels.telegram.conftest import Telegram, run_poller
from tests.bot.channels.telegram.listener import HEALTH, at_rest, labels, spoken, uploads
from tests.fake_botapi import FakeBotApi
from tests.people import (
    BO,
    KIM,
)
from tests.scenes import scene

POINTS = tuple(Option(str(level), "Bra", level) for level in range(1, 6))


async def test_five_points_are_seen_and_drawn_once_for_all(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    newest = telegram.api.newest(BO)
    assert "photo" in newest
    assert "Hur skulle du betygsätta din hälsa" in newest["caption"]
    assert labels(newest)[3] == ["◕  4 · God"]
    await bo.presses("4 · God", sees="Fråga 2")
    await telegram.begin_rating(KIM, "Kim")
    assert uploads(telegram, "sendPhoto") == [True, False, False]
    async with telegram.app.database.reading() as session:
        [file] = (await session.scalars(select(SentFile))).all()
    assert (file.kind, file.bot_id) == ("photo", telegram.sender.bot.id)


async def test_the_old_question_shows_below_its_picture_what_was_chosen(
    telegram: Telegram,
) -> None:
    bo = await telegram.begin_rating(BO)
    first = telegram.api.newest(BO)["message_id"]
    await bo.presses("4 · God", sees="Fråga 2")
    await at_rest(telegram)
    second = telegram.api.newest(BO)["message_id"]
    await bo.says("3", sees="Fråga 3")
    await at_rest(telegram)
    shown = {message["message_id"]: message for message in telegram.api.messages(BO)}
    for number, chosen in ((first, "✓ 4 · God"), (second, "✓ 3 · ")):
        assert chosen in shown[number]["caption"]
        assert "reply_markup" not in shown[number]


async def test_another_process_of_the_bot_knows_what_was_sent(app: AppContext) -> None:
    async with FakeBotApi.running() as api:
        for chat_id in (BO, KIM):
            async with run_poller(api, app) as telegram:
                await telegram.begin_rating(chat_id, str(chat_id))
                await at_rest(telegram, chat_id)
        assert uploads(telegram, "sendPhoto") == [True, False]
        api.assert_clean()


async def test_a_picture_that_is_refused_leaves_the_words(telegram: Telegram) -> None:
    telegram.api.refuses.add("sendPhoto")
    bo = await telegram.begin_rating(BO)
    assert "text" in telegram.api.newest(BO)
    await bo.presses("4 · God", sees="Fråga 2")
    await at_rest(telegram)
    assert "✓ 4 · God" in "".join(call.said for call in telegram.api.calls_of("editMessageText"))


async def test_an_ordinary_turn_looks_up_one_thing_and_loads_no_sound(
    telegram: Telegram,
) -> None:
    await spoken(telegram.app, HEALTH.wording)
    bo = await telegram.begin_rating(BO)
    await at_rest(telegram)
    said: list[str] = []
    engine = telegram.app.database.engine.sync_engine

    def note(_1: object, _2: object, statement: str, *_3: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    await bo.presses("4 · God", sees="Fråga 2")
    await at_rest(telegram)
    event.remove(engine, "before_cursor_execute", note)
    about = [one for one in said if "clips" in one or "sent_files" in one]
    assert len(about) == 1, "by the words of the question; the drawings are known already"
    assert ".ogg" not in about[0]


@pytest.mark.parametrize(("language", "rtl"), [("sv", False), ("ar", True)])
def test_the_first_of_two_presses_has_three_drawings_without_figures(
    language: str, *, rtl: bool
) -> None:
    """Empty, half and full; below them two points are left, and no drawing says which."""
    texts, ask = catalog(language), Ask("x", "Hur?", Kind.SCALE, POINTS, points=5)
    first = press_on_scale(texts, ask, Counter(), presses=2)
    part = next(first)
    assert isinstance(part, Ask)
    assert scale_of(part, scene(language)) == Scale(("", "", ""), rtl)
    second = first.send(Answer(key="high"))
    assert isinstance(second, Ask)
    assert scale_of(second, scene(language)) is None
    assert scale_of(ask, scene(language)) == Scale(scale_figures(5, texts), rtl)
    assert scale_strip(("", "", ""), rtl) != scale_strip(scale_figures(5, texts), rtl)
