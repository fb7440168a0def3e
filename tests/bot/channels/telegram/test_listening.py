"""Listening in Telegram: questions that are heard, and what becomes of those that cannot be."""

import pytest
from sqlalchemy import select

from bot.languages.catalog import catalog
from bot.languages.text_states import digest_of
from bot.reminding.sweep import Reminding
from dialogs.agenda.messages import MessageStatus
from dialogs.engine.labels import EAR
from dialogs.instruments.answer_mode import AnswerMode
from dialogs.talks.settings import language_text
from storage.clips.clips import store_draft
from storage.tables.bots import SentFile
from storage.tables.channels import Outgoing, OutgoingStatus
from storage.tables.people import Account, Participant
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.bot.channels.telegram.listener import (
    HEALTH,
    SOUNDS,
    at_rest,
    labels,
    listens,
    sent,
    spoken,
    uploads,
)
from tests.conftest import StandingClock
from tests.people import (
    AMAL,
    BO,
    KIM,
    different_sounds,
    enrol_participants,
    invite_participant,
    messages,
)
from tests.scenes import skapa

AFTER = "Stämmer det för dig?"


async def test_a_name_that_telegram_has_forgotten_is_forgotten_here(telegram: Telegram) -> None:
    await spoken(telegram.app, HEALTH.wording)
    await listens(telegram)
    telegram.api.forgets_files()
    await listens(telegram, KIM)
    assert uploads(telegram, "sendVoice") == [True, False, True], "tried by its name, and anew"
    assert uploads(telegram, "sendPhoto") == [True, False, False, True, False]
    async with telegram.app.database.reading() as session:
        kept = {file.file_id for file in await session.scalars(select(SentFile))}
    assert not kept & telegram.api.forgotten


async def test_who_listens_sees_the_scale_and_hears_the_question_with_its_answers_below(
    telegram: Telegram,
) -> None:
    await spoken(telegram.app, HEALTH.wording, *HEALTH.anchors)
    bo = await listens(telegram)
    assert [how for how, _ in sent(telegram)][-2:] == ["sendPhoto", "sendVoice"]
    question = telegram.api.newest(BO)
    assert question["caption"].endswith(HEALTH.wording)
    assert labels(question)[0] == [f"{EAR} {number}" for number in range(1, 6)]
    assert "4 · God" in labels(question)[4][0]
    await bo.presses(f"{EAR} 2", sees="Dålig")
    answer = telegram.api.newest(BO)
    assert "voice" in answer
    assert labels(answer) == [["◔  2 · Dålig"]]
    async with telegram.app.database.reading() as session:
        assert not (await session.scalars(select(StoredAnswer))).all(), "it answers nothing"
    await bo.presses("2 · Dålig", sees="Fråga 2")
    await at_rest(telegram)
    assert "photo" in telegram.api.newest(BO), "nobody has spoken the next one: it is read"
    tidied = {m["message_id"]: m for m in telegram.api.messages(BO)}
    for message in (question, answer):
        assert "✓ 2 · Dålig" in tidied[message["message_id"]]["caption"]
        assert "reply_markup" not in tidied[message["message_id"]]


async def test_a_clip_that_was_sent_is_sent_again_in_one_call(telegram: Telegram) -> None:
    await spoken(telegram.app, HEALTH.wording)
    await listens(telegram)
    await listens(telegram, KIM)
    assert uploads(telegram, "sendVoice") == [True, False]


async def test_others_have_one_ear_and_hear_when_they_press_it(telegram: Telegram) -> None:
    await spoken(telegram.app, HEALTH.wording, *HEALTH.anchors)
    bo = await telegram.begin_rating(BO)
    question = telegram.api.newest(BO)
    assert labels(question)[0] == [EAR]
    assert not [how for how, _ in sent(telegram) if how in SOUNDS], "nothing sounds unasked"
    await bo.presses(EAR, sees=HEALTH.wording)
    assert labels(telegram.api.newest(BO))[0][0] == f"{EAR} 1"
    assert "voice" in telegram.api.newest(BO)
    await bo.presses("4 · God", sees="Fråga 2")
    assert EAR not in bo.buttons(), "nobody has spoken it"
    assert "photo" in telegram.api.newest(BO)
    await bo.presses("3 · ", sees="Fråga 3")
    async with telegram.app.database.reading() as session:
        rows = await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))
        assert [row.mode for row in rows] == [AnswerMode.HEARD, AnswerMode.READ]


async def with_star_spoken(telegram: Telegram) -> int:
    """Let somebody have spoken the areas and their answers; gives how many areas there are."""
    items = skapa().items
    words = [item.label for item in items] + [item.anchors[3] for item in items]
    await spoken(telegram.app, AFTER, *words)
    return len(items)


async def at_star(telegram: Telegram, chat: Chat, items: int) -> None:
    for number in range(2, items + 2):
        await chat.presses("4 · ", sees=f"Fråga {number}" if number <= items else AFTER)
    await at_rest(telegram)


async def test_the_star_is_heard_by_whoever_presses_the_ear_below_it(telegram: Telegram) -> None:
    items = await with_star_spoken(telegram)
    bo = await telegram.begin_rating(BO)
    await at_star(telegram, bo, items)
    assert not [how for how, _ in sent(telegram) if how in SOUNDS], "nothing sounds unasked"
    await bo.presses(EAR, sees=AFTER)
    await at_rest(telegram)
    figures, question = telegram.api.calls_of("sendVoice", BO)
    assert figures.said.split("\n")[0] == "Hälsa: 4 · God"
    assert len(figures.said.split("\n")) == items
    assert question.said.endswith(AFTER)


async def test_figures_go_as_words_where_no_voice_is_taken(telegram: Telegram) -> None:
    items = await with_star_spoken(telegram)
    bo = await listens(telegram, takes_voice=False)
    await at_star(telegram, bo, items)
    said = [(call.method, call.said) for call in telegram.api.calls_of("send", BO)]
    assert [how for how, text in said if "Hälsa: 4 · God" in text] == ["sendVoice", "sendMessage"]


async def test_who_takes_no_voice_messages_gets_the_sound_another_way(telegram: Telegram) -> None:
    await spoken(telegram.app, HEALTH.wording, "Det finns inga rätta eller felaktiga svar.")
    bo = await listens(telegram, takes_voice=False)
    assert "audio" in telegram.api.newest(BO)
    tried = [how for how, _ in sent(telegram) if how in SOUNDS]
    assert tried == ["sendVoice", "sendAudio", "sendAudio"], "not in vain again and again"
    await bo.presses("4 · God", sees="Fråga 2")


async def test_who_gets_no_sound_at_all_gets_the_words(telegram: Telegram) -> None:
    await spoken(telegram.app, HEALTH.wording)
    telegram.api.refuses |= set(SOUNDS)
    bo = await listens(telegram)
    assert HEALTH.wording in telegram.api.newest(BO)["text"]
    await bo.presses("4 · God", sees="Fråga 2")
    await at_rest(telegram)
    async with telegram.app.database.reading() as session:
        fates = {row.status for row in await session.scalars(select(Outgoing))}
    assert fates == {OutgoingStatus.SENT}


async def test_what_has_changed_since_it_was_spoken_is_read(telegram: Telegram) -> None:
    await spoken(telegram.app, f"{HEALTH.wording} Eller så.")
    await listens(telegram)
    assert "photo" in telegram.api.newest(BO)
    assert not [how for how, _ in sent(telegram) if how in SOUNDS]


async def test_nobody_is_asked_by_ear_to_agree_to_what_is_heard_in_part(
    telegram: Telegram,
) -> None:
    await spoken(telegram.app, "Vill du vara med?", "Nej, inte nu")
    bo = await telegram.add_chat(BO, "Bo")
    await bo.starts(await invite_participant(telegram.app, "Bo"))
    await bo.says("/listen", sees="språk")
    await bo.presses("Svenska", sees="Vill du vara med?")
    assert "text" in telegram.api.newest(BO)
    assert EAR not in str(bo.buttons())


async def test_the_ear_is_the_first_thing_and_is_ticked_when_pressed(telegram: Telegram) -> None:
    await spoken(telegram.app, language_text(catalog("ar")), language="ar")
    amal = await telegram.add_chat(AMAL, "Amal", "ti")
    await amal.starts(await invite_participant(telegram.app, "Amal"))
    assert labels(telegram.api.newest(AMAL))[0] == [EAR], "before any text, in whatever language"
    await amal.presses(EAR)
    assert labels(telegram.api.newest(AMAL))[0] == [f"{EAR} ✓"]
    async with telegram.app.database.reading() as session:
        assert (await session.get_one(Participant, 1)).heard_first
    await amal.presses(f"{EAR} ✓")
    assert labels(telegram.api.newest(AMAL))[0] == [EAR]
    async with telegram.app.database.reading() as session:
        assert not (await session.get_one(Participant, 1)).heard_first


async def test_where_no_language_can_be_heard_no_ear_promises_anything(
    telegram: Telegram,
) -> None:
    await spoken(telegram.app, HEALTH.wording)
    bo = await telegram.add_chat(BO, "Bo")
    await bo.starts(await invite_participant(telegram.app, "Bo"))
    assert bo.buttons()[0] == "Svenska"


async def test_listen_is_put_on_and_off_by_a_command(telegram: Telegram) -> None:
    await spoken(telegram.app, HEALTH.wording)
    bo = await telegram.begin_rating(BO)
    await bo.says("/listen", sees="ljudet först")
    await at_rest(telegram)
    assert "voice" in telegram.api.newest(BO)
    await bo.says("/listen", sees="som text igen")
    await at_rest(telegram)
    assert "photo" in telegram.api.newest(BO)


async def test_nothing_is_heard_or_seen_through_the_doorbell(telegram: Telegram) -> None:
    await spoken(telegram.app, HEALTH.wording)
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], telegram.app.clock(), protected=True)
    for wish in ("/rating", "/listen"):
        await bo.says(wish, sees="Du har ett meddelande")
        assert bo.buttons() == ["Öppna"]
    assert {how for how, _ in sent(telegram)} == {"sendMessage"}
    async with telegram.app.database.reading() as session:
        assert (await session.get_one(Participant, 1)).heard_first, "for the chat behind the link"


@pytest.mark.parametrize("drawn", [True, False])
async def test_what_was_left_half_way_is_heard_and_can_be_answered(
    telegram: Telegram, clock: StandingClock, *, drawn: bool
) -> None:
    """The drawings go first, or are refused: the question behind them is the one that is shown."""
    await spoken(telegram.app, HEALTH.wording)
    bo = await listens(telegram)
    await bo.presses("4 · God", sees="Fråga 2")
    await bo.presses("Tillbaka", sees="Fråga 1")
    await at_rest(telegram)
    if not drawn:
        telegram.api.refuses.add("sendPhoto")
    clock.passes(days=1, hours=1)
    await Reminding(telegram.app, telegram.sender).sweep()
    await bo.sees(HEALTH.wording)
    await at_rest(telegram)
    async with telegram.app.database.reading() as session:
        account = (await session.scalars(select(Account))).one()
    assert account.shown_message == telegram.api.newest(BO)["message_id"]
    assert account.shown_captioned
    assert (await messages(telegram.app))[0].status == MessageStatus.SENT
    await bo.says("3", sees="Fråga 2")


async def test_no_machine_is_heard_unmarked(telegram: Telegram) -> None:
    async with telegram.app.database.writing() as session:
        [clip], now = different_sounds(1), telegram.app.clock()
        words = digest_of(HEALTH.wording)
        await store_draft(session, "sv", words, clip.ogg, clip.mp4, "a machine", now)
    bo = await telegram.begin_rating(BO)
    assert EAR not in bo.buttons()


async def test_who_listens_has_the_menu_as_buttons_that_can_be_heard(telegram: Telegram) -> None:
    await spoken(telegram.app, "Paus i en vecka", "Så fungerar det", "Byt språk")
    bo = await listens(telegram)
    await bo.says("/help", sees="en fråga i taget")
    await at_rest(telegram)
    menu = next(one for one in telegram.api.messages(BO) if "Paus i en vecka" in str(one))
    rows = labels(menu)
    assert ["Paus i en vecka", EAR] in rows
    assert ["Min länk"] not in rows
    assert ["Ta bort allt som är sparat om dig"] in rows, "nobody has spoken it: it is read"
    assert "/pause" not in str(menu)
    ear = menu["reply_markup"]["inline_keyboard"][rows.index(["Paus i en vecka", EAR])][1]
    telegram.api.presses(BO, data=ear["callback_data"], message_id=menu["message_id"])
    await bo.sees("Paus i en vecka")
    heard = telegram.api.newest(BO)
    assert "voice" in heard
    assert labels(heard) == [["Paus i en vecka"]]
    await bo.presses("Paus i en vecka", sees="tyst en vecka")
    async with telegram.app.database.reading() as session:
        assert (await session.get_one(Participant, 1)).quiet_until is not None


async def test_who_reads_has_the_menu_as_commands(telegram: Telegram) -> None:
    await spoken(telegram.app, "Paus i en vecka")
    bo = await telegram.begin_rating(BO)
    assert "/pause – Paus i en vecka" in await bo.says("/help", sees="en fråga i taget")
