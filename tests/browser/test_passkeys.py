"""A passkey in a real browser, with a device of its own: added, used alone and after a password."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import Site
from tests.browser.desk import fits_and_is_accessible, sign_in
from tests.people import PASSWORD, add_coach

pytestmark = pytest.mark.browser

DEVICE: dict[str, Any] = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def host() -> str:
    return "localhost"


@pytest.fixture
def more_settings() -> dict[str, str]:
    return {"SKAPABOT_SECOND_FACTOR": "required"}


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """Give a browser a device that knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, made["authenticatorId"]


def leave(page: Page) -> None:
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/admin/login")


def test_a_passkey_from_the_first_day_to_its_removal(site: Site, page: Page) -> None:
    site.work(add_coach)
    session, device = plug_in(page)
    page.goto(f"{site.url}/admin/login")
    assert fits_and_is_accessible(page)
    page.get_by_label("E-postadress").fill("Karin@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url("**/admin/account/app")
    assert fits_and_is_accessible(page)
    page.get_by_role("link", name="Använd en passnyckel i stället").click()
    page.wait_for_url("**/admin/account/passkeys")
    assert not page.get_by_text("kan inte göra passnycklar").is_visible()
    assert fits_and_is_accessible(page)

    page.get_by_label("Vad vill du kalla den?").fill("Karins dator")
    page.get_by_label("Lösenordet du har nu").fill(PASSWORD)
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("heading", name="Spara också dina reservkoder nu").wait_for()
    assert fits_and_is_accessible(page)
    page.get_by_role("link", name="Jag har sparat dem").click()
    page.get_by_role("heading", name="Mina deltagare").wait_for()
    leave(page)

    page.goto(f"{site.url}/admin/contact")  # signed out: back here afterwards
    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.wait_for_url("**/admin/contact")
    leave(page)

    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.get_by_role("alert").filter(has_text="Ingen passnyckel användes.").wait_for()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})

    page.get_by_label("E-postadress").fill("Karin@example.org")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.get_by_role("heading", name="Ett steg till").wait_for()
    assert fits_and_is_accessible(page)
    page.get_by_label("Fråga inte i den här webbläsaren").check()
    page.get_by_role("button", name="Använd passnyckeln").click()
    page.wait_for_url("**/admin")
    leave(page)
    sign_in(page)  # the password is enough here for a while
    page.goto(f"{site.url}/admin/account/passkeys")
    assert "senast använd" in page.locator(".sessions").inner_text()
    assert fits_and_is_accessible(page)
    page.get_by_role("button", name="Ta bort – Karins dator").click()
    page.get_by_role("status").filter(has_text="borttagen").wait_for()
    page.goto(f"{site.url}/admin")
    page.wait_for_url("**/admin/account/app")  # it is required again
    leave(page)
    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.get_by_role("alert").filter(has_text="gick inte att använda här").wait_for()
    assert fits_and_is_accessible(page)
