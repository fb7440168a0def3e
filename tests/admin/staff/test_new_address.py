"""Another puts an address to an account: its owner confirms it, and is told of it and of links."""

import re
from collections.abc import Mapping

import httpx

from bot.app_context import AppContext
from bot.staff.digests import send_digests
from tests.admin.staff.test_mailed_link import MAILED, NEW, app, mailbox  # noqa: F401  # fixtures
from tests.admin.staff.test_staff_pages import SARA, add_admin, chosen, send
from tests.admin.visits import (
    URL,
    audit_entries,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.bot.channels.mail.mailbox import Mailbox
from tests.conftest import StandingClock
from tests.people import add_coach, change_staff
from tests.people.caseload import fill_caseload
from tests.people.staff import staff_member

OTHER = "ada.other@example.org"
KARIN = {"name": "Karin", "email": OTHER, "role-coach": "on"}
ACCOUNT, ADDRESS = "/admin/account", "/admin/account/address"


async def save(client: httpx.AsyncClient, staff_id: int, fields: Mapping[str, str]) -> None:
    page = f"/admin/staff/{staff_id}"
    hidden = hidden_fields(await client.get(page), page)
    assert (await client.post(page, data={**hidden, **fields})).status_code == 303


async def test_nothing_about_persons_goes_to_an_address_that_its_owner_has_not_confirmed(
    app: AppContext,  # noqa: F811
    mailbox: Mailbox,  # noqa: F811
    clock: StandingClock,
) -> None:
    await add_admin(app)
    karin = await add_coach(app)
    await fill_caseload(app, karin)
    await change_staff(app, karin, digest_mail=True, digest_at=clock())
    async with open_browser(app) as ada, open_browser(app) as karins:
        await log_in(ada, "Ada")
        await save(ada, karin, KARIN)
        [told] = mailbox.mails
        assert told["To"] == "Karin@example.org"
        assert "Ada har bytt e-postadressen" in " ".join(told.get_content().split())
        await send_digests(app)
        assert len(mailbox.mails) == 1, "it is told the next time"
        assert (await staff_member(app, karin)).digested_at is None
        await log_in(karins, "ada.other")
        assert "bytt din e-postadress" in page_text(await karins.get("/admin"))
        shown = await karins.get(ACCOUNT)
        assert OTHER in page_text(shown)
        stale = {**hidden_fields(shown, ADDRESS), "address": "x@example.org"}
        await karins.post(ADDRESS, data=stale)
        assert "ändrades igen under tiden" in page_text(await karins.get(ACCOUNT))
        await send(karins, ADDRESS, {}, page=ACCOUNT)
        assert "Adressen är bekräftad" in page_text(await karins.get(ACCOUNT))
        assert "bytt din e-postadress" not in page_text(await karins.get("/admin"))
        await change_staff(app, karin, digest_at=clock())
        await send_digests(app)
        assert [one["To"] for one in mailbox.mails[1:]] == [OTHER]
    assert len(await audit_entries(app, "changed address of staff")) == 1
    assert await audit_entries(app, "confirmed own address") == [(karin, None, True)]


async def test_an_address_that_is_put_back_needs_no_word(
    app: AppContext,  # noqa: F811
    mailbox: Mailbox,  # noqa: F811
) -> None:
    await add_admin(app)
    karin = await add_coach(app)
    async with open_browser(app) as ada:
        await log_in(ada, "Ada")
        await save(ada, karin, KARIN)
        assert (await staff_member(app, karin)).email_before == "Karin@example.org"
        await save(ada, karin, {**KARIN, "email": "karin@example.org"})
    assert (await staff_member(app, karin)).email_before is None
    assert len(mailbox.mails) == 3, "each address that was known is told each time"


async def test_a_link_that_was_mailed_to_a_wrong_address_opens_nothing_after_that(
    app: AppContext,  # noqa: F811
    mailbox: Mailbox,  # noqa: F811
) -> None:
    await add_admin(app)
    async with open_browser(app) as ada, open_browser(app) as stranger:
        await log_in(ada, "Ada")
        await send(ada, NEW, {**SARA, **MAILED, "email": "wrong@example.org"})
        found = re.search(rf"{URL}(/admin/welcome/\S+)", mailbox.mails[0].get_content())
        assert found
        await save(ada, 2, {**SARA, "email": "right@example.org"})
        assert (await stranger.post(found[1], data=chosen())).status_code == 410
        assert "behöver en ny länk" in page_text(await ada.get("/admin/staff"))


async def test_a_new_link_is_told_by_mail_and_on_the_next_pages(
    app: AppContext,  # noqa: F811
    mailbox: Mailbox,  # noqa: F811
    clock: StandingClock,
) -> None:
    await add_admin(app)
    karin = await add_coach(app)
    async with open_browser(app) as ada, open_browser(app) as karins:
        await log_in(ada, "Ada")
        page = f"/admin/staff/{karin}"
        await send(ada, f"{page}/invitation", {}, page=page)
        [told] = mailbox.mails
        assert told["To"] == "Karin@example.org"
        text = told.get_content()
        assert "Ada har gjort en ny länk" in " ".join(text.split())
        assert "/admin/welcome/" not in text
        shown = (await ada.get("/admin/staff/invitation")).text
        link = shown.partition(f'<bdi id="address">{URL}')[2].partition("</bdi>")[0]
        await karins.post(link, data=chosen())
        assert "gjorts en ny länk till ditt konto" in page_text(await karins.get("/admin"))
        assert "Nya länkar till ditt konto" in page_text(await karins.get(ACCOUNT))
        assert "<bdi>Ada</bdi>" in (await karins.get(ACCOUNT)).text
        clock.passes(days=8)
        await log_in(karins, "Karin", chosen()["password-new"])
        assert "gjorts en ny länk" not in page_text(await karins.get("/admin"))
        assert "Nya länkar till ditt konto" in page_text(await karins.get(ACCOUNT))
