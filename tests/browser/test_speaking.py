"""Speaking instead of writing: recorded, listened to and sent at the phone, heard at the desk."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app_context import AppContext
from tests.browser.conftest import PHONE, Site
from tests.browser.desk import fits_and_is_accessible, sign_in
from tests.browser.phone import begin_rating, check_accessibility, press, wait_for_question
from tests.people import add_coach, invite_participant

pytestmark = pytest.mark.browser

SOUNDS = """(player) => new Promise((heard, failed) => {
  player.ontimeupdate = () => { if (player.currentTime > 0) heard(player.duration); };
  player.onerror = () => failed(player.error.message);
  player.play().catch(failed);
})"""
"""Plays until something has sounded; gives how long it is, in seconds."""


def invite(site: Site) -> str:
    async def invite_bo(app: AppContext) -> str:
        return await invite_participant(app, "Bo", coach_id=await add_coach(app))

    return f"{site.url}/c/{site.work(invite_bo)}"


def fits(page: Page) -> bool:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width <= PHONE["width"]


def record(page: Page) -> None:
    """Record with the keyboard alone: the microphone of the tests beeps about once a second."""
    button = page.locator(".speak:visible").first
    button.press("Enter")
    page.get_by_text("Nu spelar jag in.").wait_for()
    page.wait_for_timeout(1500)
    expect(button).to_be_focused()
    button.press("Enter")
    page.get_by_text("Lyssna om du vill, och skicka sedan.").wait_for()


def test_somebody_who_cannot_write_says_it(site: Site, page: Page, browser: Browser) -> None:
    troubles: list[str] = []
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    begin_rating(page, invite(site))
    press(page, "Skriv en kommentar")
    wait_for_question(page, "Skriv det du vill säga")
    check_accessibility(page)
    record(page)
    assert 1 < page.locator(".speaking audio").evaluate(SOUNDS) < 5, "before it is sent"
    check_accessibility(page)
    assert fits(page)
    press(page, "Spela in igen")
    expect(page.locator(".speaking audio")).to_be_hidden()
    page.wait_for_timeout(1500)
    press(page, "Klar")
    page.locator(".speaking audio").wait_for()
    page.get_by_role("button", name="Skicka inspelningen").press("Enter")
    page.get_by_text("Tack, det är sparat bredvid ditt svar.").wait_for()
    wait_for_question(page, "din hälsa")

    page.goto(f"{site.url}/chat/mydata")
    assert page.locator(".data audio").evaluate(SOUNDS) > 1
    check_accessibility(page)

    desk = browser.new_context(viewport=PHONE, locale="sv-SE").new_page()  # type: ignore[arg-type]
    desk.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    desk.goto(f"{site.url}/admin/login")
    sign_in(desk, "Karin")
    desk.goto(f"{site.url}/admin/participants/A-01")
    assert desk.locator(".spoken audio").first.evaluate(SOUNDS) > 1
    assert fits_and_is_accessible(desk)
    assert troubles == []


def test_leaving_while_it_records_lets_the_microphone_go(site: Site, page: Page) -> None:
    page.add_init_script("""
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (what) => {
        const given = await ask(what);
        window.tracks = given.getTracks();
        return given;
      };
    """)
    begin_rating(page, invite(site))
    press(page, "Skriv en kommentar")
    wait_for_question(page, "Skriv det du vill säga")
    page.locator(".speak:visible").first.click()
    page.get_by_text("Nu spelar jag in.").wait_for()
    press(page, "Nej, tillbaka till frågan")
    wait_for_question(page, "din hälsa")
    assert page.evaluate("window.tracks.map((one) => one.readyState)") == ["ended"]


def test_where_the_microphone_is_refused_it_is_said(site: Site, page: Page) -> None:
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('NotAllowedError'))"
    )
    begin_rating(page, invite(site))
    press(page, "Skriv en kommentar")
    wait_for_question(page, "Skriv det du vill säga")
    page.locator(".speak:visible").first.click()
    page.get_by_text("Jag får inte använda mikrofonen.").wait_for()


def test_without_javascript_the_field_is_as_before(site: Site, browser: Browser) -> None:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="sv-SE",
        java_script_enabled=False,
    )
    page = context.new_page()
    begin_rating(page, invite(site))
    press(page, "Skriv en kommentar")
    assert page.locator(".speaking:visible").count() == 0
    page.locator(".writing textarea").first.fill("Jag sover dåligt")
    press(page, "Skicka")
    page.get_by_text("Tack, det är sparat bredvid ditt svar.").wait_for()
    context.close()


def test_beside_a_recording_there_is_one_button_that_sends(site: Site, page: Page) -> None:
    begin_rating(page, invite(site))
    press(page, "Skriv en kommentar")
    wait_for_question(page, "Skriv det du vill säga")
    record(page)
    writes = page.get_by_role("button", name="Skicka", exact=True)
    expect(page.get_by_role("button", name="Skicka inspelningen")).to_be_in_viewport()
    expect(writes).to_be_hidden()
    page.locator("textarea").first.fill("Nej, jag skriver.")
    expect(writes).to_be_visible()
    page.locator("textarea").first.fill("")
    writes.click()  # what was recorded is not lost for an empty field
    page.get_by_text("Tack, det är sparat bredvid ditt svar.").wait_for()
    page.goto(f"{site.url}/chat/mydata")
    assert page.locator(".data audio").count() == 1
