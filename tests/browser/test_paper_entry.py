"""A paper entered by the keyboard alone: six figures, the day, and the star."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.app_context import AppContext
from tests.admin.paper.test_entry import enrol_bo
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, fits_and_is_accessible, sign_in

pytestmark = pytest.mark.browser

HERE = "/admin/participants/A-01"


async def _bo(app: AppContext) -> None:
    await enrol_bo(app)


def test_six_keys_and_the_day_are_enough(site: Site, page: Page, tmp_path: Path) -> None:
    site.work(_bo)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto(f"{site.url}/admin/login")
    sign_in(page)
    page.goto(f"{site.url}{HERE}")
    page.get_by_role("link", name="Skriv in från papper").first.press("Enter")
    page.wait_for_url(f"**{HERE}/paper")
    keys = page.keyboard
    for key in ("3", "4", " ", "2", "5", "9", "1"):  # nothing is meant by nine
        keys.press(key)
    assert page.evaluate("document.activeElement.id") == "filled_on"
    keys.type("11212026")  # as this browser writes a day
    chosen = page.locator(".figure-row input:checked").evaluate_all(
        "all => all.map(it => it.value)"
    )
    assert chosen == ["3", "4", "0", "2", "5", "1"]
    for size, name in ((WIDE, "wide"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.screenshot(path=tmp_path / f"paper-{name}.png", full_page=True)
        assert fits_and_is_accessible(page)
    keys.press("Enter")
    page.wait_for_url(f"**{HERE}#star")
    assert page.get_by_role("status").inner_text().startswith("Skattningen är sparad.")
    assert page.locator(".star-card svg").is_visible()
    page.get_by_role("link", name="Ändra – 21 nov.").press("Enter")
    page.wait_for_url(f"**{HERE}/paper/*")
    first = page.locator(".figure-row input:checked").first
    assert first.evaluate("it => it.value") == "3"
    keys.press("1")  # the first question has the focus
    page.get_by_role("button", name="Spara skattningen").press("Enter")
    page.wait_for_url(f"**{HERE}#star")
    page.screenshot(path=tmp_path / "after.png", full_page=True)
    assert page.locator(".figures tbody tr").first.inner_text().split() == ["Hälsa", "1"]
    assert fits_and_is_accessible(page)
