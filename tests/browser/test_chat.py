"""The chat in a real browser on a small phone: with and without JavaScript, by keyboard, heard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from bot.i18n import languages
from bot.parts import Parts
from storage.models import StoredAnswer
from tests.browser.conftest import PHONE, Site
from tests.people import invited

pytestmark = pytest.mark.browser


def bo(site: Site, language: str = "sv") -> str:
    """Invite Bo; give the address of the invitation."""

    async def invite(parts: Parts) -> str:
        return await invited(parts, "Bo", language)

    return f"{site.url}/c/{site.work(invite)}"


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def asked(page: Page, words: str) -> Locator:
    heading = page.get_by_role("heading", name=words)
    heading.wait_for()
    return heading


def begin(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Börja")
    press(page, "Svenska")
    press(page, "Ja, jag vill vara med")
    asked(page, "din hälsa")


ANSWERS = (
    ("4 God", "Vet du vad du ska göra"),
    ("2 Vet lite", "Har du tid i vardagen"),
    ("3 Viss tid", "klara av att arbeta"),
    ("5 Tror helt och hållet", "dina kompetenser"),
    ("1 Inte alls", "samarbeta"),
    ("4 Ganska bra", "Stämmer det för dig?"),
)


def rate(page: Page) -> None:
    for word, following in ANSWERS:
        press(page, word)
        asked(page, following)


def no_faults(page: Page) -> None:
    faults = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in faults] == []


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
    begin(plain, bo(site))
    rate(plain)
    assert plain.locator("svg.star-full").is_visible()
    press(plain, "Ja, klar för i dag")
    plain.get_by_text("Allt är sparat").wait_for()


def test_with_javascript_the_page_stays(site: Site, page: Page) -> None:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    begin(page, bo(site))
    page.evaluate("window.mark = 'the same page'")
    rate(page)
    press(page, "Ja, klar för i dag")
    page.get_by_text("Just nu finns ingen fråga").wait_for()
    assert page.evaluate("window.mark") == "the same page"
    assert troubles == []


def test_the_newest_question_has_the_focus_and_is_in_sight(site: Site, page: Page) -> None:
    begin(page, bo(site))
    press(page, "4 God")
    asked(page, "Vet du vad du ska göra")
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
    begin(page, bo(site))
    for button in page.locator("button.option, button.way, .menu summary").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 52
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_language_chosen_turns_the_page_without_a_reload(site: Site, page: Page) -> None:
    if "ar" not in languages():
        pytest.skip("there is no Arabic catalog yet")
    begin(page, bo(site))
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
    page.goto(bo(site))
    for words in ("Börja", "Svenska", "Ja, jag vill vara med", "4 God", "Senare"):
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
    begin(page, bo(site))
    press(page, "Skriv en kommentar")
    page.locator("textarea").fill("Det beror på dagen")
    page.context.set_offline(True)
    press(page, "Skicka")
    page.get_by_text("Vi fick ingen kontakt just nu").wait_for()
    page.context.set_offline(False)
    assert page.locator("textarea").input_value() == "Det beror på dagen"
    press(page, "Skicka")
    page.get_by_text("sparat bredvid ditt svar").wait_for()


def test_a_text_too_large_stays_in_its_field(site: Site, page: Page) -> None:
    begin(page, bo(site))
    press(page, "Skriv en kommentar")
    page.locator("textarea").fill("x" * 70_000)
    press(page, "Skicka")
    page.locator("#trouble", has_text="för lång").wait_for()
    assert len(page.locator("textarea").input_value()) == 70_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site: Site, browser: Browser, scheme: str) -> None:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="sv-SE",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    address = bo(site)
    page.goto(address)
    no_faults(page)
    press(page, "Börja")
    asked(page, "Välj ditt språk")
    no_faults(page)
    press(page, "Svenska")
    asked(page, "Vill du vara med?")
    no_faults(page)
    press(page, "Ja, jag vill vara med")
    asked(page, "din hälsa")
    page.locator(".menu summary").click()
    no_faults(page)
    page.keyboard.press("Escape")
    press(page, "Vad betyder det?")
    page.locator("#meaning").wait_for()
    no_faults(page)
    press(page, "Skriv en kommentar")
    asked(page, "Skriv det du vill säga")
    no_faults(page)
    press(page, "Nej, tillbaka till frågan")
    rate(page)
    no_faults(page)
    press(page, "Ja, klar för i dag")
    page.get_by_text("Just nu finns ingen fråga").wait_for()
    no_faults(page)
    for path in ("/chat/help", "/chat/link", "/chat?notice=paused", "/nowhere", "/c/unknown"):
        page.goto(site.url + path)
        no_faults(page)
    page.goto(f"{site.url}/chat/link")
    press(page, "Visa min länk")
    page.locator("svg.qr").wait_for()
    no_faults(page)
    press(page, "Logga ut här")
    asked(page, "Du är utloggad här")
    no_faults(page)
    page.goto(address)
    no_faults(page)
    context.close()


def test_one_press_is_one_answer(site: Site, page: Page) -> None:
    begin(page, bo(site))
    page.get_by_role("button", name="4 God", exact=True).dblclick()
    asked(page, "Vet du vad du ska göra")

    async def count(parts: Parts) -> int:
        async with parts.database.reading() as session:
            return len((await session.scalars(StoredAnswer.__table__.select())).all())

    assert site.work(count) == 1
