"""A process that can send no digest to a reader leaves it to one that can; two share a database."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app_context import AppContext, build_app
from bot.channels.mail.sender import deliver_mails
from bot.settings.services.smtp import parse_smtp
from bot.staff.digests import send_digests
from storage.staff.chats import record_chat_reachable
from storage.tables.channels import OutgoingStatus
from tests.bot.channels.mail.mailbox import Mailbox, mail_server
from tests.bot.staff.conftest import fate
from tests.bot.staff.postbox import Postbox, link_chat_of, waiting_messages
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, change_staff, fill_caseload, staff_member


@pytest.fixture
async def coach(either: AppContext, clock: StandingClock) -> int:
    """A coach with news, whose digest is due now."""
    coach = await add_coach(either)
    await fill_caseload(either, coach)
    await change_staff(either, coach, digest_at=clock(), digested_at=clock() - 7 * DAY)
    return coach


@pytest.fixture
async def mailer(
    either: AppContext, clock: StandingClock
) -> AsyncIterator[tuple[AppContext, Mailbox]]:
    """A second process on the same database, and the only one with a mail server."""
    with mail_server() as mailbox:
        server = parse_smtp(f"smtp://127.0.0.1:{mailbox.port}")
        settings = replace(either.settings, smtp=server, mail_from="Skapabot <bot@example.org>")
        app = build_app(settings, clock)
        yield app, mailbox
        await app.database.close()


@pytest.mark.parametrize("mail", [True, False])
async def test_without_telegram_a_chats_digest_is_left_to_who_has_it(
    either: AppContext, clock: StandingClock, coach: int, mail: bool
) -> None:
    await link_chat_of(either, coach)
    await change_staff(either, coach, digest_mail=mail)
    web = build_app(either.settings, clock)
    try:
        assert await send_digests(web) == 0
        clock.passes(days=2)  # Telegram may be away for long
        assert await send_digests(web) == 0
    finally:
        await web.database.close()
    waits = await staff_member(either, coach)
    assert (waits.digest_at, waits.digested_at) == (clock() - 2 * DAY, clock() - 9 * DAY)
    assert await send_digests(either, Postbox()) == 1
    assert await waiting_messages(either) == 1
    after = await staff_member(either, coach)
    assert after.digested_at == clock()
    assert after.digest_at is not None
    assert after.digest_at > clock()


async def test_with_a_mail_server_alone_a_wish_for_both_goes_by_mail(
    either: AppContext, mailer: tuple[AppContext, Mailbox], coach: int
) -> None:
    app, mailbox = mailer
    await link_chat_of(either, coach)
    assert await send_digests(app) == 1
    assert len(mailbox.mails) == 1
    assert await send_digests(either, Postbox()) == 0, "it has been claimed"


@pytest.mark.parametrize("blocked", [True, False])
async def test_without_a_mail_server_a_mails_digest_is_left_to_who_has_it(
    either: AppContext,
    mailer: tuple[AppContext, Mailbox],
    clock: StandingClock,
    coach: int,
    blocked: bool,
) -> None:
    app, mailbox = mailer
    if blocked:
        await link_chat_of(either, coach)
        async with either.database.writing() as session:
            await record_chat_reachable(session, 77, reachable=False)
    assert await send_digests(either, Postbox()) == 0
    assert (await staff_member(either, coach)).digest_at == clock()
    assert await send_digests(app) == 1
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize("hour", [8, 20])
async def test_a_mails_digest_that_nobody_sends_moves_on_after_a_day(
    either: AppContext, clock: StandingClock, coach: int, hour: int
) -> None:
    due_at = clock().replace(hour=hour - 1)  # of a Monday, in Stockholm
    await change_staff(either, coach, digest_at=due_at, digest_hour=hour)
    clock.now = due_at + DAY - dt.timedelta(minutes=1)
    assert await send_digests(either, Postbox()) == 0
    assert (await staff_member(either, coach)).digest_at == due_at
    clock.passes(minutes=1)
    assert await send_digests(either, Postbox()) == 0
    after = await staff_member(either, coach)
    assert after.digest_at == due_at + 7 * DAY
    assert after.digested_at == dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC), "nothing was told"


async def test_who_has_the_mail_server_sends_late_what_others_have_left(
    either: AppContext, mailer: tuple[AppContext, Mailbox], clock: StandingClock, coach: int
) -> None:
    app, mailbox = mailer
    clock.passes(days=2)
    assert await send_digests(app) == 1
    assert len(mailbox.mails) == 1


async def test_a_reader_whom_nothing_reaches_holds_nobody_up(
    either: AppContext, clock: StandingClock, coach: int
) -> None:
    await change_staff(either, coach, digest_mail=False)
    assert await send_digests(either) == 0
    after = await staff_member(either, coach)
    assert after.digest_at == dt.datetime(2026, 11, 30, 7, tzinfo=dt.UTC)
    assert after.digested_at == clock() - 7 * DAY, "nothing was told"


async def test_a_mail_on_its_way_is_left_to_who_has_the_mail_server(
    either: AppContext, mailer: tuple[AppContext, Mailbox], clock: StandingClock, coach: int
) -> None:
    app, mailbox = mailer
    mailbox.answers.append("451 try again")
    assert await send_digests(app) == 1
    clock.passes(minutes=1)
    assert await deliver_mails(either) == 0
    assert await fate(either, coach) == (OutgoingStatus.MAIL_WAITS, True)
    assert await deliver_mails(app) == 1
    assert len(mailbox.mails) == 1


async def test_a_mail_that_nobody_can_send_is_given_up_after_a_day(
    either: AppContext, mailer: tuple[AppContext, Mailbox], clock: StandingClock, coach: int
) -> None:
    app, mailbox = mailer
    mailbox.answers.append("451 try again")
    assert await send_digests(app) == 1
    clock.passes(days=1)
    assert await deliver_mails(either) == 0
    assert await fate(either, coach) == (OutgoingStatus.MAIL_REFUSED, False)
