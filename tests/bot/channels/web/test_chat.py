"""The chat without JavaScript: pressed, typed, wrong, late, and whole."""

import asyncio
import html
import re

import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from bot.drawings.ours import scale_drawing
from bot.languages.catalog import catalog
from dialogs.engine.notice import draft_text
from storage.tables.people import SubProject
from storage.tables.ratings import Rating, StoredAnswer
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.people import invite_participant
from tests.scenes import skapa


@pytest.fixture
async def bo(app: AppContext) -> Visitor:
    """Bo has begun; the question on health is open."""
    return await begin_rating(app, await invite_participant(app, "Bo"))


async def values(app: AppContext) -> dict[str, int | None]:
    async with app.database.reading() as session:
        found = await session.execute(select(StoredAnswer.item, StoredAnswer.value))
        return {row.item: row.value for row in found}


async def test_a_press_shows_the_answer_and_the_next_question(bo: Visitor, app: AppContext) -> None:
    await bo.press("4 God")
    assert "4 · God" in bo.text
    assert "Vet du vad du ska göra" in bo.text
    assert await values(app) == {"health": 4}


async def test_pictograms_stand_beside_the_words_and_are_not_read_aloud(bo: Visitor) -> None:
    health, *others = skapa().drawings
    assert bo.page.text.count(health) == 1, "beside the question"
    for level in range(1, 6):
        assert bo.page.text.count(scale_drawing(level, 5)) == 1
    for word in ("4 God", "2 Vet lite", "3 Viss tid", "5 Tror helt och hållet", "1 Inte alls"):
        await bo.press(word)
    await bo.press("Hoppa över")
    for drawing in (health, *others):
        assert bo.page.text.count(drawing) == 2, "in the star, and on the list below it"
    assert bo.page.text.count(scale_drawing(5, 5)) == 1
    await bo.press("Ändra ett svar")
    assert all(drawing in bo.page.text for drawing in (health, *others))
    await bo.press("Inget, allt stämmer")
    await bo.press("Ja, det stämmer")
    assert "Vilket område" in bo.text
    for drawing in (health, *others):
        assert bo.page.text.count(drawing) == 3, "on the area's button too"
    shown = re.findall('<svg class="drawing"[^>]*>', bo.page.text)
    assert all('aria-hidden="true"' in one for one in shown)


@pytest.mark.parametrize("typed", ["4", "٤", "۴", "4️⃣", " ４ ", "God", "god!"])
async def test_typed_answers_count(bo: Visitor, app: AppContext, typed: str) -> None:
    await bo.write(typed)
    assert await values(app) == {"health": 4}


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("35", "Den siffran finns inte"),
        ("0", "Den siffran finns inte"),
        ("hej hej", "Jag förstod inte riktigt"),
        ("", "Jag förstod inte riktigt"),
        ("x" * 4097, "Det var en lång text"),
    ],
)
async def test_anything_else_gets_a_friendly_line_and_the_same_question(
    bo: Visitor, app: AppContext, typed: str, line: str
) -> None:
    await bo.write(typed)
    assert line in bo.text
    assert "din hälsa" in bo.text
    assert await values(app) == {}


@pytest.mark.parametrize("typed", ["35", "hej hej", "3 eller 4", '<b>"3?"</b>'])
async def test_what_was_not_understood_stays_in_the_field(bo: Visitor, typed: str) -> None:
    await bo.write(typed)
    assert bo.page.status_code == 422
    assert f'value="{html.escape(typed).replace("&quot;", "&#34;")}"' in bo.page.text
    assert '<details class="typed" open>' in bo.page.text
    await bo.write("4")
    assert "Fråga 2 av 6" in bo.text


async def test_words_for_a_question_that_is_answered_meanwhile_are_not_gone(
    bo: Visitor, app: AppContext
) -> None:
    """Two tabs: the comment is written in one, and the question left in the other."""
    await bo.press("Skriv en kommentar")
    fields = next(fields for _, _, fields in bo.seen.buttons if "ask" in fields)
    await bo.press("Nej, tillbaka till frågan")
    await bo.post("/chat", {**fields, "text": "Ont i <ryggen>"})
    assert "redan besvarad" in bo.text
    assert "Du har skrivit: \u2068Ont i <ryggen>\u2069" in bo.text
    assert await values(app) == {"health": None}


async def test_two_buttons_at_once_the_second_is_told_so(bo: Visitor, app: AppContext) -> None:
    presses = [bo.button("2 Dålig"), bo.button("5 Mycket god")]
    answers = await asyncio.gather(*(bo.http.post(path, data=it) for path, it in presses))
    assert [answer.headers["location"] for answer in answers] == ["/chat#now", "/chat#now"]
    assert len(await values(app)) == 1
    await bo.open("/chat")
    assert "redan besvarad" in bo.text


async def test_an_old_button_changes_nothing(bo: Visitor, app: AppContext) -> None:
    action, fields = bo.button("2 Dålig")
    await bo.press("4 God")
    await bo.post(action, fields)
    assert "redan besvarad" in bo.text
    await bo.post("/chat", {"token": "forged"})
    await bo.post("/chat", {"nothing": "known"})
    assert await values(app) == {"health": 4}


async def test_a_comment_is_kept_beside_the_answer_and_can_be_left(
    bo: Visitor, app: AppContext
) -> None:
    await bo.press("Skriv en kommentar")
    await bo.write("Det beror\npå dagen\u202e<script>alert(1)</script>")
    assert "sparat bredvid ditt svar" in bo.text
    assert "<script>alert" not in bo.page.text
    await bo.press("Skriv en kommentar")
    assert "Du har skrivit:" in bo.text
    await bo.press("Nej, tillbaka till frågan")
    await bo.press("4 God")
    async with app.database.reading() as session:
        answer = await session.scalar(select(StoredAnswer))
    assert answer is not None
    assert answer.comment == "Det beror\npå dagen\u202e<script>alert(1)</script>"


async def test_a_comment_that_is_too_long_comes_back(bo: Visitor) -> None:
    await bo.press("Skriv en kommentar")
    text = "<b>ord</b>\n" * 400
    await bo.write(text)
    assert bo.page.status_code == 422
    assert "Texten är för lång" in bo.text
    assert "&lt;b&gt;ord&lt;/b&gt;\n" * 399 in bo.page.text
    await bo.write("kort")
    assert "sparat bredvid ditt svar" in bo.text


async def test_a_text_too_large_to_take_in_loses_nothing(bo: Visitor) -> None:
    await bo.press("Skriv en kommentar")
    await bo.write("x" * 70_000)
    assert bo.page.status_code == 413
    assert "Den finns kvar där" in bo.text
    await bo.post("/chat", {"text": "x" * 70_000}, **{"HX-Request": "true"})
    assert bo.page.headers["hx-retarget"] == "#trouble"
    assert "<html" not in bo.page.text


async def test_meaning_skip_back_and_later(bo: Visitor, app: AppContext) -> None:
    await bo.press("Vad betyder det?")
    assert "Tänk på hur du mår" in bo.text
    await bo.press("Hoppa över")
    assert "Fråga 1 av 6" in bo.text
    assert await values(app) == {"health": None}
    await bo.press("Tillbaka")
    assert await values(app) == {}
    await bo.press("Senare")
    assert "Allt du har svarat är sparat" in bo.text
    await bo.open("/chat")
    assert "din hälsa" in bo.text


async def test_a_language_can_be_changed_in_the_middle(bo: Visitor) -> None:
    if "English" not in bo.page.text:
        pytest.skip("there is no English catalog yet")
    await bo.press("4 God")
    await bo.press("English")
    assert '<html lang="en" dir="ltr">' in bo.page.text
    await bo.press("العربية")
    assert '<html lang="ar" dir="rtl">' in bo.page.text
    await bo.open("/chat/nowhere")
    assert '<html lang="ar" dir="rtl">' in bo.page.text
    await bo.open("/chat")
    await bo.press("Svenska")
    assert "Vet du vad du ska göra" in bo.text


async def test_a_draft_says_so_once_in_each_language(bo: Visitor) -> None:
    """Above the first question, or where the rating goes on in another language."""
    said = {code: draft_text(catalog(code)) for code in ("sv", "en", "ar")}
    assert said["sv"] not in bo.text, "the original is no translation"
    await bo.press("English")
    assert said["en"] in bo.text
    await bo.press("4 Good")
    assert said["en"] not in bo.text
    await bo.press("العربية")
    assert said["ar"] in bo.text
    await bo.press("٢ أعرف القليل")
    assert said["ar"] not in bo.text


async def test_a_whole_rating_ends_with_the_star(bo: Visitor, app: AppContext) -> None:
    for word in ("4 God", "2 Vet lite", "3 Viss tid", "5 Tror helt och hållet", "1 Inte alls"):
        await bo.press(word)
    await bo.press("4 Ganska bra")
    assert 'class="star star-full"' in bo.page.text
    assert "Hälsa: 4 · God" in bo.text
    await bo.press("Ändra ett svar")
    await bo.press("Tid: 3 · Viss tid")
    await bo.press("4 Ganska mycket tid")
    await bo.press("Ja, det stämmer")
    assert "Fint, allt är sparat" in bo.text
    assert "Vilket område vill du börja med?" in bo.text
    assert 'class="star star-full"' in bo.page.text, "the star stays while an area is chosen"
    await bo.press("Tid")
    assert "Fint, allt är sparat" not in bo.text
    await bo.write("Fråga om en plats på förskolan")
    await bo.press("Om en vecka")
    assert "Din handledare kan se ditt steg" in bo.text
    assert "Just nu finns ingen fråga" in bo.text
    assert 'class="star star-full"' in bo.page.text
    assert (await values(app))["time"] == 4
    async with app.database.reading() as session:
        rating = await session.scalar(select(Rating))
    assert rating is not None
    assert rating.finished_at is not None
    await bo.write("hej")
    assert "Just nu finns ingen fråga" in bo.text


async def test_hostile_names_are_inert(bo: Visitor, app: AppContext) -> None:
    async with app.database.writing() as session:
        await session.execute(update(SubProject).values(name="<script>x</script>\u202e=HYPER()"))
    await bo.open("/chat")
    assert "<script>x" not in bo.page.text
    assert "<bdi>&lt;script&gt;x" in bo.page.text


async def test_no_notice_is_said_twice_or_believed_from_an_address(bo: Visitor) -> None:
    """After reminders are on again no restored tab may say that there are none."""
    await bo.press("Inga fler frågor hit")
    assert "inga fler frågor hit" in bo.text
    assert {one.request.url.query for one in bo.trail} == {b""}
    for address in ("/chat", "/chat?notice=stopped", "/chat?notice=<script>alert(1)</script>"):
        await bo.open(address)
        assert "inga fler frågor hit" not in bo.text
        assert "alert(1)" not in bo.page.text
        assert "din hälsa" in bo.text


async def test_what_was_to_be_said_is_forgotten_when_something_else_happens(bo: Visitor) -> None:
    """The page that was to say it never came; another press came in between."""
    action, fields = bo.button("Inga fler frågor hit")
    await bo.http.post(action, data=fields)
    action, fields = bo.button("4 God")
    await bo.http.post(action, data=fields)
    await bo.open("/chat")
    assert "inga fler frågor hit" not in bo.text
    assert "Vet du vad du ska göra" in bo.text


async def test_what_is_said_once_is_said_to_whom_it_is_for(bo: Visitor, app: AppContext) -> None:
    action, fields = bo.button("Inga fler frågor hit")
    await bo.http.post(action, data=fields)
    said = bo.http.cookies["said"]
    amal = await begin_rating(app, await invite_participant(app, "Amal"))
    amal.http.cookies.set("said", said)
    await amal.open("/chat")
    assert "inga fler frågor hit" not in amal.text
    assert "din hälsa" in amal.text


async def test_a_written_answer_sent_twice_answers_one_question(app: AppContext) -> None:
    """A second tap on Send, or a form posted again by a reload, must not answer what follows."""
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    fields = next(fields for _, _, fields in bo.seen.buttons if "ask" in fields)
    await bo.post("/chat", {**fields, "text": "4"})
    await bo.post("/chat", {**fields, "text": "4"})
    assert "redan besvarad" in bo.text
    assert "Fråga 2 av 6" in bo.text
    async with app.database.reading() as session:
        assert len((await session.scalars(select(StoredAnswer))).all()) == 1


async def test_a_question_gone_back_to_shows_what_had_been_answered(bo: Visitor) -> None:
    await bo.press("4 God")
    assert "Ditt förra svar" not in bo.text
    await bo.press("Tillbaka")
    assert "Ditt förra svar: \u20684 · God\u2069" in bo.text
    assert bo.page.text.count('class="option was"') == 1
    await bo.press("5 Mycket god")
    assert "Ditt förra svar" not in bo.text
