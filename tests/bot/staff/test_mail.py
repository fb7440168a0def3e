"""Digests by e-mail, against a real mail server."""

import socket
from pathlib import Path

import pytest

from bot.channels.mail.sender import deliver_mails
from bot.staff.digests import send_digests
from dialogs.people.staff import StaffRole
from storage.audit.chain import chain_code
from storage.people.audit import Audit, log_action
from storage.tables.channels import OutgoingStatus
from storage.talk.mail_outbox import claim_mail, mails_due
from tests.bot.staff.conftest import Mailing, fate, make_mailing
from tests.conftest import StandingClock
from tests.people import add_staff, change_staff, lead


async def test_a_mail_has_both_parts_and_nobodys_name(
    mailing: Mailing,
) -> None:
    app, mailbox, coach = mailing
    assert await send_digests(app) == 1
    (mail,) = mailbox.mails
    assert mail["Subject"] == "Sammanställning från Skapabot"
    assert (mail["To"], mail["From"]) == ("Karin@example.org", "Skapabot <bot@example.org>")
    assert mail["Date"].datetime == app.clock()
    assert str(mail["Message-ID"]).endswith("@example.org>")
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    for part in (text.get_content(), page.get_content()):
        assert "A-04" in part
        assert "Tydliga förändringar" in part
        assert f"{app.settings.public_url}/admin" in part
        for secret in ("Namn", "hemligt", "Storgatan", "torsdag", "Karin"):
            assert secret not in part
    assert 'lang="sv" dir="ltr"' in page.get_content()
    assert await fate(app, coach) == (OutgoingStatus.MAILED, False)
    assert await send_digests(app) == 0
    assert await deliver_mails(app) == 0
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize("where", ["answers", "rcpt_answers"])
async def test_what_is_refused_for_now_comes_once_later(
    mailing: Mailing, clock: StandingClock, where: str
) -> None:
    app, mailbox, coach = mailing
    getattr(mailbox, where).extend(["451 try again"] * 2)
    await send_digests(app)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_WAITS, True)
    assert await deliver_mails(app) == 0, "not before its time"
    clock.passes(minutes=1)
    assert await deliver_mails(app) == 0, "refused again"
    clock.passes(minutes=2)
    assert await deliver_mails(app) == 1
    assert await deliver_mails(app) == 0
    assert len(mailbox.mails) == 1
    assert await fate(app, coach) == (OutgoingStatus.MAILED, False)


@pytest.mark.parametrize("where", ["answers", "rcpt_answers"])
async def test_what_is_refused_for_good_is_given_up(
    mailing: Mailing, clock: StandingClock, where: str
) -> None:
    app, mailbox, coach = mailing
    getattr(mailbox, where).append("550 no such mailbox")
    await send_digests(app)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_REFUSED, False)
    clock.passes(hours=1)
    assert await deliver_mails(app) == 0
    assert mailbox.mails == []


async def test_a_connection_lost_after_the_mail_is_not_tried_again(
    mailing: Mailing, clock: StandingClock
) -> None:
    app, mailbox, coach = mailing
    mailbox.answers.append("lost")
    await send_digests(app)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_UNSURE, False)
    clock.passes(hours=1)
    await deliver_mails(app)
    assert len(mailbox.mails) == 1, "it had arrived"


async def test_where_no_server_answers_it_is_tried_for_a_day(
    tmp_path: Path, clock: StandingClock
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        app, coach = await make_mailing(tmp_path, clock, f"smtp://127.0.0.1:{port}")
        tries = 0
        await send_digests(app)
        while (await fate(app, coach))[0] == OutgoingStatus.MAIL_WAITS:
            clock.passes(minutes=30)
            await deliver_mails(app)
            tries += 1
            assert tries < 60
        assert await fate(app, coach) == (OutgoingStatus.MAIL_REFUSED, False)
        assert tries >= 48
        await app.database.close()


async def test_a_mail_in_hand_of_a_process_that_died_is_left_alone(
    mailing: Mailing, clock: StandingClock
) -> None:
    app, mailbox, coach = mailing
    mailbox.answers.append("451 later")
    await send_digests(app)
    clock.passes(minutes=1)
    async with app.database.writing() as session:
        (row_id,) = await mails_due(session, clock(), clock())
        assert await claim_mail(session, row_id, clock()) is not None
    await deliver_mails(app)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_IN_HAND, True)
    clock.passes(minutes=11)
    await deliver_mails(app)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_UNSURE, False)
    assert mailbox.mails == []


async def test_those_who_want_no_mail_get_none(mailing: Mailing) -> None:
    app, mailbox, coach = mailing
    await change_staff(app, coach, digest_mail=False)
    assert await send_digests(app) == 0
    assert mailbox.mails == []


async def test_a_leader_gets_the_completeness_and_no_persons(
    mailing: Mailing,
) -> None:
    app, mailbox, coach = mailing
    await change_staff(app, coach, digest_at=None, digest="off")
    leader = await add_staff(app, "Lena", StaffRole.LEADER)
    await lead(app, leader)
    await change_staff(app, leader, digest_at=app.clock())
    assert await send_digests(app) == 1
    (mail,) = mailbox.mails
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Iris: visas inte, det gäller för få personer" in body.get_content()
    assert "A-0" not in body.get_content()
    assert "Loggens slut" not in body.get_content(), "nothing has been logged"


async def test_a_leader_is_given_the_end_of_the_log_to_keep(mailing: Mailing) -> None:
    app, mailbox, coach = mailing
    await change_staff(app, coach, digest_at=None, digest="off")
    leader = await add_staff(app, "Lena", StaffRole.LEADER)
    await lead(app, leader)
    await change_staff(app, leader, digest_at=app.clock())
    async with app.database.writing() as session:
        await log_action(session, Audit.CASELOAD_OPENED, app.clock(), staff_id=coach)
    assert await send_digests(app) == 1
    (mail,) = mailbox.mails
    body = mail.get_body(("plain",))
    assert body is not None
    async with app.database.reading() as session:
        end = await chain_code(session)
    assert end.startswith("1-")
    assert f"Loggens slut\n- {end}: Spara koden." in body.get_content().replace("\r\n", "\n")
