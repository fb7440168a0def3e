"""The first day of an organisation, on the pages alone: from the first administrator to a star."""

import re
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from tests.browser.conftest import PHONE, Site
from tests.browser.desk import WIDE, fits_and_is_accessible
from tests.browser.phone import press, rate, wait_for_question
from tests.people import PASSWORD, add_staff

pytestmark = pytest.mark.browser

OWN_PASSWORD = "kajak tegel humla svamp"


@pytest.fixture
def more_settings() -> dict[str, str]:
    return {"SKAPABOT_SECOND_FACTOR": "required"}


@pytest.fixture
def somebody(site: Site, browser: Browser) -> Iterator[Callable[[dict[str, int]], Page]]:
    """Give everybody a browser of their own."""
    contexts: list[BrowserContext] = []

    def sits_down(size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield sits_down
    for context in contexts:
        context.close()


async def _first_administrator(app: AppContext) -> None:
    """As the command adds them: all else is done on the pages."""
    await add_staff(app, "Eva", StaffRole.ADMIN)


def set_up_app(page: Page, site: Site, password: str) -> None:
    """Set up a code app, which is required, and keep the codes for its loss."""
    page.wait_for_url("**/admin/account/app")
    secret = page.locator("code[dir=ltr]").inner_text().replace(" ", "")
    page.get_by_label("Sex siffror").fill(pyotp.TOTP(secret).at(site.clock()))
    page.get_by_label("Lösenordet du har nu").fill(password)
    page.get_by_role("button", name="Sätt på").click()
    page.get_by_role("link", name="Jag har sparat dem").click()
    page.wait_for_url("**/admin")


def test_from_the_first_administrator_to_a_star(
    site: Site, somebody: Callable[[dict[str, int]], Page]
) -> None:
    site.work(_first_administrator)
    link = administrator_begins(somebody(WIDE), site)
    karin = somebody(WIDE)
    chat = coach_comes_and_invites(karin, site, link)
    participant_answers(somebody(PHONE), chat)
    karin.goto("/admin")
    karin.get_by_role("link", name=re.compile("Bo Bengtsson")).click()
    star = karin.locator(".star-card")
    assert star.locator("svg").is_visible()
    figures = karin.locator(".figures tbody tr").all_inner_texts()
    assert [row.split()[-1] for row in figures] == ["4", "2", "3", "5", "1", "4"]


def administrator_begins(page: Page, site: Site) -> str:
    """Sign in, name a sub-project, and take a coach in; gives the link that is shown once."""
    page.goto("/admin")
    page.get_by_label("E-postadress").fill("Eva@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    set_up_app(page, site, PASSWORD)
    page.get_by_role("link", name="Planer för skattningar").first.click()
    page.get_by_label("Namn").fill("Iris")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("heading", name="Iris").wait_for()
    page.goto("/admin")
    page.get_by_role("link", name="Personal").first.click()
    page.get_by_role("link", name="Lägg till någon").click()
    page.get_by_label("Namn").fill("Karin Berg")
    page.get_by_label("E-postadress").fill("karin@example.org")
    page.get_by_role("checkbox", name="Handledare").check()
    page.get_by_role("button", name="Lägg till och visa länken").click()
    link = page.locator("#address").inner_text()
    page.get_by_role("link", name="Klar").click()
    page.get_by_text("Karin Berg").wait_for()
    return link


def coach_comes_and_invites(page: Page, site: Site, link: str) -> str:
    """Choose a password, set up the second factor, and invite Bo; gives the address of the chat."""
    page.goto(link)
    page.get_by_role("heading", name="Välkommen, Karin Berg").wait_for()
    assert fits_and_is_accessible(page)
    page.get_by_label("Nytt lösenord", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("Nytt lösenord en gång till").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Spara och logga in").click()
    set_up_app(page, site, OWN_PASSWORD)
    page.get_by_role("heading", name="Du har inga deltagare än").wait_for()
    page.get_by_role("link", name="Skriv in en deltagare").first.click()
    page.get_by_label("Vem är det?").fill("Bo Bengtsson")
    page.get_by_label("Delprojekt").select_option("Iris")
    page.get_by_label("Inskriven den").fill(f"{site.clock():%Y-%m-%d}")
    page.get_by_role("button", name="Skriv in och gör en inbjudan").click()
    page.wait_for_url("**/admin/invitations/code")
    return page.locator("#address, .link").first.inner_text()


def participant_answers(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Börja")
    press(page, "Svenska")
    press(page, "Ja, jag vill vara med")
    wait_for_question(page, "din hälsa")
    rate(page)
    press(page, "Ja, det stämmer")
    wait_for_question(page, "Vilket område vill du börja med?")
