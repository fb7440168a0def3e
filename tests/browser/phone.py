"""What people do at a phone in the browser tests: press, read, rate."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from bot.app_context import AppContext
from tests.browser.conftest import Site
from tests.people import invite_participant


def invite_bo(site: Site, language: str = "sv") -> str:
    """Invite Bo; give the address of the invitation."""

    async def invite(app: AppContext) -> str:
        return await invite_participant(app, "Bo", language)

    return f"{site.url}/c/{site.work(invite)}"


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def wait_for_question(page: Page, words: str) -> Locator:
    heading = page.get_by_role("heading", name=words)
    heading.wait_for()
    wait_for_rest(page)
    return heading


def wait_for_rest(page: Page) -> None:
    """Wait until a new page stands where it is going to stand: it is scrolled once it has come."""
    page.locator(".htmx-settling, .htmx-added").first.wait_for(state="detached")


def begin_rating(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Börja")
    press(page, "Svenska")
    press(page, "Ja, jag vill vara med")
    wait_for_question(page, "din hälsa")


ANSWERS = (
    ("4 God", "Vet du vad du ska göra"),
    ("2 Vet lite", "Har du tid i vardagen"),
    ("3 Viss tid", "klara av att arbeta"),
    ("5 Tror helt och hållet", "dina kompetenser"),
    ("1 Inte alls", "samarbeta"),
    ("4 Ganska bra", "Stämmer det för dig?"),
)


def rate(page: Page) -> None:
    for word, following in ANSWERS:
        press(page, word)
        wait_for_question(page, following)


def check_accessibility(page: Page) -> None:
    page.wait_for_load_state()  # axe looks at a page that has come
    faults = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in faults] == []
