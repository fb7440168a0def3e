"""Mails as they lie in the outbox, and what the answers of a mail server mean."""

import asyncio
import json
from contextlib import nullcontext
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.app_context import AppContext
from bot.channels.channel import Fate
from bot.channels.mail.calls import hand_over
from bot.channels.mail.message import MailMessage, from_json
from bot.channels.mail.sender import deliver_mails, mail_of
from storage.database.encryption import UNREADABLE
from storage.tables.channels import Outgoing, OutgoingStatus
from storage.tables.people import Staff
from tests.bot.staff.conftest import Mailing, fate
from tests.people import add_coach
from tests.removed_key import removed_key

MAIL = MailMessage(1, "Sammanställning från Skapabot", "Nytt:\n- A-01", "<p>Nytt</p>", "sv")
# As version 0.1 wrote it, before it had a class.
FIRST_FORM = {
    "subject": "Sammanställning från Skapabot",
    "text": "Nytt:\n- A-01",
    "html": "<p>Nytt</p>",
    "language": "sv",
    "staff": 1,
}


def test_what_is_stored_comes_back_whole() -> None:
    assert from_json(json.loads(json.dumps(MAIL.to_json()))) == MAIL


def test_rows_of_the_first_form_are_still_read() -> None:
    assert from_json(FIRST_FORM) == MAIL


@pytest.mark.parametrize(
    "stored",
    [
        {},
        None,
        ["hemligt"],
        "hemligt",
        UNREADABLE,
        {"subject": "hemligt"},
        {**FIRST_FORM, "version": 2, "subject": "hemligt"},
    ],
)
def test_what_cannot_be_read_is_said_without_a_word_of_it(stored: Any) -> None:
    with pytest.raises(ValueError, match="mail") as told:
        from_json(stored)
    assert "hemligt" not in str(told.value)


def waiting(mailing: Mailing, payload: dict[str, Any]) -> Outgoing:
    app, _, coach = mailing
    now = app.clock()
    return Outgoing(
        purpose=f"digest {coach}",
        payload=payload,
        status=OutgoingStatus.MAIL_WAITS,
        created_at=now,
        due_at=now,
    )


async def test_a_mail_in_flight_at_an_upgrade_arrives_and_a_broken_one_holds_it_up_not(
    mailing: Mailing,
) -> None:
    app, mailbox, coach = mailing
    broken = waiting(mailing, {"subject": "?"})
    async with app.database.writing() as session:
        session.add(broken)
        await session.flush()
        session.add(waiting(mailing, {**FIRST_FORM, "staff": coach}))
    assert await deliver_mails(app) == 1
    (mail,) = mailbox.mails
    text = mail.get_body(("plain",))
    assert text is not None
    assert "- A-01" in text.get_content()
    assert await fate(app, coach) == (OutgoingStatus.MAILED, False)
    async with app.database.reading() as session:
        given_up = await session.get_one(Outgoing, broken.id)
    assert (given_up.status, given_up.payload) == (OutgoingStatus.MAIL_REFUSED, None)


@pytest.mark.parametrize("sealed", ["mail", "address"])
async def test_what_is_sealed_with_a_removed_key_holds_up_no_other_mail(
    mailing: Mailing, caplog: pytest.LogCaptureFixture, sealed: str
) -> None:
    app, mailbox, coach = mailing
    to = await add_coach(app, "Lena")
    lost = waiting(mailing, {**FIRST_FORM, "staff": to})
    with removed_key() if sealed == "mail" else nullcontext():
        async with app.database.writing() as session:
            session.add(lost)
    if sealed == "address":
        with removed_key():
            await change_address(app, to, "Lena@example.org")
    async with app.database.writing() as session:
        session.add(waiting(mailing, {**FIRST_FORM, "staff": coach}))
    assert [await deliver_mails(app), await deliver_mails(app)] == [1, 0]
    assert [mail["To"] for mail in mailbox.mails] == ["Karin@example.org"]
    async with app.database.reading() as session:
        given_up = await session.get_one(Outgoing, lost.id)
    assert (given_up.status, given_up.payload) == (OutgoingStatus.MAIL_REFUSED, None)
    assert [line for line in caplog.messages if line.endswith(f"by id: {lost.id}")] != []


async def change_address(app: AppContext, staff_id: int, address: str) -> None:
    async with app.database.writing() as session:
        values = {"email": address}
        await session.execute(update(Staff).where(Staff.id == staff_id).values(values))


@pytest.mark.parametrize(
    ("address", "arrives_at"),
    [
        ("bo@malmö.se", "bo@xn--malm-8qa.se"),
        ("Bo.Ek+iris@Example.org", "Bo.Ek+iris@example.org"),
        ("a@x,b@y", None),
        ("bö@example.org", None),
        ("bo@example.org\nBcc: eve@example.org", None),
        ("Bo Ek <bo@malmö.se>", "Bo Ek <bo@xn--malm-8qa.se>"),
        ("bo@exa mple.org", None),
        ("bo@", None),
    ],
)
async def test_a_mail_goes_to_one_address_as_servers_take_it_or_is_given_up_at_once(
    mailing: Mailing, caplog: pytest.LogCaptureFixture, address: str, arrives_at: str | None
) -> None:
    app, mailbox, coach = mailing
    await change_address(app, coach, address)
    row = waiting(mailing, {**FIRST_FORM, "staff": coach})
    async with app.database.writing() as session:
        session.add(row)
    assert await deliver_mails(app) == (1 if arrives_at else 0)
    assert [mail["To"] for mail in mailbox.mails] == [arrives_at] * len(mailbox.mails)
    async with app.database.reading() as session:
        status = (await session.get_one(Outgoing, row.id)).status
    assert status == (OutgoingStatus.MAILED if arrives_at else OutgoingStatus.MAIL_REFUSED)
    assert address not in caplog.text
    if arrives_at is None:
        assert f"none that servers take, by id: {row.id}" in caplog.text


async def test_the_language_of_a_mail_leaves_with_it(mailing: Mailing) -> None:
    app, mailbox, coach = mailing
    async with app.database.writing() as session:
        session.add(waiting(mailing, {**FIRST_FORM, "staff": coach, "language": "ar"}))
    assert await deliver_mails(app) == 1
    (mail,) = mailbox.mails
    parts = [mail, *mail.iter_parts()]
    assert [part.get_content_type() for part in parts] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert [part.get_all("Content-Language") for part in parts] == [["ar"]] * 3


@pytest.mark.parametrize(
    ("where", "answer", "meant"),
    [
        ("rcpt_answers", "550 no such mailbox", Fate.UNREACHABLE),
        ("rcpt_answers", "451 try again", Fate.LATER),
        ("answers", "550 not wanted", Fate.UNDELIVERABLE),
        ("answers", "451 try again", Fate.LATER),
        ("answers", "lost", Fate.UNCERTAIN),
    ],
)
async def test_every_answer_of_a_mail_server_is_a_fate(
    mailing: Mailing, where: str, answer: str, meant: Fate
) -> None:
    app, mailbox, _ = mailing
    getattr(mailbox, where).append(answer)
    row = waiting(mailing, MAIL.to_json())
    row.id = 1
    assert app.settings.smtp is not None
    mail = mail_of(app, row, MAIL, "Karin@example.org")
    assert (await hand_over(app.settings.smtp, mail)).fate is meant
    assert (await hand_over(app.settings.smtp, mail)).fate is Fate.SENT


async def test_a_mail_whose_fate_cannot_be_written_is_sent_once_and_holds_up_no_other(
    mailing: Mailing,
) -> None:
    app, mailbox, coach = mailing
    async with app.database.writing() as session:
        session.add_all(waiting(mailing, {**FIRST_FORM, "staff": coach}) for _ in range(2))
        await session.flush()
        await session.execute(
            text(
                "CREATE TRIGGER no_fates BEFORE UPDATE OF sent_at ON outbox"
                " WHEN new.sent_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        )
    assert [await deliver_mails(app), await deliver_mails(app)] == [2, 0]
    assert len(mailbox.mails) == 2
    async with app.database.writing() as session:
        await session.execute(text("DROP TRIGGER no_fates"))
    for _ in range(100):
        if await fate(app, coach) == (OutgoingStatus.MAILED, False):
            break
        await asyncio.sleep(0.05)
    assert await fate(app, coach) == (OutgoingStatus.MAILED, False)
