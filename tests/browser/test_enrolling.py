"""Ten people from a list, and their cards: two sheets of A4, as a coach would do it."""

import re

import pytest
from playwright.sync_api import Page

from bot.app_context import AppContext
from storage.people.sub_projects import ensure_sub_project
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, fits_and_is_accessible, sign_in
from tests.people import add_coach

pytestmark = pytest.mark.browser

LANGUAGES = ("svenska", "arabiska", "tigrinska", "somaliska", "thai")
LIST = "Namn\tInskriven\tKön\tSpråk\tFödelseår\n" + "\n".join(
    f"Person {n}\t2026-05-{10 + n}\tkvinna\t{LANGUAGES[n % 5]}\t{'198x' if n == 3 else 1980 + n}"
    for n in range(10)
)


async def _karin(app: AppContext) -> None:
    await add_coach(app)
    async with app.database.writing() as session:
        await ensure_sub_project(session, "Iris")


def _looks_well(page: Page) -> None:
    for size in (PHONE, WIDE):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert fits_and_is_accessible(page), page.url


def test_ten_from_a_list_and_their_cards(site: Site, page: Page) -> None:
    site.work(_karin)
    page.goto(f"{site.url}/admin/login")
    sign_in(page)
    page.get_by_role("link", name="Skriv in en deltagare").click()
    _looks_well(page)
    page.get_by_role("link", name="Skriv in flera från en lista").click()
    _looks_well(page)
    page.get_by_label("Listan").fill(LIST)
    page.get_by_role("button", name="Visa raderna").click()
    page.get_by_role("heading", name="1 rad behöver rättas").wait_for()
    _looks_well(page)
    page.locator("[aria-invalid=true]").fill("1983")
    page.get_by_role("button", name="Skriv in alla, när de är rättade").click()
    page.get_by_text("10 personer är inskrivna.").wait_for()
    _looks_well(page)
    assert page.locator("input:checked[name^=who-]").count() == 10
    page.get_by_role("button", name="Gör korten").click()
    page.get_by_role("heading", name="10 inbjudningar").wait_for()
    _looks_well(page)
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2, "eight to an A4"
    page.set_viewport_size({"width": 718, "height": 1047})  # an A4 between its margins, in px
    cut = page.evaluate(
        "[...document.querySelectorAll('.cards article')]"
        ".filter(it => it.scrollHeight > it.clientHeight + 1).map(it => it.textContent)"
    )
    assert cut == []
    assert page.locator(".cards svg").count() == 10
    assert not page.locator(".bar, .no-print").first.is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Klar").click()
    assert page.get_by_text("inte öppnad än, gäller till").count() == 10
    page.goto(f"{site.url}/admin/completeness")
    page.get_by_role("heading", name=re.compile("skattningar saknas")).wait_for()
    _looks_well(page)
