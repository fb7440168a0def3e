"""The cards about ratings in a real browser: readable, whole at 360 px, and they work."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.occasions.backfill import backfill_everybody
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, accessibility_faults, sign_in
from tests.people import add_coach, add_participant, add_rating, add_staff, lead

pytestmark = pytest.mark.browser

FULL = (3, 4, 3, 2, 4, 4)
HERE = "/admin/participants/A-01"


async def _people(app: AppContext) -> None:
    coach = await add_coach(app)
    boss = await add_staff(app, "Eva", StaffRole.LEADER)
    person = await add_participant(app, coach)
    await lead(app, boss)
    await add_rating(app, person.id, FULL)


async def _later(app: AppContext) -> None:
    await backfill_everybody(app.database, app.calendar, app.clock())


@pytest.fixture
def page(site: Site, browser: Browser) -> Page:
    site.work(_people)
    site.clock.passes(days=276)  # two ratings missed, and nine months since Monday
    site.work(_later)
    context = browser.new_context(viewport=WIDE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/admin/login")
    return page


def opened(page: Page) -> None:
    """Open everything that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desktop"])
def test_the_cards_are_accessible_and_fit(page: Page, size: dict[str, int], tmp_path: Path) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    sign_in(page)
    page.goto(HERE)
    opened(page)
    page.screenshot(path=tmp_path / "card.png", full_page=True)
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_label("Sista dag").fill("2027-01-01")
    page.get_by_role("button", name="Spara avslut").click()
    page.get_by_text("Välj varför personen slutar.").wait_for()
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/admin/login")
    sign_in(page, "Eva")
    for address in ("/admin", "/admin/plans", "/admin/plans/1"):
        page.goto(address)
        assert accessibility_faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
    page.get_by_label("Dagar efter").fill("99")
    page.get_by_role("button", name="Spara planen").click()
    page.get_by_text("Planen är inte sparad.").wait_for()
    assert accessibility_faults(page) == []


def test_a_coach_says_why_asks_anew_and_sets_the_exit(page: Page) -> None:
    sign_in(page)
    page.goto(HERE)
    card = page.locator("#occasions")
    card.get_by_text("Tidigare skattningar och meddelanden").click()
    row = card.locator(".occasion", has_text="efter 6 månader")
    row.locator("summary").click()
    row.get_by_label("Vad hände?").select_option("no-phone")
    row.get_by_role("button", name="Spara orsak").click()
    page.wait_for_url("**#occasions")
    card.get_by_text("Tidigare skattningar och meddelanden").click()
    assert row.get_by_role("paragraph").filter(has_text="ingen telefon").is_visible()
    card.locator(".occasion", has_text="efter 9 månader").get_by_role(
        "button", name="Påminn nu"
    ).click()
    page.wait_for_url("**#occasions")
    due = card.locator(".occasion", has_text="efter 9 månader")
    assert "planerad till" in due.inner_text()
    card.get_by_text("Avslut", exact=True).click()
    page.get_by_label("Sista dag").fill("2027-12-01")
    page.get_by_label("Orsak", exact=True).select_option("studies")
    page.get_by_role("button", name="Spara avslut").click()
    page.wait_for_url("**#occasions")
    assert card.locator(".occasion", has_text="vid avslut").is_visible()
