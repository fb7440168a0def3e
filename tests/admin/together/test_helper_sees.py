"""What a helper is shown of a rating, and what goes to the coach: what was answered there."""

import re

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from dialogs.engine.ask import Way
from dialogs.engine.event import Command
from dialogs.engine.labels import way_label
from storage.tables.words import CoachWords
from tests.admin.paper.test_entry import answers, enrol_bo
from tests.admin.together.test_helper import BESIDE, add_amina, ask_amina, shown, sit_down
from tests.admin.together.test_together import HERE, TOGETHER, anchors, press_on, say_in_chat
from tests.admin.visits import form_token, hidden_fields, log_in, open_browser, page_text
from tests.people.agreements import agrees

T = catalog("sv")
SECRET = "bara till Karin"
YES, CHANGE = "Ja, det stämmer", "Ändra ett svar"


@pytest.fixture
async def bo(app: AppContext) -> int:
    await enrol_bo(app)
    await add_amina(app)
    await agrees(app, 1)
    return 1


async def begin_alone(app: AppContext, values: str) -> None:
    """Let Bo answer in the chat, with a comment beside the first answer."""
    await say_in_chat(app, Command("rating"))
    await say_in_chat(app, "Sover")
    await say_in_chat(app, way_label(Way.COMMENT, T))
    await say_in_chat(app, SECRET)
    for value in values:
        await say_in_chat(app, value)


async def write(client: httpx.AsyncClient, page: httpx.Response, words: str) -> httpx.Response:
    """Write a comment on the open question."""
    page = await press_way(client, page, Way.COMMENT)
    form = {**hidden_fields(page, BESIDE), "text": words}
    return await client.post(BESIDE, data=form, follow_redirects=True)


async def press_way(client: httpx.AsyncClient, page: httpx.Response, way: Way) -> httpx.Response:
    (token,) = re.findall(rf'name="press" value="([^"]+)" class="way {way}"', page.text)
    form = {"token": form_token(page), "press": token}
    return await client.post(BESIDE, data=form, follow_redirects=True)


def areas_with_figures(page: httpx.Response) -> list[str]:
    """Give the lines of the summary."""
    said = page_text(page).partition("Det här har du svarat:")[2].partition("Tack!")[0]
    return re.findall(r"(\w+): \d ·", said)


async def test_what_was_answered_alone_is_not_on_the_helpers_screen(
    app: AppContext, bo: int
) -> None:
    await begin_alone(app, "12345")
    words = anchors("sv")
    async with open_browser(app) as client:
        await ask_amina(app, client)
        page = await sit_down(client)
        assert SECRET not in page.text
        assert 'class="way back"' not in page.text, "an answer given alone is not taken back here"
        page = await press_on(client, page, words[5][3], BESIDE)
        assert len(areas_with_figures(page)) == 1
        assert SECRET not in page.text
        for alone in (words[one][one] for one in range(5)):
            assert alone not in page.text
        assert "hoppade över" not in page.text
        assert 'class="way back"' in page.text, "what was answered here can be"
        page = await press_on(client, page, CHANGE, BESIDE)
        for alone in (words[one][one] for one in range(5)):
            assert alone not in page.text
        page = await press_on(client, page, T.gettext("Hälsa"), BESIDE)
        page = await press_way(client, page, Way.COMMENT)
        assert SECRET not in page.text
        page = await press_on(client, page, "Nej, tillbaka till frågan", BESIDE)
        page = await press_on(client, page, words[0][4], BESIDE)
        assert len(areas_with_figures(page)) == 2
        assert SECRET not in page.text, "the comment was written alone, and stays the coach's"
        client.cookies.clear()
        await log_in(client)
        page = await client.get(f"{TOGETHER}/coach")
        page = await press_on(client, page, CHANGE, f"{TOGETHER}/coach")
        assert words[1][1] in page.text, "the coach sees both"
    stored = await answers(app)
    assert [one.value for one in stored] == [5, 2, 3, 4, 5, 4], "no answer is lost"
    assert stored[0].comment == SECRET


async def test_a_rating_that_was_answered_alone_shows_nothing_but_its_last_question(
    app: AppContext, bo: int
) -> None:
    await begin_alone(app, "123455")
    async with open_browser(app) as client:
        await ask_amina(app, client)
        page = await sit_down(client)
        assert "Stämmer det för dig?" in page.text
        assert "star-area" not in page.text
        assert areas_with_figures(page) == []
        page = await press_on(client, page, YES, BESIDE)
        assert "Skattningen är klar" in shown(page)
    assert len(await answers(app)) == 6


async def test_a_comment_from_a_helpers_seat_says_so_where_the_coach_reads_it(
    app: AppContext, bo: int
) -> None:
    await begin_alone(app, "12345")
    async with open_browser(app) as client:
        await ask_amina(app, client)
        page = await write(client, await sit_down(client), "Det går bra")
        page = await press_on(client, page, anchors("sv")[5][3], BESIDE)
        assert "Det går bra" in page.text, "what was said here is shown here"
        await press_on(client, page, YES, BESIDE)
        client.cookies.clear()
        await log_in(client)
        assert "Det går bra svenska · med språkstöd" in page_text(await client.get(HERE))
        conversation = page_text(await client.get(f"{HERE}/conversation"))
        assert conversation.count("· med språkstöd") == 1, "the other comment was written alone"
    assert [one.comment_mode for one in await answers(app)] == ["read", *[None] * 4, "helper"]


async def test_free_words_are_not_taken_at_a_helpers_seat(app: AppContext, bo: int) -> None:
    async with open_browser(app) as client:
        await ask_amina(app, client)
        page = await sit_down(client)
        form = {"token": form_token(page), "words": "From the helper"}
        await client.post(BESIDE, data=form)
        page = await press_way(client, page, Way.COMMENT)
        late = {**hidden_fields(page, BESIDE), "text": "Kom för sent"}
        await press_on(client, page, "Nej, tillbaka till frågan", BESIDE)
        told = await client.post(BESIDE, data=late)
        assert (told.status_code, "Kom för sent" in told.text) == (409, True)
        assert 'name="words"' not in told.text
    async with app.database.reading() as session:
        assert (await session.scalars(select(CoachWords))).all() == []
