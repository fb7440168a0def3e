"""A rating together: the same conversation as in the chat, beside the coach or handed over."""

import re

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.turn.arrival import Arrival
from dialogs.agenda.messages import MessageKind
from dialogs.engine.event import Command, Typed
from dialogs.people.accounts import Channel
from storage.tables.agenda import Reminder
from storage.tables.words import CoachWords
from tests.admin.paper.test_entry import answers, enrol_bo, first, ratings
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.people import add_coach, add_participant
from tests.scenes import skapa

HERE = "/admin/participants/A-01"
TOGETHER = f"{HERE}/together"


async def begin(client: httpx.AsyncClient, seat: str) -> httpx.Response:
    """Choose who sits there; gives the first question."""
    page = await client.get(TOGETHER)
    form = {"token": form_token(page), "seat": seat}
    return await client.post(TOGETHER, data=form, follow_redirects=True)


async def press(
    client: httpx.AsyncClient, page: httpx.Response, label: str, seat: str = "coach"
) -> httpx.Response:
    """Press the button on a page that has some words on it."""
    return await press_on(client, page, label, f"{TOGETHER}/{seat}")


async def press_on(
    client: httpx.AsyncClient, page: httpx.Response, label: str, address: str
) -> httpx.Response:
    """Press the button that has some words on it, on a page at any address."""
    found = re.findall(r'name="press" value="([^"]+)"[^>]*>(.*?)</button>', page.text, re.DOTALL)
    (token,) = [token for token, inside in found if f">{label}<" in inside]
    form = {"token": form_token(page), "press": token}
    return await client.post(address, data=form, follow_redirects=True)


async def say_in_chat(app: AppContext, said: str | Command, *, ends: bool = False) -> str:
    """Let Bo write in Telegram; gives the question that is open then, where the rating goes on."""
    event = Typed(said) if isinstance(said, str) else said
    async with app.database.writing() as session:
        outcome = await app.turns.take(session, Arrival(Channel.TELEGRAM, "70001", event))
    if ends:
        return ""
    assert outcome.ask is not None
    return outcome.ask.text


async def answer_all_in_chat(app: AppContext) -> None:
    """Let Bo answer what is left of the rating in Telegram, and say that it is right."""
    for said in ("Sover", *"333333", "Ja, det stämmer"):
        event = Typed(said)
        async with app.database.writing() as session:
            await app.turns.take(session, Arrival(Channel.TELEGRAM, "70001", event))


def anchors(language: str) -> list[tuple[str, ...]]:
    texts, instrument = catalog(language), skapa()
    return [tuple(instrument.wording(item, texts).anchors) for item in instrument.items]


async def told(app: AppContext) -> list[Reminder]:
    async with app.database.reading() as session:
        found = select(Reminder).where(Reminder.kind == MessageKind.TOGETHER)
        return list(await session.scalars(found))


async def test_in_arabic_with_swedish_beside_to_the_star(either: AppContext) -> None:
    app = either
    await enrol_bo(app, language="ar")
    async with open_browser(app) as client:
        await log_in(client)
        page = await begin(client, "interpreter")
        assert 'dir="rtl"' in page.text
        for arabic, swedish in zip(anchors("ar"), anchors("sv"), strict=True):
            assert all(word in page.text for word in (*arabic, *swedish))
            page = await press(client, page, arabic[3], "interpreter")
        assert "<svg" in page.text
        assert "Stämmer det för dig?" in page.text
        yes = catalog("ar").gettext("Ja, det stämmer")
        page = await press(client, page, yes, "interpreter")
    assert page.url.path == HERE
    assert "Ni har svarat på alla frågor." in page_text(page)
    (rating,) = await ratings(app)
    assert (rating.mode, rating.finished_at is not None) == ("interpreter", True)
    given = await answers(app)
    assert {(one.mode, one.channel, one.language, one.value) for one in given} == {
        ("interpreter", "desk", "ar", 4)
    }
    assert (await first(app)).status == "done"
    (message,) = await told(app)
    assert (message.subject, message.status) == (rating.id, "planned")
    assert len(await audit_entries(app, "rated together")) == 8


async def test_it_goes_on_on_either_side_and_each_answer_keeps_its_own_mode(
    app: AppContext,
) -> None:
    await enrol_bo(app)
    words = anchors("sv")
    await say_in_chat(app, Command("rating"))
    await say_in_chat(app, "3")
    async with open_browser(app) as client:
        await log_in(client)
        assert "påbörjad, med 1 svar" in page_text(await client.get(TOGETHER))
        page = await begin(client, "coach")
        assert words[1][0] in page.text
        assert 'class="second"' not in page.text, "one language is enough"
        page = await press(client, page, words[1][1])
        page = await press(client, page, "Hoppa över")
        page = await press(client, page, "Tillbaka")
        page = await press(client, page, words[2][4])
        asked = await say_in_chat(app, "2")  # the fourth, alone again
        page = await client.get(f"{TOGETHER}/helper")
        assert asked in page.text
        await press(client, page, words[4][0], "helper")
    given = await answers(app)
    assert [(one.value, one.mode, one.channel) for one in given] == [
        (3, "read", "telegram"),
        (2, "together", "desk"),
        (5, "together", "desk"),
        (2, "read", "telegram"),
        (1, "helper", "desk"),
    ]
    assert len(await ratings(app)) == 1
    assert await told(app) == [], "it is not finished"


async def test_a_comment_is_written_beside_the_answer(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await begin(client, "coach")
        page = await press(client, page, "Skriv en kommentar")
        ask = re.search(r'name="ask" value="([^"]+)"', page.text)
        assert ask
        form = {"token": form_token(page), "ask": ask[1], "text": "Sover bra, 19121212-1212"}
        page = await client.post(f"{TOGETHER}/coach", data=form, follow_redirects=True)
        await press(client, page, anchors("sv")[0][3])
    (answer,) = await answers(app)
    assert (answer.value, answer.comment) == (4, "Sover bra, ••••••-••••")


async def test_the_screen_that_is_handed_over_shows_nothing_of_anybody(app: AppContext) -> None:
    await enrol_bo(app, language="ar")
    async with open_browser(app) as client:
        await log_in(client)
        page = await begin(client, "handed-over")
        for words in anchors("ar"):
            shown = page_text(page)
            for hidden in ("Karin", "A-01", "Person 70001", "Iris", "Logga ut", "Skatta"):
                assert hidden not in shown
            leads = set(re.findall(r'href="(/admin[^"]*)"', page.text))
            assert leads == {f"{TOGETHER}/handed-over/back"}, "one way back"
            page = await press(client, page, words[2], "handed-over")
        yes = catalog("ar").gettext("Ja, det stämmer")
        page = await press(client, page, yes, "handed-over")
        assert page.url.path == f"{TOGETHER}/handed-over/back"
        assert "A-01" not in page_text(page)
        assert "Jag är handledaren: visa mina sidor" in page_text(page)
    assert {one.mode for one in await answers(app)} == {"together"}


@pytest.mark.parametrize("opened", [True, False])
async def test_there_is_nothing_before_a_rating_is_begun(app: AppContext, opened: bool) -> None:
    await add_participant(app, await add_coach(app), opened=opened)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(f"{TOGETHER}/coach", follow_redirects=True)
        assert page.url.path == TOGETHER
        assert page.status_code == (200 if opened else 409)
        assert (await client.get(f"{TOGETHER}/anybody")).status_code == 404
        if not opened:
            assert "när personen har sagt ja" in page_text(page)
            await client.post(TOGETHER, data={"token": form_token(page), "seat": "coach"})
    assert await ratings(app) == []


async def comment_form(client: httpx.AsyncClient, page: httpx.Response) -> dict[str, str]:
    """Open the field for a comment; gives the form that it stands in."""
    page = await press(client, page, "Skriv en kommentar")
    ask = re.search(r'name="ask" value="([^"]+)"', page.text)
    assert ask
    return {"token": form_token(page), "ask": ask[1]}


async def words_of_bo(app: AppContext) -> list[tuple[str, bool]]:
    async with app.database.reading() as session:
        found = await session.scalars(select(CoachWords).order_by(CoachWords.id))
        return [(one.words, one.passed_on_at is not None) for one in found]


@pytest.mark.parametrize("seat", ["coach", "handed-over"])
@pytest.mark.parametrize("is_over", [False, True])
async def test_a_comment_from_a_second_tab_is_given_back_and_not_called_saved(
    app: AppContext, seat: str, is_over: bool
) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await begin(client, seat)
        form = {**await comment_form(client, page), "text": "Sover <bra>, 19121212-1212"}
        page = await client.get(f"{TOGETHER}/{seat}")  # the other tab goes on
        if is_over:
            await answer_all_in_chat(app)
        else:
            page = await client.post(f"{TOGETHER}/{seat}", data={**form, "text": "Annat"})
        late = await client.post(f"{TOGETHER}/{seat}", data=form)
        assert (late.status_code, 'role="alert"' in late.text) == (409, True)
        assert "Den frågan är redan besvarad." in page_text(late)
        assert "Sover &lt;bra&gt;, ••••••-••••</textarea>" in late.text
        assert await words_of_bo(app) == [], "nothing is kept that nobody has asked for"
        sent = {"token": form_token(late), "words": "Sover bra"}
        after = await client.post(f"{TOGETHER}/{seat}", data=sent)
        leads = {"coach": HERE, "handed-over": f"{TOGETHER}/handed-over/back"}
        expected = leads[seat] if is_over else f"{TOGETHER}/{seat}"
        assert (after.status_code, after.headers["location"]) == (303, expected)
    assert await words_of_bo(app) == [("Sover bra", True)]


async def test_a_comment_that_is_sent_twice_is_taken_once_without_a_word(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        form = await comment_form(client, await begin(client, "coach"))
        for _ in range(2):
            sent = await client.post(f"{TOGETHER}/coach", data={**form, "text": "Sover bra"})
            assert (sent.status_code, sent.headers["location"]) == (303, f"{TOGETHER}/coach")
    assert await words_of_bo(app) == []


async def test_a_comment_that_is_too_long_stays_in_its_field(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        form = await comment_form(client, await begin(client, "coach"))
        long = "Sover bra. " * 1000
        refused = await client.post(f"{TOGETHER}/coach", data={**form, "text": long})
        assert (refused.status_code, 'role="alert"' in refused.text) == (422, True)
        assert f"{long.strip()}</textarea>" in refused.text
        again = await client.post(f"{TOGETHER}/coach", data={**form, "text": "Sover bra."})
        assert again.status_code == 303
