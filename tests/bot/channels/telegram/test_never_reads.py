"""Somebody who never reads, in Telegram."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.languages.catalog import catalog
from bot.reminding.sweep import Reminding
from dialogs.agenda.answers import MeetingAnswer
from dialogs.engine.labels import EAR
from dialogs.instruments.answer_mode import AnswerMode
from dialogs.people.staff import StaffRole
from storage.meetings.sounds import keep_recording
from storage.tables.agenda import Meeting, Step
from storage.tables.people import Participant
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.bot.channels.telegram.listener import (
    HEALTH,
    SOUNDS,
    at_rest,
    chooses,
)
from tests.people import (
    AMAL,
    Diary,
    add_staff,
    different_sounds,
    invite_participant,
    speak_everything,
    tuesday,
)
from tests.scenes import skapa

GOLDEN = Path(__file__).parent / "listener-ar.txt"


async def asks_for_the_menu(telegram: Telegram, chat: Chat) -> None:
    """Press the first thing in Telegram's own menu; then hear a line, and do what it says."""
    t = catalog("ar")
    telegram.api.says(chat.chat_id, "/help")
    await chat.sees()
    await at_rest(telegram, chat.chat_id)
    word = t.gettext("Paus i en vecka")
    menu = next(m for m in telegram.api.messages(AMAL) if "reply_markup" in m and word in str(m))
    [ear] = [row[0] for row in menu["reply_markup"]["inline_keyboard"] if row[-1]["text"] == word]
    telegram.api.presses(AMAL, data=ear["callback_data"], message_id=menu["message_id"])
    await chat.sees(word)
    chat.seen = telegram.api.newest(AMAL)["message_id"]
    await chooses(telegram, chat, t.gettext("Paus i en vecka"))
    await chooses(telegram, chat, t.gettext("Jag vill ha påminnelser igen"))
    await chooses(telegram, chat, t.gettext("På morgonen"))


async def is_told_of_a_meeting(telegram: Telegram, chat: Chat) -> None:
    """Hear where it is, in the coach's own voice, and answer by a press."""
    async with telegram.app.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    meeting = await Diary(telegram.app, who).book(tuesday(place="Biblioteket", line=None))
    async with telegram.app.database.writing() as session:
        found = await session.get_one(Meeting, meeting.id)
        [clip] = different_sounds(1)
        await keep_recording(session, found, clip.ogg, clip.mp4, telegram.app.clock())
    await Reminding(telegram.app, telegram.sender).sweep()
    await chat.sees(catalog("ar").gettext("Kommer du?"))
    await at_rest(telegram, chat.chat_id)
    chat.seen = telegram.api.newest(chat.chat_id)["message_id"]
    await chooses(telegram, chat, catalog("ar").gettext("Jag kommer"))


async def test_who_never_reads_comes_from_the_invitation_to_a_small_step(
    telegram: Telegram, request: pytest.FixtureRequest
) -> None:
    """By sound and pictures, in Arabic, without a word typed: what she sees is written down."""
    eva = await add_staff(telegram.app, "Eva", StaffRole.ADMIN)
    await speak_everything(telegram.app, eva, "ar")
    amal = await telegram.add_chat(AMAL, "Amal", "ar")
    code = await invite_participant(telegram.app, "Amal")
    await amal.starts(code)
    t = catalog("ar")
    await chooses(telegram, amal, EAR)
    await chooses(telegram, amal, "العربية")
    await chooses(telegram, amal, f"{EAR} {t.number(1)}")
    await chooses(telegram, amal, amal.buttons()[0])  # yes, as she has just heard it
    await chooses(telegram, amal, t.gettext("På morgonen"))
    for point in (3, 1, 5):  # the practice: her own answer, and both ends
        await chooses(telegram, amal, f"{t.number(point)} · ")
    await chooses(telegram, amal, f"{EAR} {t.number(4)}")
    await chooses(telegram, amal, amal.buttons()[0])
    await chooses(telegram, amal, t.gettext("Skriv en kommentar"))
    await chooses(telegram, amal, t.gettext("Nej, tillbaka till frågan"))
    for point in (2, 3, 4, 5):
        await chooses(telegram, amal, f"{t.number(point)} · ")
    await chooses(telegram, amal, t.pgettext("button", "Hoppa över"))
    await chooses(telegram, amal, t.gettext("Ja, det stämmer"))
    await chooses(telegram, amal, skapa().label(HEALTH, t))
    await chooses(telegram, amal, skapa().suggestions(HEALTH, t)[0])
    await chooses(telegram, amal, t.gettext("Om två veckor"))
    await asks_for_the_menu(telegram, amal)
    await is_told_of_a_meeting(telegram, amal)
    seen = "\n".join(telegram.api.transcript(AMAL)).replace(code, "CODE") + "\n"
    if request.config.getoption("--update"):
        GOLDEN.write_text(seen, encoding="utf-8")
    assert seen == GOLDEN.read_text(encoding="utf-8")
    async with telegram.app.database.reading() as session:
        answers = (await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))).all()
        step = await session.scalar(select(Step))
        meeting = (await session.scalars(select(Meeting))).one()
    assert meeting.answer == MeetingAnswer.COMING
    assert [answer.value for answer in answers] == [4, 2, 3, 4, 5, None]
    assert {answer.mode for answer in answers} == {AnswerMode.HEARD}
    assert step is not None
    questions = [
        call for call in telegram.api.calls_of("send", AMAL) if "reply_markup" in call.params
    ]
    read = [call.method for call in questions if call.method not in SOUNDS]
    assert read == ["sendMessage"], "only the very first one, before she could say so"
