"""The questions on paper, printed by a real browser."""

import re

import pytest
from playwright.sync_api import Page

from bot.app_context import AppContext
from bot.languages.spoken import is_right_to_left, languages
from tests.browser.conftest import Site
from tests.browser.desk import sign_in
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
