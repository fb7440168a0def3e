"""A rating together in Arabic, with Swedish beside it, as a coach would do it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.app_context import AppContext
from tests.admin.paper.test_entry import enrol_bo
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, fits_and_is_accessible, sign_in

pytestmark = pytest.mark.browser

HERE = "/admin/participants/A-01"


async def _amal(app: AppContext) -> None:
    await enrol_bo(app, language="ar")


def test_together_in_arabic_with_swedish_beside(site: Site, page: Page, tmp_path: Path) -> None:
    site.work(_amal)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto(f"{site.url}/admin/login")
    sign_in(page)
    page.goto(f"{site.url}{HERE}")
    page.get_by_role("link", name="Skatta tillsammans").press("Enter")
    page.wait_for_url(f"**{HERE}/together")
    assert fits_and_is_accessible(page)
    page.screenshot(path=tmp_path / "choose.png", full_page=True)
    page.get_by_role("button", name="Du, personen och en tolk").press("Enter")
    page.wait_for_url(f"**{HERE}/together/interpreter")
    for size, name in ((WIDE, "wide"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=tmp_path / f"question-{name}.png", full_page=True)
        assert fits_and_is_accessible(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    own = page.locator("#question").bounding_box()
    second = page.locator(".second").first.bounding_box()
    assert own is not None
    assert second is not None
    assert own["x"] > second["x"], "Arabic begins to the right, and Swedish stands beside it"
    assert abs(own["y"] - second["y"]) < 8
    for number in range(6):
        with page.expect_navigation():
            page.locator(".option").nth(number % 5).press("Enter")
    assert page.locator(".starred svg").is_visible()
    page.screenshot(path=tmp_path / "star.png", full_page=True)
    assert fits_and_is_accessible(page)
    page.locator(".option").first.press("Enter")
    page.wait_for_url(f"**{HERE}#star")
    assert page.get_by_role("status").inner_text().startswith("Ni har svarat på alla frågor.")


def test_the_screen_comes_back_by_the_coachs_press(site: Site, page: Page, tmp_path: Path) -> None:
    site.work(_amal)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site.url}/admin/login")
    sign_in(page)
    page.goto(f"{site.url}{HERE}/together")
    page.get_by_role("button", name="Lämna över skärmen").click()
    page.wait_for_url(f"**{HERE}/together/handed-over")
    page.screenshot(path=tmp_path / "handed-over.png", full_page=True)
    assert page.locator("html").get_attribute("lang") == "ar"
    assert fits_and_is_accessible(page)
    page.locator("header a").click()
    page.wait_for_url(f"**{HERE}/together/handed-over/back")
    page.screenshot(path=tmp_path / "back.png", full_page=True)
    assert fits_and_is_accessible(page)
    page.get_by_role("link", name="Jag är handledaren").click()
    page.wait_for_url(f"**{HERE}")
