"""A translator at work: a text beside its place, and a step noted, with the keyboard alone."""

import pytest
from playwright.sync_api import Page

from bot.app_context import AppContext
from bot.languages.text_states import digest_of_key
from dialogs.people.staff import StaffRole
from tests.browser.conftest import Site
from tests.browser.desk import WIDE, fits_and_is_accessible, sign_in
from tests.people import add_staff
from tests.scenes import skapa

pytestmark = pytest.mark.browser

TIME = skapa().item("time")
INSIDE = """
  (place) => {
    const inside = place.shadowRoot, heading = inside.querySelector("h1 span");
    return {
      text: heading.textContent,
      direction: getComputedStyle(heading).direction,
      options: inside.querySelectorAll(".option").length,
      border: getComputedStyle(inside.querySelector(".option")).borderTopWidth,
      focused: document.activeElement === place,
    };
  }
"""


async def add_eva(app: AppContext) -> int:
    return await add_staff(app, "Eva", StaffRole.ADMIN)


def walk(page: Page) -> list[str]:
    """Press Tab from the field to the last thing on the page; give what gets the focus."""
    met = []
    for _ in range(12):
        met.append(page.evaluate("document.activeElement.tagName + document.activeElement.id"))
        page.keyboard.press("Tab")
    return met


def test_the_place_is_seen_and_the_keyboard_passes_it_by(site: Site, page: Page) -> None:
    site.work(add_eva)
    troubles: list[str] = []
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.goto(f"{site.url}/admin/login")
    sign_in(page, "Eva")
    page.goto(f"{site.url}/admin/translations/ar/{digest_of_key(('skapa.time', TIME.wording))}")
    place = page.locator(".place > div")
    place.locator(".option").nth(4).wait_for()
    seen = place.evaluate(INSIDE)
    assert seen["options"] == 5
    assert seen["direction"] == "rtl"
    assert seen["border"] == "2px", "in the chat's own style"
    assert page.locator("main > h1").evaluate("(one) => getComputedStyle(one).fontSize") == "28px"
    assert troubles == [], "neither of its style nor of its pictures"
    assert fits_and_is_accessible(page)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    field, shown = page.locator("#said0").bounding_box(), place.bounding_box()
    assert field
    assert shown
    assert shown["x"] >= field["x"] + field["width"], "beside the field, not below it"
    page.locator("#said0").focus()
    assert not [one for one in walk(page) if one.startswith("DIV")]

    page.goto(f"{site.url}/admin/translations/ar")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("P")  # the first of the choices that begins so
    page.keyboard.press("Tab")
    page.keyboard.type("Amal")
    page.locator("#persons-1").focus()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    page.get_by_text("Amal · ").wait_for()
    assert "12 personer" in page.locator("#steps-skapa + dl").inner_text()
    assert fits_and_is_accessible(page)
