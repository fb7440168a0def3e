"""The chat in a real browser on a small phone: with and without JavaScript, by keyboard, heard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot.app_context import AppContext
from bot.languages.spoken import languages
from storage.tables.ratings import StoredAnswer
from tests.browser.conftest import PHONE, Site
from tests.browser.phone import begin_rating, invite_bo, press, rate, wait_for_question

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="sv-SE",
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def test_a_whole_rating_without_javascript(site: Site, plain: Page) -> None:
    begin_rating(plain, invite_bo(site))
    rate(plain)
    assert plain.locator("svg.star-full").is_visible()
    press(plain, "Ja, det stämmer")
    plain.get_by_text("Fint, allt är sparat").wait_for()


def test_with_javascript_the_page_stays(site: Site, page: Page) -> None:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    begin_rating(page, invite_bo(site))
    page.evaluate("window.mark = 'the same page'")
    rate(page)
    press(page, "Ja, det stämmer")
    wait_for_question(page, "Vilket område vill du börja med?")
    press(page, "Inte nu")
    page.get_by_text("Just nu finns ingen fråga").wait_for()
    assert page.evaluate("window.mark") == "the same page"
    assert troubles == []


def test_the_newest_question_has_the_focus_and_is_in_sight(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    press(page, "4 God")
    wait_for_question(page, "Vet du vad du ska göra")
    page.locator("#now:focus").wait_for()
    name = page.evaluate("document.activeElement.getAttribute('aria-labelledby')")
    assert "Vet du vad" in page.locator(f"#{name}").inner_text()
    for part in (page.locator("#now"), page.locator("button.option").last):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= PHONE["height"]


def test_everything_to_press_is_big_and_nothing_is_wider_than_the_phone(
    site: Site, page: Page
) -> None:
    begin_rating(page, invite_bo(site))
    for button in page.locator("button.option, button.way, .menu summary").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 52
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_language_chosen_turns_the_page_without_a_reload(site: Site, page: Page) -> None:
    if "ar" not in languages():
        pytest.skip("there is no Arabic catalog yet")
    begin_rating(page, invite_bo(site))
    page.evaluate("window.mark = 'the same page'")
    page.locator(".menu summary").click()
    press(page, "العربية")
    page.locator("html[dir=rtl]").wait_for(state="attached")
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("window.mark") == "the same page"
    bar = page.locator("button.way.pause").bounding_box()
    assert bar is not None
    assert bar["x"] < 60  # later stands where a line of Arabic ends


def test_the_keyboard_is_enough(site: Site, page: Page) -> None:
    page.goto(invite_bo(site))
    way = ("Börja", "Svenska", "Ja, jag vill vara med", "4 God", "Senare")
    for words in way:
        wanted = page.get_by_role("button", name=words, exact=True)
        wanted.wait_for()
        for _ in range(20):
            page.keyboard.press("Tab")
            if wanted.evaluate("it => it === document.activeElement"):
                break
        page.keyboard.press("Enter")
        wanted.wait_for(state="detached")
    page.get_by_text("Allt du har svarat är sparat").wait_for()
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Min länk").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".menu[open]").count() == 0


def test_without_a_network_nothing_is_lost(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    press(page, "Skriv en kommentar")
    page.locator("textarea").fill("Det beror på dagen")
    page.context.set_offline(True)
    press(page, "Skicka")
    page.get_by_text("Det blev ingen kontakt just nu").wait_for()
    page.context.set_offline(False)
    assert page.locator("textarea").input_value() == "Det beror på dagen"
    press(page, "Skicka")
    page.get_by_text("sparat bredvid ditt svar").wait_for()


def test_a_text_too_large_stays_in_its_field(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    press(page, "Skriv en kommentar")
    page.locator("textarea").fill("x" * 70_000)
    press(page, "Skicka")
    page.locator("#trouble", has_text="för lång").wait_for()
    assert len(page.locator("textarea").input_value()) == 70_000


def test_one_press_is_one_answer(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    page.get_by_role("button", name="4 God", exact=True).dblclick()
    wait_for_question(page, "Vet du vad du ska göra")

    async def count(app: AppContext) -> int:
        async with app.database.reading() as session:
            return len((await session.scalars(StoredAnswer.__table__.select())).all())

    assert site.work(count) == 1


def test_back_from_a_page_beside_leads_to_the_question(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    page.locator(".menu summary").click()
    page.get_by_role("link", name="Min länk").click()
    wait_for_question(page, "Min länk")
    page.go_back()
    wait_for_question(page, "din hälsa")
    press(page, "4 God")
    wait_for_question(page, "Vet du vad du ska göra")
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "<" not in kept  # no page is kept where the next one at this phone could read it
