"""The way in, in real browsers: cookies blocked, a second browser, a phone that is shared."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bot.app_context import AppContext
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PHONE, Site
from tests.browser.phone import check_accessibility, invite_bo, press, wait_for_question
from tests.browser.test_slow_network import slow_down
from tests.people import invite_participant

pytestmark = pytest.mark.browser

BLOCKED = 2


@pytest.fixture
def forgetful(browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
    """A phone that keeps no cookies, as a person sets it."""
    profile = tmp_path / "profile" / "Default"
    profile.mkdir(parents=True)
    wish = {"profile": {"default_content_setting_values": {"cookies": BLOCKED}}}
    (profile / "Preferences").write_text(json.dumps(wish), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        str(profile.parent),
        executable_path=CHROMIUM,
        args=ARGUMENTS,
        viewport=PHONE,  # type: ignore[arg-type]
        locale="sv-SE",
    )
    context.set_default_timeout(5000)
    yield context
    context.close()


def test_a_phone_that_keeps_no_cookies_uses_nothing_up(
    site: Site, forgetful: BrowserContext, page: Page
) -> None:
    address = invite_bo(site)
    blocked = forgetful.new_page()
    blocked.goto(address)
    for _ in range(2):
        press(blocked, "Börja")
        blocked.get_by_text("sparar inga kakor").wait_for()
    check_accessibility(blocked)
    page.goto(address)
    press(page, "Börja")
    wait_for_question(page, "Välj ditt språk")


def test_begun_in_one_browser_and_gone_on_with_in_another(
    site: Site, page: Page, browser: Browser
) -> None:
    address = invite_bo(site)
    page.goto(address)
    press(page, "Börja")
    press(page, "Svenska")
    wait_for_question(page, "Vill du vara med?")
    other = browser.new_context(viewport=PHONE, locale="sv-SE").new_page()  # type: ignore[arg-type]
    other.goto(address)
    other.get_by_text("redan öppnad").wait_for()
    check_accessibility(other)
    press(other, "Fortsätt")
    wait_for_question(other, "Vill du vara med?")
    other.context.close()


def test_two_presses_on_a_slow_network_both_lead_in(site: Site, page: Page) -> None:
    page.goto(invite_bo(site))
    box = page.get_by_role("button", name="Börja").bounding_box()
    assert box is not None
    slow_down(page, 500)
    for _ in range(2):
        page.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2)
    wait_for_question(page, "Välj ditt språk")


def invite_two(site: Site) -> list[str]:
    async def invite(app: AppContext) -> list[str]:
        return [await invite_participant(app, name) for name in ("Bo", "Amal")]

    return [f"{site.url}/c/{code}" for code in site.work(invite)]


def test_the_next_person_at_a_phone_is_told_and_the_first_one_keeps_the_link(
    site: Site, page: Page
) -> None:
    first, next_one = invite_two(site)
    page.goto(first)
    press(page, "Börja")
    press(page, "Svenska")
    wait_for_question(page, "Vill du vara med?")
    page.goto(next_one)
    page.get_by_text("redan ett annat samtal").wait_for()
    check_accessibility(page)
    page.get_by_role("link", name="Nej, tillbaka").click()
    wait_for_question(page, "Vill du vara med?")
    page.goto(next_one)
    page.get_by_role("link", name="Spara min länk").click()
    press(page, "Visa min länk")
    kept = page.locator("#address").input_value()
    page.goto(next_one)
    press(page, "Börja")
    wait_for_question(page, "Välj ditt språk")
    page.goto(kept)
    press(page, "Fortsätt")
    wait_for_question(page, "Vill du vara med?")


def test_a_pin_is_set_seen_while_typed_and_removed_with_the_old_one(site: Site, page: Page) -> None:
    page.goto(invite_bo(site))
    press(page, "Börja")
    page.goto(f"{site.url}/chat/link")
    page.get_by_label("PIN-kod, fyra till åtta siffror").fill("4711")
    assert page.locator("#pin").get_attribute("type") == "text"
    press(page, "Sätt PIN-kod")
    page.get_by_text("Nu har länken en PIN-kod").wait_for()
    check_accessibility(page)
    page.reload()
    wait_for_question(page, "Min länk")
    assert page.get_by_text("Nu har länken en PIN-kod").count() == 0
    page.locator("#old").fill("1111")
    press(page, "Ta bort PIN-koden")
    page.get_by_text("Inget är ändrat").wait_for()
    page.locator("#old").fill("4711")
    press(page, "Ta bort PIN-koden")
    page.get_by_text("ingen PIN-kod").wait_for()


def test_a_restored_tab_says_nothing_that_is_no_longer_so(site: Site, page: Page) -> None:
    page.goto(invite_bo(site))
    press(page, "Börja")
    press(page, "Svenska")
    wait_for_question(page, "Vill du vara med?")
    page.locator(".menu summary").click()
    press(page, "Inga fler frågor hit")
    page.get_by_text("Det kommer inga fler frågor hit").wait_for()
    restored = page.context.new_page()
    restored.goto(page.url)
    wait_for_question(restored, "Vill du vara med?")
    page.reload()
    wait_for_question(page, "Vill du vara med?")
    assert page.get_by_text("Det kommer inga fler frågor hit").count() == 0
