"""Many comments on one question: the newest counts, and no page waits for those before it."""

from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.ratings.item import MOST_COMMENTS
from dialogs.ratings.rating import MOST_CHANGES
from storage.tables.people import StoredConversation
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.people import invite_participant

LONG = "x" * 1900


async def stored(app: AppContext) -> StoredConversation:
    async with app.database.reading() as session:
        return (
            await session.scalars(
                select(StoredConversation).where(StoredConversation.dialog == "rating")
            )
        ).one()


async def comment(bo: Visitor, text: str) -> None:
    await bo.press("Skriv en kommentar")
    await bo.write(text)


async def kept(app: AppContext) -> list[str | None]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(StoredAnswer.comment)))


async def test_only_the_newest_words_are_kept(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    for text in ("det första", "det andra", "det tredje"):
        await comment(bo, text)
    assert await kept(app) == ["det tredje"]
    state = str((await stored(app)).state)
    assert "det tredje" in state
    assert "det första" not in state
    assert "det andra" not in state
    await bo.open("/chat")
    assert "det tredje" in bo.text
    assert "…" not in bo.text
    await bo.open("/chat/mydata")
    assert "det tredje" in bo.page.text
    assert "det andra" not in bo.page.text.replace("Du har skrivit: ⁨det andra⁩", "")
    await bo.open("/chat")
    await bo.press("Skriv en kommentar")
    assert "det tredje" in bo.text
    await bo.press("Ta bort kommentaren")
    assert "Du har skrivit: ⁨det tredje⁩" in bo.text
    assert "Vill du ta bort kommentaren? Då går den inte att få tillbaka." in bo.text
    assert await kept(app) == ["det tredje"], "nothing is gone before it is sure"
    await bo.press("Nej, behåll")
    assert "Fråga 1 av 6" in bo.text
    assert await kept(app) == ["det tredje"]
    await bo.press("Skriv en kommentar")
    assert "det tredje" in bo.text
    await bo.press("Ta bort kommentaren")
    await bo.press("Ja, ta bort")
    assert await kept(app) == [None]
    await bo.press("4 God")
    await bo.press("Tillbaka")
    assert await kept(app) == [None]


async def test_words_taken_back_in_an_earlier_version_stay_away(app: AppContext) -> None:
    """It asked nothing: its answer stands in conversations that are open."""
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await comment(bo, "det första")
    await bo.press("Skriv en kommentar")
    await bo.press("Ta bort kommentaren")
    await bo.press("Ja, ta bort")
    async with app.database.writing() as session:
        row = await session.get_one(StoredConversation, (await stored(app)).id)
        answers = dict(row.state["answers"])
        asked, sure = list(answers)[-2:]
        assert answers.pop(sure) == {"key": "remove"}
        row.state = {**row.state, "answers": {**answers, asked: {"key": "remove"}}}
    await bo.open("/chat")
    await bo.press("4 God")
    assert "Fråga 2 av 6" in bo.text
    assert await kept(app) == [None]


async def test_a_conversation_has_a_bound_and_goes_on(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    for number in range(MOST_COMMENTS):
        await comment(bo, f"{number} {LONG}")
    assert "Skriv en kommentar" not in bo.text
    assert len(str((await stored(app)).state)) < 3 * len(LONG) + 100 * MOST_COMMENTS
    await bo.press("4 God")
    assert "Fråga 2 av 6" in bo.text
    assert "Skriv en kommentar" in bo.text
    assert await kept(app) == [f"{MOST_COMMENTS - 1} {LONG}"]


async def test_more_comments_of_an_earlier_version_stay_as_they_are(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await comment(bo, "det första")
    async with app.database.writing() as session:
        row = await session.get_one(StoredConversation, (await stored(app)).id)
        answers = dict(row.state["answers"])
        [(scale, pressed), (asked, _)] = list(answers.items())[-2:]
        for number in range(2, 401):
            answers[f"{scale.partition('#')[0]}#{number}"] = pressed
            answers[f"{asked.partition('#')[0]}#{number}"] = {"words": f"{number} {LONG}"}
        row.state = {**row.state, "answers": answers}
    await bo.open("/chat")
    assert "Skriv en kommentar" not in bo.text
    await bo.press("4 God")
    assert "Fråga 2 av 6" in bo.text
    assert (await kept(app))[0] == f"400 {LONG}"
    assert len(str((await stored(app)).state)) < 100 * 400


async def test_answers_are_changed_often_enough(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    for _ in range(6):
        await bo.press(next(label for label, _, _ in bo.seen.buttons if label.startswith("4")))
    for _ in range(MOST_CHANGES):
        await bo.press("Ändra ett svar")
        await bo.press("Inget, allt stämmer")
    assert "Ändra ett svar" not in [one[0] for one in bo.seen.buttons]
    await bo.press("Ja, det stämmer")
