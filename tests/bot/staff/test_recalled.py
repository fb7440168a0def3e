"""A digest that was claimed before a hand-over does not leave with those who have another coach."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app_context import AppContext, build_app
from bot.channels.mail.sender import deliver_mails
from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.staff.digests import send_digests
from storage.caseload.hand_over import hand_over
from storage.staff.digest_channels import DigestChannels
from storage.staff.digest_findings import digest_findings
from storage.staff.digest_news import digest_span
from storage.staff.digest_times import claim_digest
from storage.tables.channels import Outgoing, OutgoingStatus
from storage.tables.people import Participant, Staff
from storage.talk.mail_outbox import claim_mail, newest_mail, put_off_mail
from storage.talk.outbox import promise_messages
from tests.bot.staff.conftest import Mailing, fate
from tests.bot.staff.postbox import Postbox, link_chat_of, waiting_messages
from tests.conftest import StandingClock, test_settings
from tests.migrated import database_with_tables
from tests.people import add_coach, change_staff, fill_caseload
from tests.postgres import PostgresServer, until_somebody_waits

GIVEN, KEPT = "A-04", "A-05"
"""Somebody overdue who gets another coach, and somebody silent who stays."""


async def give(app: AppContext, coach: int, to: int) -> None:
    async with app.database.writing() as session:
        who = await session.scalar(select(Participant.id).where(Participant.pseudonym == GIVEN))
        assert who is not None
        by = await session.get_one(Staff, to)
        assert await hand_over(session, who, coach, to, by, app.clock(), app.calendar)


def texts(mailbox: object) -> str:
    return "".join(str(mail.get_body(("plain",)).get_content()) for mail in mailbox.mails)  # type: ignore[attr-defined]  # aiosmtpd's mails have a body


@pytest.mark.parametrize("in_hand", [False, True], ids=["waits", "in hand"])
async def test_a_mail_is_taken_back_and_the_rest_told_anew(
    mailing: Mailing, clock: StandingClock, *, in_hand: bool
) -> None:
    app, mailbox, coach = mailing
    eva = await add_coach(app, "Eva")
    mailbox.answers.append("451 try again")
    await send_digests(app)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_WAITS, True)
    clock.passes(minutes=1)
    async with app.database.writing() as session:
        row = await newest_mail(session, coach)
        assert row is not None
        if in_hand:
            assert await claim_mail(session, row.id, clock())
    await give(app, coach, eva)
    async with app.database.writing() as session:
        if in_hand:  # the server says "later" after the hand-over
            await put_off_mail(session, row.id, clock())
    assert await deliver_mails(app) == 0
    assert mailbox.mails == []
    await send_digests(app)
    said = texts(mailbox)
    assert GIVEN not in said
    assert KEPT in said, "what was not told is told anew"


async def test_a_message_to_a_chat_is_taken_back_too(
    either: AppContext, clock: StandingClock
) -> None:
    coach, eva = await add_coach(either), await add_coach(either, "Eva")
    await fill_caseload(either, coach)
    await link_chat_of(either, coach)
    await change_staff(either, coach, digest_at=clock())
    assert await send_digests(either, Postbox()) == 1
    await give(either, coach, eva)
    assert await send_digests(either, Postbox()) == 1
    async with either.database.reading() as session:
        waiting = select(Outgoing).where(Outgoing.status == OutgoingStatus.PENDING)
        said = "".join(str(one.payload) for one in await session.scalars(waiting))
    assert GIVEN not in said
    assert KEPT in said


async def test_nothing_is_told_twice_where_nothing_waited(
    mailing: Mailing, clock: StandingClock
) -> None:
    app, mailbox, coach = mailing
    eva = await add_coach(app, "Eva")
    assert await send_digests(app) == 1
    await give(app, coach, eva)
    assert await send_digests(app) == 0
    assert len(mailbox.mails) == 1


async def test_the_next_digest_of_the_new_coach_has_them(mailing: Mailing) -> None:
    app, _, coach = mailing
    eva = await add_coach(app, "Eva")
    await give(app, coach, eva)
    when = digest_span(None, app.clock(), app.settings.timezone)
    async with app.database.reading() as session:
        found = [one.who for one in (await digest_findings(session, eva, when)).overdue]
        left = [one.who for one in (await digest_findings(session, coach, when)).overdue]
    assert (found, GIVEN in left) == ([GIVEN], False)


@pytest.mark.postgres
async def test_a_digest_that_is_being_worded_meanwhile_is_taken_back_too(
    postgres: PostgresServer, clock: StandingClock, tmp_path: Path
) -> None:
    url = await database_with_tables(postgres)
    app = build_app(test_settings(tmp_path, SKAPABOT_DATABASE_URL=url), clock)
    coach, eva = await add_coach(app), await add_coach(app, "Eva")
    await fill_caseload(app, coach)
    await link_chat_of(app, coach)
    await change_staff(app, coach, digest_at=clock())
    channels = DigestChannels(chat=True, mail=False)
    async with app.database.writing() as session:
        assert await claim_digest(session, coach, clock(), app.calendar, channels)
        given = asyncio.ensure_future(give(app, coach, eva))
        await until_somebody_waits(session)
        said = TextMessage(77, f"{GIVEN}: väntat 4 dagar")
        await promise_messages(
            session, participant_id=None, account_id=None, messages=[said], now=clock()
        )
    await given
    assert await waiting_messages(app) == 0
    await app.database.close()
