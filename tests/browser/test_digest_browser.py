"""The digest's page in a real browser: found, chosen, linked; readable and whole on any screen."""

import pytest
from playwright.sync_api import Page

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.tables.bots import remember_bot
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, accessibility_faults, sign_in
from tests.people import add_coach, add_staff

pytestmark = pytest.mark.browser


async def _staff(app: AppContext) -> None:
    await add_coach(app)
    await add_staff(app, "Lena", StaffRole.LEADER)
    async with app.database.writing() as session:
        await remember_bot(session, 123, "SkapaBot")


def fits(page: Page, width: int) -> None:
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_coach_chooses_when_the_digest_comes(site: Site, page: Page, scheme: str) -> None:
    object.__setattr__(site.settings, "telegram_token", "123:abcdef")
    site.work(_staff)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{site.url}/admin/login")
    sign_in(page)
    page.get_by_role("link", name="Sammanställning").click()
    page.wait_for_url("**/admin/digest")
    fits(page, PHONE["width"])
    page.get_by_label("Varje arbetsdag").check()
    page.get_by_label("Klockan").select_option(label="15:00")
    page.get_by_label("Skicka den också med e-post").uncheck()
    page.get_by_role("button", name="Spara").click()
    assert page.get_by_role("status").inner_text().startswith("Sparat. Nästa ")
    assert page.get_by_label("Varje arbetsdag").is_checked()
    assert not page.get_by_label("Skicka den också med e-post").is_checked()
    fits(page, PHONE["width"])
    page.get_by_role("button", name="Koppla Telegram").click()
    assert page.locator(".link").first.inner_text().startswith("https://t.me/SkapaBot?start=s-")
    fits(page, PHONE["width"])
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    fits(page, WIDE["width"])
    page.get_by_role("link", name="Klar").click()
    page.wait_for_url("**/admin/digest")
    fits(page, WIDE["width"])
    page.get_by_role("button", name="Logga ut").click()
    sign_in(page, "Lena")
    page.goto(f"{site.url}/admin/digest")
    fits(page, WIDE["width"])
