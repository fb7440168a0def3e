"""The page that says who my coach is and where I am, and whom to call beside every field."""

import re
from pathlib import Path

import pytest

from bot.app_context import AppContext
from bot.channels.web import beside
from dialogs.people.accounts import Channel
from tests.bot.channels.web.visitor import Visitor, begin_rating, come_in
from tests.conftest import START, StandingClock
from tests.people import (
    Diary,
    add_coach,
    add_participant,
    change_participant,
    change_staff,
    enrol_participants,
    invite_participant,
)

TEMPLATES = Path(beside.__file__).parents[1] / "templates"


async def bo_at_home(app: AppContext) -> tuple[Visitor, int]:
    """Let Bo take part in the web chat alone; gives the id too."""
    [who] = await enrol_participants(app, ["a-key"], START, Channel.WEB)
    return await Visitor(app).enter("a-key"), who


async def test_numbers_and_addresses_can_be_pressed_and_the_rest_is_true(app: AppContext) -> None:
    bo, who = await bo_at_home(app)
    await change_staff(app, 1, phone="0300-12 34 56", contact_email="k@example.org")
    await Diary(app, who).book()
    await bo.open("/chat/coach")
    assert 'href="tel:0300123456"' in bo.page.text
    assert 'href="mailto:k@example.org"' in bo.page.text
    assert "Jag kan inte säga till, så titta gärna in då." in bo.text
    assert "Ditt nästa möte: tisdag 1 december klockan 10:00." in bo.text
    await bo.press("Jag kan inte")
    assert "Vill du säga något till din handledare" in bo.text


async def test_the_menu_leads_there_and_so_do_typed_words(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert 'href="/chat/coach"' in bo.page.text
    await bo.write("/coach")
    assert bo.page.request.url.path == "/chat/coach"
    assert "Din handledare heter" in bo.text
    await bo.open("/chat")
    assert "Fråga 1 av 6" in bo.text


async def test_on_pause_and_after_stop_a_press_leads_back(app: AppContext) -> None:
    bo, _ = await bo_at_home(app)
    await bo.post("/chat", {"command": "pause"})
    await bo.open("/chat/coach")
    assert "Du har paus till 30 nov. 2026." in bo.text
    await bo.post("/chat", {"command": "stop"})
    await bo.open("/chat/coach")
    assert "Det kommer inga frågor hit, för du har sagt stopp." in bo.text
    assert "säga till" not in bo.text
    await bo.press("Jag vill ha påminnelser igen")
    assert "Ja, lägg dem här" in bo.text


async def test_after_the_exit_and_before_the_yes(app: AppContext, clock: StandingClock) -> None:
    bo, who = await bo_at_home(app)
    await change_participant(app, who, exit_on=clock.now.date())
    clock.passes(days=60)
    await bo.open("/chat/coach")
    assert "Du var med till 23 nov. 2026." in bo.text
    assert "möte" not in bo.text.partition("Fungerar det inte")[2]
    amal = await come_in(app, await invite_participant(app, "Amal"))
    await amal.open("/chat/coach")
    assert "Din handledare heter" in amal.text
    assert "Skriv till din handledare" not in amal.text
    assert "Du har varit med" not in amal.text


async def test_behind_the_doorbell_the_page_says_all(app: AppContext) -> None:
    coach = await add_coach(app)
    await change_staff(app, coach, phone="0300-12 34 56")
    await add_participant(app, coach, channel=Channel.WEB, protected=True)
    bo = await Visitor(app).enter("key of 1")
    await bo.open("/chat/coach")
    assert "0300-12 34 56" in bo.text


async def test_a_stranger_sees_no_coach(app: AppContext) -> None:
    stranger = await Visitor(app).open("/chat/coach")
    assert stranger.page.status_code == 403


async def test_the_page_is_whole_in_arabic(app: AppContext) -> None:
    bo, who = await bo_at_home(app)
    await change_participant(app, who, language="ar")
    await change_staff(app, 1, phone="0300-12 34 56", best_reached="vardagar före tio")
    await bo.open("/chat/coach")
    assert 'dir="rtl"' in bo.page.text
    assert "\u20680300-12 34 56\u2069" in bo.text
    assert not re.search(r"\b(Din|Du|har)\b", bo.text)


FIELD = re.compile(r"<textarea|<input(?! type=\"(?:hidden|checkbox|radio)\")[^>]*>")

NO_WORDS = re.compile(
    'type="(password|file)"|name="pin"|readonly|autocomplete="(one-time-code|tel|email)"'
)


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda one: one.stem)
def test_beside_every_field_for_words_stands_whom_to_call(template: Path) -> None:
    """A PIN, a code, a number and an address are no words; the link is there to be copied.

    A recorder stands below a field.
    """
    text = template.read_text(encoding="utf-8")
    for form in re.findall(r"<form .*?</form>", text, re.DOTALL):
        fields = [one[0] for one in FIELD.finditer(form)]
        words = [one for one in fields if not NO_WORDS.search(one)]
        assert not words or re.search(r"\burgent\)? ?\)? }}", form), words


def test_the_lint_finds_the_fields() -> None:
    found = [one for one in TEMPLATES.glob("*.html") if FIELD.search(one.read_text("utf-8"))]
    assert {one.stem for one in found} >= {"ask", "to_coach"}
