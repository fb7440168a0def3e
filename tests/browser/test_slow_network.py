"""A slow network, an impatient finger, and the phone's own way back."""

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from bot.app_context import AppContext
from storage.tables.ratings import StoredAnswer
from tests.browser.conftest import PHONE, Site
from tests.browser.phone import (
    begin_rating,
    check_accessibility,
    invite_bo,
    press,
    wait_for_question,
)

pytestmark = pytest.mark.browser

LATENCY = 1500
LATE = "Det du valde först är redan på väg"
ALIVE = "Promise.all(document.getAnimations().map(one => one.finished))"
KEPT = "Du hann trycka en gång till. Det du valde först gäller."


def slow_down(page: Page, latency: int = LATENCY) -> CDPSession:
    network = page.context.new_cdp_session(page)
    conditions = {"offline": False, "latency": latency, "downloadThroughput": -1}
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {**conditions, "uploadThroughput": -1})
    return network


def answers(site: Site) -> list[int | None]:
    async def values(app: AppContext) -> list[int | None]:
        async with app.database.reading() as session:
            rows = await session.execute(
                StoredAnswer.__table__.select().order_by(StoredAnswer.__table__.c.id)
            )
            return [row.value for row in rows]

    return site.work(values)


def option(page: Page, words: str) -> str:
    found = page.get_by_role("button", name=words, exact=True).get_attribute("class")
    return found or ""


def test_the_pressed_answer_is_marked_at_once_and_another_press_is_said(
    site: Site, page: Page
) -> None:
    begin_rating(page, invite_bo(site))
    slow_down(page)
    press(page, "2 Dålig")
    assert "sent" in option(page, "2 Dålig")
    assert "sent" not in option(page, "5 Mycket god")
    dimmed = page.get_by_role("button", name="5 Mycket god", exact=True)
    assert float(dimmed.evaluate("it => getComputedStyle(it).opacity")) < 1
    dimmed.click()
    page.get_by_text(LATE).wait_for()
    check_contrast_of_line(page)
    wait_for_question(page, "Vet du vad du ska göra")
    page.get_by_text(KEPT).wait_for()
    box = page.get_by_text(KEPT).bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"]
    assert page.get_by_text("2 · Dålig").is_visible()
    assert page.locator(".sending, .sent").count() == 0
    assert page.get_by_text(LATE).count() == 0
    assert answers(site) == [2]
    press(page, "4 Vet ganska väl")
    wait_for_question(page, "Har du tid i vardagen")
    assert page.get_by_text(KEPT).count() == 0
    assert answers(site) == [2, 4]


def check_contrast_of_line(page: Page) -> None:
    line = page.locator("#sending")
    assert line.get_attribute("role") == "status"
    box = line.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]


def test_a_slow_answer_says_that_it_is_on_its_way_and_the_same_press_twice_is_quiet(
    site: Site, page: Page
) -> None:
    begin_rating(page, invite_bo(site))
    slow_down(page)
    press(page, "2 Dålig")
    press(page, "2 Dålig")
    page.get_by_text("Det du valde är på väg").wait_for()
    wait_for_question(page, "Vet du vad du ska göra")
    assert page.get_by_text(KEPT).count() == 0
    assert answers(site) == [2]


def test_what_could_not_be_sent_can_be_pressed_again(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    page.context.set_offline(True)
    press(page, "2 Dålig")
    page.get_by_text("Det blev ingen kontakt just nu").wait_for()
    page.context.set_offline(False)
    assert page.locator(".sending, .sent").count() == 0
    press(page, "5 Mycket god")
    wait_for_question(page, "Vet du vad du ska göra")
    assert answers(site) == [5]


def test_without_javascript_the_second_press_is_said_too(site: Site, browser: Browser) -> None:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="sv-SE",
        java_script_enabled=False,
    )
    page = context.new_page()
    begin_rating(page, invite_bo(site))
    places = []
    for words in ("2 Dålig", "5 Mycket god"):
        box = page.get_by_role("button", name=words, exact=True).bounding_box()
        assert box is not None
        places.append((box["x"] + 40, box["y"] + box["height"] / 2))
    page.wait_for_timeout(500)
    slow_down(page)
    first, second = places
    page.mouse.click(*first)
    while not answers(site):  # it has arrived, and what comes of it is still on its way
        page.wait_for_timeout(20)
    page.mouse.click(*second)
    page.get_by_text("redan besvarad").wait_for()
    assert len(answers(site)) == 1
    context.close()


def test_two_quick_taps_answer_one_question(site: Site, page: Page) -> None:
    """The next question's answers appear where the finger comes down again."""
    begin_rating(page, invite_bo(site))
    box = page.get_by_role("button", name="4 God", exact=True).bounding_box()
    assert box is not None
    where = (box["x"] + 40, box["y"] + box["height"] / 2)
    page.evaluate(ALIVE)
    animations = page.context.new_cdp_session(page)
    animations.send("Animation.enable")
    animations.send("Animation.setPlaybackRate", {"playbackRate": 0})  # however busy we are
    page.touchscreen.tap(*where)
    wait_for_question(page, "Vet du vad du ska göra")
    page.touchscreen.tap(*where)
    page.wait_for_timeout(200)
    assert answers(site) == [4]
    animations.send("Animation.setPlaybackRate", {"playbackRate": 1})
    page.evaluate(ALIVE)
    page.touchscreen.tap(*where)
    wait_for_question(page, "Har du tid i vardagen")
    assert len(answers(site)) == 2


def test_the_phones_own_back_takes_one_step_back_in_the_chat(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    press(page, "4 God")
    wait_for_question(page, "Vet du vad du ska göra")
    press(page, "2 Vet lite")
    wait_for_question(page, "Har du tid i vardagen")
    page.go_back()
    wait_for_question(page, "Vet du vad du ska göra")
    assert page.url.partition("#")[0] == f"{site.url}/chat"
    press(page, "3 Vet delvis")
    wait_for_question(page, "Har du tid i vardagen")
    press(page, "Skriv en kommentar")
    wait_for_question(page, "Skriv det du vill säga")
    page.go_back()
    wait_for_question(page, "Har du tid i vardagen")
    assert answers(site)[:2] == [4, 3]


def test_going_back_again_and_again_takes_no_more_answers_away(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    for word, question in (
        ("4 God", "Vet du vad du ska göra"),
        ("2 Vet lite", "Har du tid i vardagen"),
        ("3 Viss tid", "klara av att arbeta"),
    ):
        press(page, word)
        wait_for_question(page, question)
    for _ in range(4):
        page.go_back()
        page.wait_for_timeout(300)
    assert [value for value in answers(site) if value] == [4, 2]


def test_back_from_a_page_beside_and_then_back_in_the_chat(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    press(page, "4 God")
    wait_for_question(page, "Vet du vad du ska göra")
    page.locator(".menu summary").click()
    page.get_by_role("link", name="Min länk").click()
    wait_for_question(page, "Min länk")
    page.go_back()
    wait_for_question(page, "Vet du vad du ska göra")
    page.go_back()
    wait_for_question(page, "din hälsa")


def test_a_comment_stands_below_its_question(site: Site, page: Page) -> None:
    begin_rating(page, invite_bo(site))
    press(page, "Skriv en kommentar")
    wait_for_question(page, "Skriv det du vill säga")
    assert "din hälsa" in page.locator(".about").inner_text()
    check_accessibility(page)
