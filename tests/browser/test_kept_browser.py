"""A coach who rests too long over a form finds the words again, on a small phone too."""

import pytest
from playwright.sync_api import Browser, Page

from bot.app_context import AppContext
from tests.browser.conftest import PHONE, Site
from tests.browser.desk import fits_and_is_accessible, sign_in
from tests.people import PASSWORD, add_coach, add_participant

pytestmark = pytest.mark.browser
LINE = "Ta med planen.  Vi ses vid " + "dörren" * 40


async def _bo(app: AppContext) -> None:
    await add_participant(app, await add_coach(app), "Bo")


def fill(page: Page) -> None:
    page.get_by_label("Dag", exact=True).fill("2026-12-01")
    page.get_by_label("Klockslag").fill("10:00")
    page.get_by_label("Plats eller telefon").fill("Storgatan 1")
    page.get_by_label("En rad till personen, om du vill").fill(LINE)


def test_the_words_are_there_after_the_log_in(site: Site, browser: Browser) -> None:
    site.work(_bo)
    context = browser.new_context(viewport=PHONE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/admin/login")
    sign_in(page)
    page.goto("/admin/participants/A-01/meetings/new")
    fill(page)
    site.clock.passes(hours=2, minutes=1)
    page.get_by_role("button", name="Boka möte").click()
    assert "Det du skrev är kvar" in page.get_by_role("alert").inner_text()
    assert fits_and_is_accessible(page)
    page.get_by_label("E-postadress").fill("Karin@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Det du skrev är kvar"
    assert "Storgatan 1" in page.locator("main").inner_text()
    assert fits_and_is_accessible(page)
    page.get_by_role("button", name="Spara nu").click()
    page.wait_for_url("**/A-01#meetings")
    assert "tisdag 1 december klockan 10:00" in page.locator("main").inner_text()
    context.close()


def test_a_form_of_an_earlier_log_in_and_a_meeting_that_has_begun_fit_too(
    site: Site, browser: Browser
) -> None:
    site.work(_bo)
    context = browser.new_context(viewport=PHONE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/admin/login")
    sign_in(page)
    page.goto("/admin/participants/A-01/meetings/new")
    fill(page)
    site.clock.passes(minutes=1)
    other = context.new_page()
    other.goto("/admin/login")
    sign_in(other)
    page.get_by_role("button", name="Boka möte").click()
    assert "Storgatan 1" in page.locator("main").inner_text()
    assert fits_and_is_accessible(page)
    other.goto("/admin/participants/A-01/meetings/new")
    fill(other)
    other.get_by_role("button", name="Boka möte").click()
    other.wait_for_url("**/A-01#meetings")
    other.get_by_role("link", name="Ändra mötet").click()
    site.clock.passes(days=9)
    other.get_by_role("button", name="Spara ändringen").click()
    other.get_by_label("E-postadress").fill("Karin@example.org")
    other.get_by_label("Lösenord").fill(PASSWORD)
    other.get_by_role("button", name="Logga in").click()
    other.get_by_role("button", name="Spara nu").click()
    assert "Mötet har redan börjat" in other.get_by_role("alert").inner_text()
    assert other.get_by_label("Plats eller telefon").input_value() == "Storgatan 1"
    assert fits_and_is_accessible(other)
    context.close()
