"""The coaches' pages in a browser: signing in, and whether a page can be used by everybody."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.people import PASSWORD

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def sign_in(page: Page, name: str = "Karin") -> None:
    page.get_by_label("E-postadress").fill(f"{name}@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url("**/admin")


def accessibility_faults(page: Page) -> list[str]:
    page.wait_for_load_state()  # axe looks at a page that has come
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def fits_and_is_accessible(page: Page) -> bool:
    assert accessibility_faults(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    return bool(wide <= page.evaluate("window.innerWidth"))


def contrast_faults(page: Page) -> list[str]:
    """Find what is hard to read in the colours that a page has just now; axe is there already."""
    found = page.evaluate("axe.run({ runOnly: ['color-contrast'] }).then(one => one.violations)")
    return [
        f"{node['any'][0]['message']}: {node['html'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")


def focus_faults(page: Page) -> list[str]:
    """Find what the keyboard does not reach, or reaches without showing it."""
    page.keyboard.press("Shift")  # whoever uses keys sees where they are
    return list(page.evaluate(FOCUS))
