"""Takes the README's pictures from the running demo: ``make pictures``."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.bot.process.running import free_port
from tests.browser.conftest import CHROMIUM, fonts_of_a_phone

DOCS = Path(__file__).parent.parent / "docs"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environ = {**os.environ, "SKAPABOT_DATA_DIR": folder, "SKAPABOT_PORT": str(free_port())}
        demo = subprocess.Popen(
            [sys.executable, "-u", "-m", "bot", "demo"],
            env=environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            addresses = _addresses(demo)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=CHROMIUM,
                    args=ARGUMENTS,
                    env={**os.environ, "FONTCONFIG_FILE": str(fonts_of_a_phone(Path(folder)))},
                )
                phone = browser.new_context(
                    viewport={"width": 360, "height": 740}, device_scale_factor=2, locale="ar"
                )
                _chat(phone.new_page(), addresses["Chat in Arabic"])
                desk = browser.new_context(viewport={"width": 1320, "height": 900})
                _coach(desk.new_page(), addresses)
                browser.close()
        finally:
            demo.terminate()
            demo.wait()


def _addresses(demo: "subprocess.Popen[str]") -> dict[str, str]:
    """Read what the demo prints, until it has said everything."""
    assert demo.stdout is not None
    found: dict[str, str] = {}
    for line in demo.stdout:
        if password := re.search(r"with the password (\S+)", line):
            found["password"] = password[1]
            continue
        name, _, address = line.strip().partition("  ")
        found[name] = address.strip()
        if name == "coach":
            return found
    raise RuntimeError("the demo ended before it was ready")


def _chat(page: Page, address: str) -> None:
    _open(page, address)
    _press(page, page.locator("main form.choices .button.first"))
    _press(page, page.get_by_role("button", name="العربية"))
    _press(page, page.locator(".option").first)
    _press(page, page.locator(".option").nth(3))
    page.mouse.move(0, 0)
    page.screenshot(path=DOCS / "chat.png")


def _press(page: Page, what: Locator) -> None:
    """Press, and wait until the next page is there and can be pressed."""
    page.locator("main").evaluate("it => { it.dataset.before = 'yes' }")
    what.click()
    page.locator("main:not([data-before])").wait_for()
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")


def _coach(page: Page, addresses: dict[str, str]) -> None:
    _open(page, addresses["Staff's pages"])
    page.fill("input[name=email]", addresses["coach"])
    page.fill("input[type=password]", addresses["password"])
    page.get_by_role("button", name="Log").last.click()
    page.locator("ul[aria-labelledby=others] a").first.click()
    page.wait_for_load_state()
    page.screenshot(path=DOCS / "coach.png")


def _open(page: Page, address: str) -> None:
    """Open the page as soon as the demo answers."""
    for _ in range(100):
        try:
            page.goto(address)
        except Exception:  # noqa: BLE001  # playwright says "refused" until the server is up
            page.wait_for_timeout(200)
        else:
            return


if __name__ == "__main__":
    main()
