"""A small step in two browsers: chosen on a phone, commented at a desk, read on the phone."""

import pytest
from playwright.sync_api import Browser, Dialog, Page

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from tests.browser.conftest import Site
from tests.browser.phone import begin_rating, check_accessibility, press, rate, wait_for_question
from tests.people import PASSWORD, add_coach, invite_participant

pytestmark = pytest.mark.browser

WORDS = "Fråga min granne om hennes arbete"


def invite_bo(site: Site) -> str:
    async def invite(app: AppContext) -> str:
        return await invite_participant(app, "Bo", coach_id=await add_coach(app))

    return f"{site.url}/c/{site.work(invite)}"


def sweep(site: Site) -> None:
    async def sweeps(app: AppContext) -> None:
        await Reminding(app).sweep()

    site.work(sweeps)


def open_desk(site: Site, browser: Browser) -> Page:
    desk = browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
    desk.set_default_timeout(10_000)
    desk.goto(f"{site.url}/admin/login")
    desk.get_by_label("E-postadress").fill("Karin@example.org")
    desk.get_by_label("Lösenord").fill(PASSWORD)
    press(desk, "Logga in")
    desk.wait_for_url("**/admin")
    return desk


def leaves_only_when_told(desk: Page) -> None:
    """With one form begun, another one that is sent asks first: nothing typed is lost unasked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    desk.once("dialog", stay)
    desk.locator("summary", has_text="Skriv ett mål").click()
    desk.get_by_label("Målet, i personens egna ord").fill("Ett eget jobb")
    with desk.expect_event("dialog"):
        press(desk, "Spara målet")
    assert asked == ["beforeunload"]
    assert desk.get_by_label("Ett litet steg").last.input_value() == "Skriva upp en vanlig dag"


def test_a_step_goes_from_the_phone_to_the_coach_and_back(
    site: Site, page: Page, browser: Browser
) -> None:
    begin_rating(page, invite_bo(site))
    rate(page)
    press(page, "Ja, det stämmer")
    wait_for_question(page, "Vilket område vill du börja med?")
    assert page.locator("svg.star-full").is_visible()
    assert page.locator("#now:focus").get_attribute("class") == "card", "the question, not the star"
    press(page, "Kunskap")
    wait_for_question(page, "Vad kan vara ett litet steg för dig?")
    page.locator("textarea").fill(WORDS)
    press(page, "Skicka")
    wait_for_question(page, "När ska vi titta på det igen?")
    press(page, "Om en månad")
    page.get_by_text("Din handledare kan se ditt steg").wait_for()

    desk = open_desk(site, browser)
    desk.locator("a[href*='/participants/']").first.click()
    card = desk.locator("section", has=desk.locator("#small-steps"))
    card.get_by_text(WORDS).first.wait_for()
    card.locator("summary", has_text="Kommentera").click()
    card.get_by_label("Din kommentar till personen").fill("Vilken bra idé.")
    press(desk, "Spara kommentaren")
    card.get_by_text("Vilken bra idé.").first.wait_for()
    card.locator("summary", has_text="Lägg till ett steg").click()
    card.get_by_label("Område").select_option("Tid")
    card.get_by_label("Ett litet steg").fill("Skriva upp en vanlig dag")
    check_accessibility(desk)
    leaves_only_when_told(desk)
    press(desk, "Lägg till steget")
    card.get_by_text("tillagt av handledaren").wait_for()
    desk.context.close()

    site.clock.passes(days=1)
    sweep(site)
    page.reload()
    wait_for_question(page, "skriver så här: \u2068Vilken bra idé.")
    check_accessibility(page)
    press(page, "Tack, jag har läst")
    page.get_by_text("Just nu finns ingen fråga").wait_for()
    site.clock.passes(days=1)
    sweep(site)
    page.reload()
    wait_for_question(page, "Vill du ta det steget?")
    page.get_by_text("Skriva upp en vanlig dag").wait_for()
    press(page, "Ja, det vill jag")
    page.get_by_text("frågar jag hur det har gått").wait_for()
