"""Speaking in the web chat: kept, played for the coach, and nowhere seen as its sign."""

import base64
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.clips.conversion import convert_speech
from bot.files.personal_data import personal_data_file
from bot.web.forms import LARGEST_UPLOAD
from dialogs.words.spoken import OBJECT, spoken_text
from storage.tables.people import Participant
from storage.tables.ratings import StoredAnswer
from storage.tables.words import CoachWords, SpokenWords
from storage.talk.recording_tries import MOST_A_DAY
from tests.admin.visits import audit_entries, log_in, open_browser
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.people import add_coach, invite_participant, keep_recording
from tests.recordings import film, recording

SPOKEN = "/admin/participants/A-01/spoken/1.m4a"
ANSWERS = (
    "4 God",
    "2 Vet lite",
    "3 Viss tid",
    "5 Tror helt och hållet",
    "1 Inte alls",
    "4 Ganska bra",
)
SAVED = "Tack, det är sparat bredvid ditt svar."


@pytest.fixture
async def bo(app: AppContext) -> Visitor:
    """Bo has begun, and is asked for a comment on his health."""
    code = await invite_participant(app, "Bo", coach_id=await add_coach(app))
    visitor = await begin_rating(app, code)
    return await visitor.press("Skriv en kommentar")


@pytest.fixture
async def coach(app: AppContext, bo: Visitor) -> AsyncIterator[httpx.AsyncClient]:
    """Bo's coach has signed in."""
    async with open_browser(app) as client:
        await log_in(client)
        yield client


async def speak(visitor: Visitor, recorded: bytes, **fields: str) -> str:
    """Send a recording from the page's own form, or from one with other fields."""
    asked = next((form for _, _, form in visitor.seen.buttons if "ask" in form), {})
    files = {"recording": ("recording", recorded, "audio/webm")}
    page = await visitor.http.post("/chat", data=fields or {"ask": asked["ask"]}, files=files)
    await visitor.open(page.headers["location"]) if page.is_redirect else None
    return visitor.text if page.is_redirect else page.text


async def stored(app: AppContext) -> list[tuple[int, bool]]:
    async with app.database.reading() as session:
        rows = await session.execute(
            select(SpokenWords.seconds, SpokenWords.gone).order_by(SpokenWords.id)
        )
        return [(seconds, gone) for seconds, gone in rows]


async def comments(app: AppContext) -> list[str | None]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(StoredAnswer.comment)))


async def test_a_spoken_comment_is_heard_by_the_coach(
    bo: Visitor, app: AppContext, coach: httpx.AsyncClient
) -> None:
    assert SAVED in await speak(bo, recording("webm", 3.0))
    assert await comments(app) == [spoken_text(1, 3)]
    page = await coach.get("/admin/participants/A-01")
    assert f'src="{SPOKEN}"' in page.text
    assert "Inspelat, 3 sekunder" in page.text
    sound = await coach.get(SPOKEN)
    assert (sound.status_code, sound.content) == (200, convert_speech(recording("webm", 3.0)).sound)
    assert sound.headers["content-type"] == "audio/mp4"
    assert sound.headers["cache-control"] == "no-store"
    assert "content-encoding" not in sound.headers
    part = await coach.get(SPOKEN, headers={"Range": "bytes=4-11"})
    assert (part.status_code, part.content) == (206, sound.content[4:12])
    heard = await audit_entries(app, "listened to participant")
    assert [allowed for _, _, allowed in heard] == [True, True]


async def test_nobody_else_hears_it(bo: Visitor, app: AppContext, coach: httpx.AsyncClient) -> None:
    await speak(bo, recording("webm", 1.0))
    await add_coach(app, "Omar")
    async with open_browser(app) as other:
        assert (await other.get(SPOKEN)).is_redirect, "to the log-in"
        await log_in(other, "Omar")
        assert (await other.get(SPOKEN)).status_code == 404
    for missing in ("2", "0", "99999999999999999999"):
        assert (await coach.get(SPOKEN.replace("1.m4a", f"{missing}.m4a"))).status_code == 404
    kim = await begin_rating(app, await invite_participant(app, "Kim"))
    assert (await kim.http.get("/chat/spoken/1.m4a")).status_code == 404
    assert (await bo.http.get("/chat/spoken/1.m4a")).status_code == 200
    assert (await Visitor(app).http.get("/chat/spoken/1.m4a")).status_code == 403
    assert (await coach.get("/admin/participants/A-02/spoken/1.m4a")).status_code == 404


async def test_what_waits_for_a_press_is_not_the_coachs_yet(
    bo: Visitor, app: AppContext, coach: httpx.AsyncClient
) -> None:
    ask = next(form["ask"] for _, _, form in bo.seen.buttons if "ask" in form)
    await bo.press("Nej, tillbaka till frågan")
    said = await speak(bo, recording("webm", 2.0), ask=ask)
    assert "Den frågan är redan besvarad" in said
    assert "Du har sagt: \u2068Inspelat, 2 sekunder\u2069" in said
    assert "Vill du att din handledare lyssnar på det?" in said
    assert (await coach.get(SPOKEN)).status_code == 404
    await bo.press("Lämna till min handledare")
    assert "Nu kan din handledare lyssna på det du sa." in bo.text
    assert (await coach.get(SPOKEN)).status_code == 200


async def test_a_form_that_says_who_gets_it_passes_it_on(
    bo: Visitor, app: AppContext, coach: httpx.AsyncClient
) -> None:
    assert "lyssna på det du sa" in await speak(bo, recording("webm", 1.0), words="spoken")
    async with app.database.reading() as session:
        (words,) = await session.scalars(select(CoachWords))
    assert (words.words, words.passed_on_at is not None) == (spoken_text(1, 1), True)
    page = await coach.get("/admin/participants/A-01")
    assert SPOKEN in page.text


@pytest.mark.parametrize(
    ("recorded", "line"),
    [
        (b"no sound", "Det hördes inget i inspelningen."),
        (film(), "Det hördes inget i inspelningen."),
        (recording("webm", 1.0)[:200], "Det hördes inget i inspelningen."),
        (recording("wav", 1.0, 0.0), "Det hördes inget i inspelningen."),
        (bytes(5 * 1024 * 1024), "Inspelningen är för lång för mig."),
    ],
    ids=["text", "film", "broken", "silent", "too large"],
)
async def test_what_is_no_speech_changes_nothing(
    bo: Visitor, app: AppContext, recorded: bytes, line: str
) -> None:
    said = await speak(bo, recorded)
    assert line in said
    assert "Skriv det du vill säga" in said, "the question is still open"
    assert await comments(app) == []
    counted = [] if len(recorded) > LARGEST_UPLOAD else [(0, True)]
    assert await stored(app) == counted, "a try is counted for its day"


async def test_an_empty_form_only_shows_the_question(bo: Visitor, app: AppContext) -> None:
    assert "Skriv det du vill säga" in await speak(bo, b"")
    assert "Skriv det du vill säga" in await speak(bo, recording("webm", 1.0), other="x")
    assert await comments(app) == []


async def test_too_many_of_a_day_are_told(bo: Visitor, app: AppContext) -> None:
    async with app.database.writing() as session:
        for _ in range(MOST_A_DAY):
            await keep_recording(session, 1, app.clock())
    assert "Nu är det fullt med inspelningar" in await speak(bo, recording("webm", 1.0))


async def test_replaced_removed_and_erased_it_is_gone(bo: Visitor, app: AppContext) -> None:
    await speak(bo, recording("webm", 1.0))
    await bo.press("Skriv en kommentar")
    await speak(bo, recording("webm", 2.0))
    assert await stored(app) == [(1, True), (2, False)]
    await bo.press("Skriv en kommentar")
    assert "Du har sagt: \u2068Inspelat, 2 sekunder\u2069" in bo.text
    await bo.press("Ta bort kommentaren")
    await bo.press("Ja, ta bort")
    assert await stored(app) == [(1, True), (2, True)]
    await bo.press("Skriv en kommentar")
    await speak(bo, recording("webm", 1.0))
    for press in ("Ta bort allt som är sparat om dig", "Ja, ta bort", "Ja, ta bort allt nu"):
        await bo.press(press)
    assert await stored(app) == []


async def test_going_back_forgets_it(bo: Visitor, app: AppContext) -> None:
    await bo.press("Nej, tillbaka till frågan")
    for press in (*ANSWERS, "Ja, det stämmer", "Hälsa"):
        await bo.press(press)
    assert "Ditt steg: \u2068Inspelat, 1 sekund\u2069" in await speak(bo, recording("webm", 1.0))
    assert await stored(app) == [(1, False)]
    await bo.press("Tillbaka")
    assert await stored(app) == [(1, True)]


async def test_nobody_can_forge_one(bo: Visitor, app: AppContext, coach: httpx.AsyncClient) -> None:
    async with app.database.writing() as session:
        await keep_recording(session, 1, app.clock())
    await bo.write(spoken_text(1, 1))
    assert await comments(app) == ["1 1"]
    assert (await coach.get(SPOKEN)).status_code == 404


async def test_own_data_has_the_sound(bo: Visitor, app: AppContext) -> None:
    await speak(bo, recording("webm", 1.0))
    await bo.open("/chat/mydata")
    assert "/chat/spoken/1.m4a" in bo.page.text
    assert "Det du har spelat in" in bo.text
    file = (await personal_data_file(app, 1)).decode()
    found = re.search(r'src="data:audio/mp4;base64,([^"]+)"', file)
    assert found
    sound = await bo.http.get("/chat/spoken/1.m4a")
    assert base64.b64decode(found[1]) == sound.content


async def test_the_sign_is_nowhere_seen(
    bo: Visitor, app: AppContext, coach: httpx.AsyncClient
) -> None:
    """A comment, a step, what helped and words for the coach are spoken, and all is looked at."""
    await speak(bo, recording("webm", 1.0))
    seen = [bo.page.text]
    seen += [(await bo.press(press)).page.text for press in ANSWERS]
    assert "Inspelat, 1 sekund" in bo.text, "in the summary"
    for press in ("Ja, det stämmer", "Hälsa"):
        await bo.press(press)
    assert "Ditt steg: \u2068Inspelat, 2 sekunder\u2069" in await speak(bo, recording("webm", 2.0))
    seen.append(bo.page.text)
    seen.append((await bo.press("Om en vecka")).page.text)
    await speak(bo, recording("webm", 1.0), words="spoken")
    beside = ("/chat", "/chat/mydata", "/chat/help", "/chat/coach")
    seen += [(await bo.open(path)).page.text for path in beside]
    seen.append((await personal_data_file(app, 1)).decode())
    own = "/admin/participants/A-01"
    page = (await coach.get(own)).text
    others = ("/admin", f"{own}/meetings/new", "/admin/digest")
    seen += [page, *[(await coach.get(path)).text for path in others]]
    assert page.count("<audio") >= 3
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token
    refused = await coach.post(
        f"{own}/steps/1", data={"token": token[1], "revision": "old", "comment": "x" * 9999}
    )
    assert refused.status_code == 422
    assert "Inspelat, 2 sekunder" in refused.text
    seen.append(refused.text)
    assert [text for text in seen if OBJECT in text] == []
    async with app.database.reading() as session:
        assert (await session.scalars(select(Participant.id))).all() == [1]


async def test_a_page_without_the_extra_has_no_recorder(
    bo: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Spela in i stället" in bo.page.text
    for place in ("bot.turn.spoken", "bot.channels.web.sign_in.visitor"):
        monkeypatch.setattr(f"{place}.can_convert", lambda: False)
    await bo.open("/chat")
    assert "Spela in i stället" not in bo.page.text
    assert "speak.js" not in bo.page.text
    ask = next(form["ask"] for _, _, form in bo.seen.buttons if "ask" in form)
    assert "Jag kan bara läsa text" in await speak(bo, recording("webm", 1.0), ask=ask)
