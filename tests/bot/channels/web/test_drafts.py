"""Machine-made drafts in the web chat: made beside it, marked, and behind a person's voice.

The machine itself is tried in ``tests/bot/clips/machine``; here it notes what it is to say.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app_context import AppContext, build_app
from bot.channels.web.beside.listening import listening_beside
from bot.clips.clip import ConvertedClip
from bot.clips.machine import drafts
from bot.languages.text_states import digest_of
from dialogs.engine.ask import Ask
from dialogs.people.accounts import Channel
from dialogs.people.staff import StaffRole
from storage.clips.clips import store_draft
from storage.people.participants import hold_person
from tests.bot.channels.web.visitor import Visitor, accounts, begin_rating
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables
from tests.people import add_staff, invite_participant, speak
from tests.scenes import skapa

HEALTH = skapa().item("health")
MARK = "Uppläst av en dator"
OPENING = "6 korta frågor om hur du har det just nu. Det tar ungefär två minuter."


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the machine has been told to say."""
    noted: list[str] = []

    async def note(language: str, text: str) -> ConvertedClip:
        noted.append(text)
        sound = f"{language} {text}".encode()
        return ConvertedClip(sound, sound)

    monkeypatch.setattr(drafts, "speak_aside", note)
    return noted


@pytest.fixture
async def app(tmp_path: Path, clock: StandingClock) -> AsyncIterator[AppContext]:
    """The parts, with drafts on."""
    built = build_app(test_settings(tmp_path, SKAPABOT_VOICE_DRAFTS="yes"), clock)
    await give_tables(built.database)
    yield built
    await built.database.close()


def heard(visitor: Visitor) -> list[str]:
    """List what can be heard of a page, without its menu."""
    page = visitor.page.text.partition("<main")[2]
    return re.findall(r'<audio controls preload="none" aria-label="([^"]+)"', page)


async def test_a_page_does_not_wait_and_the_next_one_has_it(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert heard(bo) == []
    assert "Läs allt för mig" in bo.text, "it has a voice"
    await app.drafts.make_waiting()
    await bo.open("/chat")
    lines = ["Lyssna på texten"] * 3  # thanks, six questions, no wrong answers
    answers = [f"Lyssna på svaret: {anchor}" for anchor in HEALTH.anchors]
    assert heard(bo) == [*lines, "Lyssna på frågan", *answers]
    assert bo.page.text.partition("<main")[2].count(MARK) == 1
    for address in re.findall(r'<source src="([^"]+)"', bo.page.text):
        assert (await bo.http.get(address)).status_code == 200


async def test_the_next_questions_are_there_before_they_are_asked(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await app.drafts.make_waiting()
    await bo.press("4 God")
    assert "Lyssna på frågan" in heard(bo)


async def test_the_meaning_and_the_line_below_the_star_are_heard(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.press("Vad betyder det?")
    await app.drafts.make_waiting()
    await bo.press("Vad betyder det?")
    meaning = bo.page.text.partition('id="meaning"')[2].partition("</section>")[0]
    assert "<audio" in meaning
    for _ in range(6):
        await bo.press("Hoppa över")
    await app.drafts.make_waiting()
    await bo.open("/chat")
    assert "Du hoppade över alla frågor" in bo.text
    assert "Lyssna på texten" in heard(bo)


async def test_a_persons_voice_is_not_marked(app: AppContext) -> None:
    said = [OPENING, "Tack! Då börjar vi.", "Det finns inga rätta eller felaktiga svar."]
    eva = await add_staff(app, "Eva", StaffRole.ADMIN)
    await speak(app, eva, "sv", *said, HEALTH.wording, *HEALTH.anchors)
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert "Lyssna på frågan" in heard(bo)
    assert MARK not in bo.text


async def test_a_comment_and_a_name_are_never_spoken(app: AppContext, said: list[str]) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.press("Skriv en kommentar")
    await bo.write("Min granne Kalle är sjuk")
    for page in ("/chat", "/chat/coach", "/chat"):
        await bo.open(page)
        await app.drafts.make_waiting()
    await bo.write("Kalle igen")
    await app.drafts.make_waiting()
    assert any("Kalle" in page.text for page in bo.trail)
    assert HEALTH.wording in said
    assert not [one for one in said if "Kalle" in one or "Bo" in one.split()]


async def test_drafts_that_were_switched_off_are_not_heard(
    app: AppContext, tmp_path: Path, clock: StandingClock
) -> None:
    code = await invite_participant(app, "Bo")
    bo = await begin_rating(app, code)
    await app.drafts.make_waiting()
    await bo.open("/chat")
    assert heard(bo)
    app.drafts.on = False
    await bo.open("/chat")
    assert heard(bo) == []
    assert "Läs allt för mig" not in bo.text


async def test_of_a_question_with_others_words_in_it_the_rest_is_heard(app: AppContext) -> None:
    await begin_rating(app, await invite_participant(app, "Bo"))
    [account] = await accounts(app)
    when, where, asked = "Dags tisdag.", "Var: Storgatan 1", "Kommer du?"
    async with app.database.writing() as session:
        for number, line in enumerate((when, asked)):
            words, sound = digest_of(line), bytes([number])
            await store_draft(session, "sv", words, sound, sound, "a tone", app.clock())
    found = []
    async with app.database.reading() as session:
        person = await hold_person(session, Channel.WEB, account.address)
        assert person is not None
        for text in (f"{when}\n{where}\n{asked}", f"{asked}\n{where}"):
            heard = await listening_beside(session, app, person, Ask("coming", text), [])
            assert heard is not None
            found.append(len(heard.question.clips))
    assert found == [2, 0], "nothing where the last line, which asks, cannot be heard"
