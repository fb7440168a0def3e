"""A meeting, from the coach's form to the participant's answer, in real browsers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.people.accounts import Channel
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, fits_and_is_accessible, sign_in
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_participant

pytestmark = pytest.mark.browser


async def _bo(app: AppContext) -> None:
    await add_participant(app, await add_coach(app), "Bo", channel=Channel.WEB)


async def _sweep(app: AppContext) -> None:
    await Reminding(app).sweep()


@pytest.fixture
def coach(site: Site, browser: Browser) -> Iterator[Page]:
    """Karin's browser, signed in, on Bo's page."""
    site.work(_bo)
    context = browser.new_context(viewport=WIDE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/admin/login")
    sign_in(page)
    page.goto("/admin/participants/A-01")
    yield page
    context.close()


def book(coach: Page) -> None:
    coach.get_by_role("link", name="Boka möte").click()
    coach.get_by_label("Dag", exact=True).fill("2026-12-01")
    coach.get_by_label("Klockslag").fill("10:00")
    coach.get_by_label("Plats eller telefon").fill("Storgatan 1")
    coach.get_by_role("button", name="Boka möte").click()
    coach.wait_for_url("**/A-01#meetings")


def test_a_meeting_is_booked_asked_about_and_answered(
    site: Site, coach: Page, phone: BrowserContext
) -> None:
    book(coach)
    card = coach.locator("section", has=coach.locator("#meetings"))
    assert "tisdag 1 december klockan 10:00" in card.inner_text()
    assert "inget svar än" in card.inner_text()
    site.work(_sweep)
    bo = phone.new_page()
    bo.goto(f"{site.url}/c/key%20of%201")
    bo.get_by_role("button").last.click()
    bo.wait_for_url("**/chat")
    assert bo.get_by_role("heading", name="Kommer du?").is_visible()
    assert fits_and_is_accessible(bo)
    with bo.expect_download() as saved:
        bo.get_by_role("link", name="Lägg i kalendern").click()
    assert saved.value.suggested_filename == "meeting.ics"
    bo.get_by_role("button", name="Jag kan inte").click()
    bo.get_by_role("textbox").fill("Hellre på torsdag")
    assert fits_and_is_accessible(bo)
    bo.get_by_role("button", name="Skicka").click()
    bo.wait_for_selector("text=Just nu finns ingen fråga till dig")
    assert fits_and_is_accessible(bo)
    coach.reload()
    assert "kan inte" in card.inner_text()
    assert "Hellre på torsdag" in card.inner_text()


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (WIDE, "dark")], ids=["phone", "desktop"]
)
def test_every_page_of_a_meeting_is_accessible_and_fits(
    coach: Page, size: dict[str, int], scheme: str
) -> None:
    coach.set_viewport_size(size)  # type: ignore[arg-type]
    coach.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    coach.goto("/admin/participants/A-01/meetings/new")
    coach.get_by_role("button", name="Boka möte").click()
    assert coach.locator("#day-fault").is_visible()
    assert coach.locator("#place-fault").is_visible()
    assert fits_and_is_accessible(coach)
    coach.goto("/admin/participants/A-01")
    book(coach)
    for summary in coach.locator("summary").all():
        summary.click()
    assert fits_and_is_accessible(coach)
    coach.get_by_role("link", name="Ändra mötet").click()
    coach.wait_for_url("**/meetings/1")
    assert fits_and_is_accessible(coach)
    coach.go_back()
    coach.get_by_role("link", name="Ställ in mötet").click()
    coach.wait_for_url("**/meetings/1/cancel")
    assert fits_and_is_accessible(coach)
    coach.get_by_role("button", name="Ja, ställ in").click()
    coach.wait_for_url("**/A-01#meetings")
    assert coach.get_by_text("inställt", exact=True).is_visible()
    assert fits_and_is_accessible(coach)


async def _met_yesterday(app: AppContext) -> None:
    await add_meeting(app, 1, "coming", starts_in=-DAY)


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desktop"])
def test_attendance_is_noted_in_one_press_and_undone_by_keys(
    site: Site, coach: Page, size: dict[str, int]
) -> None:
    site.work(_met_yesterday)
    coach.set_viewport_size(size)  # type: ignore[arg-type]
    coach.reload()
    card = coach.locator("section", has=coach.locator("#meetings"))
    asking = coach.locator("section", has=coach.locator("#asking"))
    assert asking.get_by_role("heading", name="Hur gick det?").is_visible()
    assert fits_and_is_accessible(coach)
    with coach.expect_navigation():
        asking.get_by_role("button", name="Kom", exact=True).click()
    said = coach.get_by_role("status")
    assert "Antecknat om mötet" in said.inner_text()
    assert "Kom till 1 av 1 möte." in card.inner_text()
    assert asking.get_by_role("heading", name="Hur gick det?").count() == 0
    assert fits_and_is_accessible(coach)
    with coach.expect_navigation():
        said.get_by_role("button", name="Ångra").press("Enter")
    assert "Ångrat. Nu är inget antecknat" in said.inner_text()
    with coach.expect_navigation():
        asking.get_by_role("button", name="Kom inte").press("Enter")
    coach.reload()
    assert "Kom till 0 av 1 möte." in card.inner_text()
    card.get_by_text("Tidigare möten").click()
    with coach.expect_navigation():
        card.get_by_role("button", name="Ångra").click()
    assert asking.get_by_role("heading", name="Hur gick det?").is_visible()
