"""Every page of the chat for those who hear it, or need its contrast: axe-core finds nothing."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PHONE, Site
from tests.browser.phone import check_accessibility, invite_bo, press, rate, wait_for_question

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site: Site, browser: Browser, scheme: str) -> None:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="sv-SE",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    address = invite_bo(site)
    page.goto(address)
    check_accessibility(page)
    press(page, "Börja")
    wait_for_question(page, "Välj ditt språk")
    check_accessibility(page)
    press(page, "Svenska")
    wait_for_question(page, "Vill du vara med?")
    check_accessibility(page)
    press(page, "Ja, jag vill vara med")
    wait_for_question(page, "din hälsa")
    page.locator(".menu summary").click()
    check_accessibility(page)
    page.keyboard.press("Escape")
    press(page, "Vad betyder det?")
    page.locator("#meaning").wait_for()
    check_accessibility(page)
    press(page, "Skriv en kommentar")
    wait_for_question(page, "Skriv det du vill säga")
    check_accessibility(page)
    press(page, "Nej, tillbaka till frågan")
    rate(page)
    check_accessibility(page)
    press(page, "Ja, det stämmer")
    wait_for_question(page, "Vilket område vill du börja med?")
    check_accessibility(page)
    press(page, "Hälsa")
    wait_for_question(page, "Vad kan vara ett litet steg för dig?")
    check_accessibility(page)
    press(page, "Gå ut en kort stund varje dag")
    press(page, "Om en vecka")
    page.get_by_text("Just nu finns ingen fråga").wait_for()
    check_accessibility(page)
    for path in ("/chat/help", "/chat/link", "/chat/mydata", "/nowhere", "/c/unknown"):
        page.goto(site.url + path)
        check_accessibility(page)
    page.goto(f"{site.url}/chat/link")
    press(page, "Visa min länk")
    page.locator("svg.qr").wait_for()
    check_accessibility(page)
    press(page, "Logga ut här")
    wait_for_question(page, "Du är utloggad här")
    check_accessibility(page)
    page.goto(address)
    check_accessibility(page)
    context.close()
