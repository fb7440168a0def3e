"""Somebody who never reads, in Telegram."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.languages.catalog import catalog
from dialogs.engine.labels import EAR
from dialogs.instruments.answer_mode import AnswerMode
from dialogs.people.staff import StaffRole
from storage.tables.agenda import Step
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.telegram.conftest import Telegram
from tests.bot.channels.telegram.listener import (
    HEALTH,
    SOUNDS,
    chooses,
)
from tests.people import (
    AMAL,
    add_staff,
    invite_participant,
    speak_everything,
)
from tests.scenes import skapa

GOLDEN = Path(__file__).parent / "listener-ar.txt"


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
    seen = "\n".join(telegram.api.transcript(AMAL)).replace(code, "CODE") + "\n"
    if request.config.getoption("--update"):
        GOLDEN.write_text(seen, encoding="utf-8")
    assert seen == GOLDEN.read_text(encoding="utf-8")
    async with telegram.app.database.reading() as session:
        answers = (await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))).all()
        step = await session.scalar(select(Step))
    assert [answer.value for answer in answers] == [4, 2, 3, 4, 5, None]
    assert {answer.mode for answer in answers} == {AnswerMode.HEARD}
    assert step is not None
    questions = [
        call for call in telegram.api.calls_of("send", AMAL) if "reply_markup" in call.params
    ]
    read = [call.method for call in questions if call.method not in SOUNDS]
    assert read == ["sendMessage"], "only the very first one, before she could say so"
