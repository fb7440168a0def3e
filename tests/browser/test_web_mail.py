"""A digest is read in a web mail, which is another site: its links find who is signed in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bot.app_context import AppContext
from tests.browser.conftest import Site
from tests.browser.desk import WIDE, sign_in
from tests.people import PASSWORD, add_coach, add_participant

pytestmark = pytest.mark.browser
MAIL = "http://mail.example.org/"


async def _bo(app: AppContext) -> None:
    await add_participant(app, await add_coach(app), "Bo")


@pytest.fixture
def tabs(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which a web mail has the digest's link, and a form of a bad neighbour's."""
    site.work(_bo)
    letter = (
        f'<a href="{site.url}/admin/participants/A-01">A-01</a>'
        f'<form method="post" action="{site.url}/admin/logout"><button>Vinn</button></form>'
    )
    context = browser.new_context(viewport=WIDE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    context.route(f"{MAIL}**", lambda route: route.fulfill(content_type="text/html", body=letter))
    yield context
    context.close()


def opened_mail(tabs: BrowserContext) -> Page:
    page = tabs.new_page()
    page.goto(MAIL)
    return page


def test_the_link_opens_the_page_of_whoever_is_signed_in(tabs: BrowserContext) -> None:
    page = tabs.new_page()
    page.goto("/admin/login")
    sign_in(page)
    mail = opened_mail(tabs)
    mail.get_by_role("link", name="A-01").click()
    mail.wait_for_url("**/admin/participants/A-01")
    assert mail.get_by_role("heading", level=1).inner_text().endswith("A-01")


def test_another_sites_form_does_nothing(tabs: BrowserContext) -> None:
    page = tabs.new_page()
    page.goto("/admin/login")
    sign_in(page)
    mail = opened_mail(tabs)
    mail.get_by_role("button", name="Vinn").click()
    mail.wait_for_url("**/admin/login")
    page.reload()
    assert page.get_by_role("heading", level=1).inner_text() == "Mina deltagare"


def test_a_log_in_form_in_another_tab_is_not_spoilt(tabs: BrowserContext) -> None:
    page = tabs.new_page()
    page.goto("/admin/login")
    page.get_by_label("E-postadress").fill("Karin@example.org")
    mail = opened_mail(tabs)
    mail.get_by_role("link", name="A-01").click()
    mail.wait_for_url("**/admin/login?next=/admin/participants/A-01")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/admin")
    mail.reload()
    sign_in_again(mail)
    mail.wait_for_url("**/admin/participants/A-01")


def sign_in_again(page: Page) -> None:
    page.get_by_label("E-postadress").fill("Karin@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
