"""The coach's pages in a real browser: readable, reachable by keyboard, whole on a small screen."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.tables.bots import remember_bot
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, accessibility_faults, sign_in
from tests.people import (
    add_coach,
    add_meeting,
    add_participant,
    add_rating,
    add_staff,
    change_participant,
)

pytestmark = pytest.mark.browser


async def _people(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    amal = await add_participant(app, coach, "Amal al-Hassan")
    for ago in (270, 180, 90, 60, 0):
        since = dt.timedelta(days=ago)
        await add_rating(app, amal.id, (3, 4, 3, 2, 4, None), ago=since, comment="مرحبا بكم")
    half = await add_participant(app, coach, "A-very-long-name-" * 5)
    await add_rating(app, half.id, (3,))
    await add_participant(app, coach, "<b>Kim</b>", opened=False)
    async with app.database.writing() as session:
        await remember_bot(session, 123, "SkapaBot")


@pytest.fixture
def coach(site: Site, browser: Browser) -> Iterator[Page]:
    """Karin's browser, signed in."""
    site.work(_people)
    context = browser.new_context(viewport=WIDE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto("/admin/login")
    sign_in(page)
    yield page
    context.close()
    assert not [fault for fault in faults if "Content Security Policy" in fault]


def invite(page: Page, name: str = "Kim") -> None:
    page.goto("/admin/invitations/new")
    page.get_by_label("Vem är det?").fill(name)
    page.get_by_role("button", name="Gör inbjudan").click()
    page.wait_for_url("**/admin/invitations/code")


def test_what_happened_shows_without_scrolling(coach: Page) -> None:
    coach.set_viewport_size({"width": 1320, "height": 900})
    coach.get_by_role("link", name=re.compile("A-01")).click()
    coach.wait_for_url("**/A-01")
    for seen in (".star-card svg", ".figures", "#history", ".moments li:first-child"):
        box = coach.locator(seen).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900, seen


def test_a_new_invitation_prints_large(coach: Page, tmp_path: Path) -> None:
    invite(coach)
    assert coach.locator(".link").inner_text().startswith(coach.url.split("/admin")[0] + "/c/")
    coach.set_viewport_size({"width": 794, "height": 1123})
    coach.emulate_media(media="print")
    box = coach.locator(".qr-frame").bounding_box()
    assert box is not None
    assert box["width"] > 500
    assert coach.get_by_text("Skanna. Tryck. Svara.").is_visible()
    assert not coach.locator(".bar").is_visible()
    coach.reload()
    assert coach.get_by_role("heading", name="Inbjudan har visats").is_visible()


def test_on_paper_there_are_codes_and_no_names(coach: Page, site: Site) -> None:
    async def meet_and_protect(app: AppContext) -> None:
        await add_meeting(app, 1, "coming", starts_in=dt.timedelta(hours=2))
        await change_participant(app, 2, name=None, protected=True)

    site.work(meet_and_protect)
    coach.emulate_media(media="print")
    for address in ("/admin", "/admin/participants/A-01", "/admin/enrolments/invitations"):
        coach.goto(address)
        printed = coach.locator("body").inner_text()
        assert "A-01" in printed, address
        assert "Amal" not in printed, address
    coach.goto("/admin")
    assert "A-02" in coach.locator("body").inner_text(), "of whom nobody knows the name"
    assert coach.locator(".today .code").inner_text() == "A-01"


def test_the_keyboard_reaches_a_participant(coach: Page) -> None:
    coach.keyboard.press("Tab")
    assert coach.evaluate("document.activeElement.className") == "skip"
    coach.keyboard.press("Enter")
    for _ in range(6):  # past what searches the list
        coach.keyboard.press("Tab")
        if "/admin/participants/" in str(coach.evaluate("document.activeElement.href")):
            break
    coach.keyboard.press("Enter")
    coach.wait_for_url("**/admin/participants/A-01")


def test_the_list_of_names_folds_away_and_stays_folded(coach: Page) -> None:
    coach.set_viewport_size({"width": 1320, "height": 900})
    coach.goto("/admin/participants/A-01")
    assert coach.get_by_text("<b>Kim</b>").is_visible()
    coach.keyboard.press("Tab")
    coach.get_by_role("button", name="Dölj listan").press("Enter")
    coach.get_by_role("button", name="Visa listan bredvid").wait_for()
    assert coach.url.endswith("/admin/participants/A-01"), "nothing about it in the address"
    assert "Kim" not in coach.content()
    assert accessibility_faults(coach) == []
    coach.goto("/admin/participants/A-02")
    assert "Kim" not in coach.content()
    again = coach.context.new_page()
    again.goto("/admin/participants/A-01")
    assert "Kim" not in again.content()
    assert again.get_by_role("link", name="Alla mina deltagare").is_visible()
    again.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert not again.get_by_role("button", name="Visa listan bredvid").is_visible()
    assert again.get_by_role("link", name="Alla mina deltagare").is_visible()
    again.set_viewport_size({"width": 1320, "height": 900})
    again.get_by_role("button", name="Visa listan bredvid").click()
    again.get_by_role("button", name="Dölj listan").wait_for()
    assert again.get_by_text("<b>Kim</b>").is_visible()
