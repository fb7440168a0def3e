"""An identity number that a participant writes is masked before anything is kept, and said so."""

from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.ratings import StoredAnswer
from storage.tables.words import CoachWords
from tests.bot.channels.web.visitor import begin_rating
from tests.people import invite_participant

LINE = "Jag tog bort ett personnummer. Det behöver aldrig stå här."


async def test_in_a_comment_the_rest_is_kept(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.press("Skriv en kommentar")
    await bo.write("Jag är 811228-9874 och trött.")
    assert LINE in bo.text
    async with app.database.reading() as session:
        [answer] = (await session.scalars(select(StoredAnswer))).all()
    assert answer.comment == "Jag är ••••••-•••• och trött."


async def test_in_words_for_the_coach_too(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.post("/chat", {"words": "Mitt nummer: 198112289874"})
    assert LINE in bo.text
    async with app.database.reading() as session:
        [words] = (await session.scalars(select(CoachWords))).all()
    assert words.words == "Mitt nummer: ••••••-••••"
