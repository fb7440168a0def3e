"""Who works here no more is sent nothing that was waiting, by neither way."""

from collections.abc import Awaitable, Callable

import pytest

from bot.app_context import AppContext
from bot.channels.mail.sender import deliver_mails
from bot.staff.digests import send_digests
from dialogs.people.staff import StaffRole
from storage.staff.chats import unlink_chat
from storage.staff.leaving import let_go
from storage.tables.channels import OutgoingStatus
from storage.tables.people import Staff
from storage.talk.mail_outbox import claim_mail, mails_due, put_off_mail
from storage.talk.outbox import pending_messages
from tests.bot.channels.telegram.coach import KARIN, link_coach, send_digest, telegram
from tests.bot.channels.telegram.conftest import Telegram
from tests.bot.staff.conftest import Mailing, fate
from tests.conftest import StandingClock
from tests.people import add_staff, fill_caseload

__all__ = ["telegram"]

EVA = 2002


async def leaves(app: AppContext, staff_id: int) -> None:
    ada = await add_staff(app, "Ada", StaffRole.ADMIN)
    async with app.database.writing() as session:
        by, who = await session.get_one(Staff, ada), await session.get_one(Staff, staff_id)
        await let_go(session, who, by, app.clock())


async def unlinks(app: AppContext, staff_id: int) -> None:
    async with app.database.writing() as session:
        await unlink_chat(session, staff_id, app.clock())


async def waiting(app: AppContext) -> list[int]:
    """List the chats of the staff that something waits for."""
    async with app.database.reading() as session:
        return [row.payload["chat"] for row in await pending_messages(session, None) if row.payload]


@pytest.mark.parametrize("goes", [leaves, unlinks])
async def test_a_digest_that_waits_for_telegram_stays_here(
    telegram: Telegram, clock: StandingClock, goes: Callable[[AppContext, int], Awaitable[None]]
) -> None:
    _, karin = await link_coach(telegram)
    _, eva = await link_coach(telegram, EVA, "Eva")
    for coach, chat_id in ((karin, KARIN), (eva, EVA)):
        await fill_caseload(telegram.app, coach)
        telegram.api.fault("sendMessage", kind="retry_after", chat_id=chat_id, seconds=60)
        await send_digest(telegram, coach)
    assert await waiting(telegram.app) == [KARIN, EVA]
    await goes(telegram.app, karin)
    assert await waiting(telegram.app) == [EVA], "whoever stays gets theirs"
    clock.passes(hours=1)
    await telegram.sender.sweep()
    assert "Sammanställning" in telegram.api.newest(EVA)["text"]
    assert "A-0" not in str(telegram.api.messages(KARIN))


async def test_a_mail_that_waits_stays_here(mailing: Mailing, clock: StandingClock) -> None:
    app, mailbox, coach = mailing
    mailbox.answers.append("451 later")
    await send_digests(app)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_WAITS, True)
    await leaves(app, coach)
    assert await fate(app, coach) == (OutgoingStatus.MAIL_REFUSED, False)
    clock.passes(hours=1)
    assert await deliver_mails(app) == 0
    assert mailbox.mails == []


async def test_a_mail_in_hand_when_its_reader_leaves_is_not_tried_again(
    mailing: Mailing, clock: StandingClock
) -> None:
    app, mailbox, coach = mailing
    mailbox.answers.append("451 later")
    await send_digests(app)
    clock.passes(minutes=1)
    async with app.database.writing() as session:
        (row_id,) = await mails_due(session, clock(), clock())
        assert await claim_mail(session, row_id, clock()) is not None
    await leaves(app, coach)
    async with app.database.writing() as session:  # the server has not taken it
        await put_off_mail(session, row_id, clock())
    assert await fate(app, coach) == (OutgoingStatus.MAIL_UNSURE, False)
    clock.passes(hours=1)
    assert await deliver_mails(app) == 0
    assert mailbox.mails == []
