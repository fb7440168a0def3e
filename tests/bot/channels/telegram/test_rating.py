"""A whole rating in Telegram, in user turns, in every language."""

import pytest
from sqlalchemy import select

from bot.languages.catalog import catalog
from bot.languages.spoken import languages, tag_of
from dialogs.engine.notice import draft_text
from storage.tables.agenda import Step
from storage.tables.people import Participant
from storage.tables.ratings import Rating, StoredAnswer
from tests.bot.channels.telegram.conftest import Telegram
from tests.people import AMAL, BO, invite_participant
from tests.scenes import skapa


async def test_bo_rates_himself_from_the_invitation_to_the_star(telegram: Telegram) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    assert "Välj ditt språk" in await bo.starts(await invite_participant(telegram.app, "Bo"))
    assert "Vill du vara med?" in await bo.presses("Svenska")
    assert "När på dagen" in await bo.presses("Ja, jag vill")
    assert "Hur skulle du betygsätta din hälsa" in await bo.presses("På morgonen", sees="Fråga 1")
    await bo.presses("4 · God", sees="Fråga 2")
    for number, answer in enumerate(["2", "٤", "4️⃣", "delvis"], start=3):
        await bo.says(answer, sees=f"Fråga {number}")
    await bo.presses("5 · Mycket bra", sees="Stämmer det för dig?")
    await bo.presses("det stämmer", sees="Fint, allt är sparat")
    await bo.presses("Tid", sees="Vad kan vara ett litet steg för dig?")
    await bo.says("Fråga om en plats på förskolan", sees="När ska vi titta på det igen?")
    await bo.presses("Om två veckor", sees="Din handledare kan se ditt steg")
    async with telegram.app.database.reading() as session:
        answers = (await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))).all()
        rating = await session.scalar(select(Rating))
        step = await session.scalar(select(Step))
    assert [answer.value for answer in answers] == [4, 2, 4, 4, 3, 5]
    assert rating is not None
    assert rating.finished_at is not None
    assert step is not None
    assert (step.item, step.words) == ("time", "Fråga om en plats på förskolan")


@pytest.mark.parametrize("language", languages())
async def test_amal_rates_herself_in_her_language(telegram: Telegram, language: str) -> None:
    """Everything she sees from the choice of a language on is in that language."""
    texts, instrument = catalog(language), skapa()
    amal = await telegram.add_chat(AMAL, "Amal", tag_of(language))
    await amal.starts(await invite_participant(telegram.app, "Amal"))
    assert amal.buttons()[0] == languages()[language], "Telegram's language stands first"
    await amal.presses(languages()[language])
    await amal.presses(amal.buttons()[0], sees=texts.gettext("När på dagen får jag höra av mig?"))
    await amal.presses(
        amal.buttons()[0], sees=instrument.wording(instrument.items[0], texts).question
    )
    for item in instrument.items[1:]:
        await amal.presses(f"{texts.number(3)} · ", sees=instrument.wording(item, texts).question)
    await amal.presses(f"{texts.number(5)} · ", sees=texts.gettext("Stämmer det för dig?"))
    said = [call.said for call in telegram.api.calls_of("send", AMAL)]
    told = sum(draft_text(texts) in text for text in said)
    assert told == instrument.is_draft(catalog(language)), "once, not under all six questions"
    *questions, star = telegram.api.calls_of("sendPhoto", AMAL)
    assert star.said == texts.gettext("Tack! Så här ser din stjärna ut.")
    assert len(questions) == len(instrument.items), "each with the drawings of its scale"
    async with telegram.app.database.reading() as session:
        rows = (await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))).all()
        person = (await session.scalars(select(Participant))).one()
    assert [row.value for row in rows] == [3, 3, 3, 3, 3, 5]
    assert {row.language for row in rows} == {language} == {person.language}
