"""Choosing how to be told, on a small phone: with a keyboard, in Arabic, and the phone itself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bot.app_context import AppContext
from bot.settings.services.push import make_push_key
from dialogs.people.accounts import Channel
from tests.bot.channels.mail.mailbox import Mailbox, mail_server
from tests.bot.channels.push.service import FakePush
from tests.browser.conftest import CHROMIUM, Site
from tests.browser.phone import check_accessibility, press
from tests.people import enrol_participants
from tests.people.knocks import SENDER

pytestmark = pytest.mark.browser
KEY, PUSH = "a-key", "Säg till i den här telefonen"


@pytest.fixture(scope="module")
def program() -> str:
    return CHROMIUM  # the shell lets no page show notices


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def more_settings(mailbox: Mailbox) -> dict[str, str]:
    return {
        "SKAPABOT_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "SKAPABOT_MAIL_FROM": SENDER,
        "SKAPABOT_PUSH_KEY": make_push_key(),
    }


def let_bo_take_part(site: Site) -> str:
    async def take_part(app: AppContext) -> None:
        await enrol_participants(app, [KEY], app.clock(), Channel.WEB)

    site.work(take_part)
    return f"{site.url}/c/{KEY}"


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_an_address_is_chosen_on_a_phone(site: Site, page: Page, mailbox: Mailbox) -> None:
    page.goto(let_bo_take_part(site))
    press(page, "Fortsätt")
    page.get_by_role("link", name="Välj hur jag når dig").click()
    page.get_by_role("heading", name="Så når jag dig").wait_for()
    assert fits(page)
    check_accessibility(page)
    page.get_by_label("Din e-postadress").fill("bo@example.net")
    press(page, "Säg till med e-post")
    page.get_by_label("Skriv koden här").wait_for()
    check_accessibility(page)
    code = re.search(r"\d{4}", str(mailbox.mails[0].get_content()))
    assert code
    page.get_by_label("Skriv koden här").fill(code[0])
    press(page, "Det är min kod")
    page.get_by_text("Nu säger jag till med e-post till dig:").wait_for()
    assert fits(page)
    check_accessibility(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert fits(page)


def test_the_phone_itself_is_offered_where_it_can_and_a_no_is_heard(
    site: Site, browser: Browser
) -> None:
    address = let_bo_take_part(site)
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    plain.get_by_role("button").first.click()
    plain.goto(f"{site.url}/chat/knock")
    assert plain.get_by_label("Din e-postadress").is_visible()
    assert not plain.get_by_role("button", name=PUSH).is_visible()
    plain.context.close()
    context = browser.new_context()
    page = come_to_choice(site, context, address)
    push = page.get_by_role("button", name=PUSH)
    page.locator("#push").wait_for()
    if push.is_visible():  # a browser without a window says no by itself, before or after
        push.click()
    page.get_by_text("Telefonen får inte visa notiser för den här sidan.").wait_for()
    assert not push.is_visible()
    check_accessibility(page)
    context.close()


def come_to_choice(site: Site, context: BrowserContext, address: str) -> Page:
    context.set_default_timeout(5000)
    page = context.new_page()
    page.goto(address)
    press(page, "Fortsätt")
    page.wait_for_url("**/chat")
    page.goto(f"{site.url}/chat/knock")
    return page


def test_a_phone_that_may_is_subscribed_and_told_of_by_its_worker(
    site: Site, browser: Browser
) -> None:
    """The browser's push service is not on this machine: its answer stands in for it."""
    fake = FakePush("")
    fake.port = 1
    context = browser.new_context(permissions=["notifications"])
    page = come_to_choice(site, context, let_bo_take_part(site))
    page.evaluate(
        """said => { PushManager.prototype.subscribe = async (wish) => {
            window.wish = wish;
            return JSON.parse(said);
        }; }""",
        fake.subscription,
    )
    page.get_by_role("button", name=PUSH).click()
    page.get_by_text("Nu säger jag till i en telefon som du har valt.").wait_for()
    worker = page.evaluate("navigator.serviceWorker.ready.then((made) => made.active.scriptURL)")
    assert worker == f"{site.url}/notices.js"
    context.close()
