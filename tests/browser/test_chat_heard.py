"""Every page of the chat for those who hear it, or need its contrast: axe-core finds nothing."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PHONE, Site
from tests.browser.phone import asked, bo, no_faults, press, rate

pytestmark = pytest.mark.browser


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
    asked(page, "När på dagen")
    no_faults(page)
    press(page, "På morgonen")
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
    press(page, "Ja, det stämmer")
    asked(page, "Vilket område vill du börja med?")
    no_faults(page)
    press(page, "Hälsa")
    asked(page, "Vad kan vara ett litet steg för dig?")
    no_faults(page)
    press(page, "Gå ut en kort stund varje dag")
    press(page, "Om en vecka")
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
