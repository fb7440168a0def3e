"""A one-time link by e-mail, against a real mail server; shown where that does not take it."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app_context import AppContext, build_app
from tests.admin.staff.test_staff_pages import SARA, add_admin, chosen, send, staff
from tests.admin.visits import URL, log_in, open_browser, page_text
from tests.bot.channels.mail.mailbox import Mailbox, mail_server
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables

NEW, SHOWN = "/admin/staff/new", "/admin/staff/invitation"
MAILED = {"how": "mail"}


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running


@pytest.fixture
async def app(tmp_path: Path, clock: StandingClock, mailbox: Mailbox) -> AsyncIterator[AppContext]:
    more = {
        "SKAPABOT_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "SKAPABOT_MAIL_FROM": "Skapabot <bot@example.org>",
    }
    made = build_app(test_settings(tmp_path, **more), clock)
    await give_tables(made.database)
    yield made
    await made.database.close()


async def test_it_goes_to_the_address_and_opens_once(app: AppContext, mailbox: Mailbox) -> None:
    await add_admin(app)
    async with open_browser(app) as ada, open_browser(app) as sara:
        await log_in(ada, "Ada")
        answer = await send(ada, NEW, {**SARA, **MAILED})
        assert answer.headers["location"] == "/admin/staff"
        assert "Länken är skickad med e-post." in page_text(await ada.get("/admin/staff"))
        assert (await ada.get(SHOWN)).status_code == 410, "it stands nowhere else"
        [mail] = mailbox.mails
        assert mail["To"] == "sara@example.org"
        text = mail.get_content()
        assert "Hej Sara Ny!" in text
        found = re.search(rf"{URL}(/admin/welcome/\S+)", text)
        assert found
        let_in = await sara.post(found[1], data=chosen())
        assert let_in.headers["location"] == "/admin"
        assert (await sara.get(found[1])).status_code == 410


@pytest.mark.parametrize("answer", ["451 later", "550 nobody", "lost"])
async def test_what_the_server_does_not_take_is_shown(
    app: AppContext, mailbox: Mailbox, answer: str
) -> None:
    await add_admin(app)
    mailbox.answers.append(answer)
    async with open_browser(app) as ada, open_browser(app) as sara:
        await log_in(ada, "Ada")
        sent = await send(ada, NEW, {**SARA, **MAILED})
        assert sent.headers["location"] == SHOWN
        shown = await ada.get(SHOWN)
        assert "inte säkert att e-posten gick iväg" in page_text(shown)
        assert 'role="alert"' in shown.text
        link = shown.text.partition(f'<bdi id="address">{URL}')[2].partition("</bdi>")[0]
        assert (await sara.get(link)).status_code == 200


async def test_it_is_shown_where_that_was_chosen(app: AppContext, mailbox: Mailbox) -> None:
    await add_admin(app)
    async with open_browser(app) as ada:
        await log_in(ada, "Ada")
        assert (await send(ada, NEW, SARA)).headers["location"] == SHOWN
        assert "inte säkert" not in page_text(await ada.get(SHOWN))
        sara = f"/admin/staff/{(await staff(app)).id}"
        form = await ada.get(sara)
        assert "e-posten vara öppen i den" in page_text(form)
        again = await send(ada, f"{sara}/invitation", MAILED, page=sara)
        assert again.headers["location"] == "/admin/staff"
    assert len(mailbox.mails) == 1
