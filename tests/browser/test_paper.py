"""The questions on paper, printed by a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.app_context import AppContext
from bot.languages.spoken import is_right_to_left, languages
from tests.admin.paper.test_entry import enrol_bo
from tests.browser.conftest import Site
from tests.browser.desk import fits_and_is_accessible, sign_in
from tests.people import add_coach

pytestmark = pytest.mark.browser

PRINTED_WIDTH = round((210 - 2 * 13) / 25.4 * 96)
"""How wide a sheet is between its margins, in px."""


async def _karin(app: AppContext) -> None:
    await add_coach(app)


def test_every_language_is_one_a4_with_nothing_cut(site: Site, page: Page) -> None:
    site.work(_karin)
    page.goto(f"{site.url}/admin/login")
    sign_in(page)
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    for language in languages():
        page.goto(f"{site.url}/admin/paper/skapa/{language}")
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, language
        cells = page.locator(".paper ul li")
        assert cells.count() == 30
        for place in (0, 25):  # a row begins where reading begins, and its five stand side by side
            row = [cells.nth(place + number).bounding_box() for number in range(5)]
            lefts = [box["x"] for box in row if box]
            assert lefts == sorted(lefts, reverse=is_right_to_left(language)), language
            assert len({box["y"] for box in row if box}) == 1
        cut = page.evaluate(
            "[...document.querySelectorAll('.paper li, .paper p')]"
            ".filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.textContent)"
        )
        assert cut == [], language
        assert not page.locator(".bar, .no-print").first.is_visible()
    assert page.locator(".paper").evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"


async def _amal(app: AppContext) -> None:
    await enrol_bo(app, language="pl")  # the longest of them on paper


def test_with_a_code_it_is_one_a4_too(site: Site, page: Page, tmp_path: Path) -> None:
    site.work(_amal)
    page.goto(f"{site.url}/admin/login")
    sign_in(page)
    page.goto(f"{site.url}/admin/participants/A-01/paper/blank")
    page.get_by_role("button", name="Lägg till personens QR-kod").press("Enter")
    page.wait_for_selector(".code svg")
    assert fits_and_is_accessible(page)
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 1000})
    page.emulate_media(media="print")
    page.screenshot(path=tmp_path / "code.png", full_page=True)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    box = page.locator(".code svg").bounding_box()
    assert box is not None
    assert box["width"] > 70, "a phone reads it from the table"
