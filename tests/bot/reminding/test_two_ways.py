"""Telegram and a knock at once: one message, on the one that the person prefers, then the other."""

from collections.abc import Iterator

import pytest

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockStatus
from storage.people.participants import can_knock, newest_open_account
from tests.bot.channels.mail.mailbox import Mailbox, mail_server
from tests.bot.channels.telegram.conftest import Telegram
from tests.bot.channels.web.visitor import Visitor
from tests.bot.reminding.test_knocking import asked
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, enrol_participants
from tests.people.knocks import give_knock, knocks_of, with_mail


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


async def bo_on_both(
    telegram: Telegram, mailbox: Mailbox, *, by_coach: bool
) -> tuple[AppContext, int, Reminding]:
    """Bo has Telegram and an e-mail address, and is asked in February."""
    bo = await telegram.add_chat(BO, "Bo")
    app = with_mail(telegram.app, mailbox.port)
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"))
    await give_knock(app, who, by_coach=by_coach)
    await bo.says("/start", sees="ingen fråga")
    telegram.api.calls.clear()
    return app, who, Reminding(app, telegram.sender)


def told_in_telegram(telegram: Telegram) -> int:
    return sum(call.method.startswith("send") for call in telegram.api.calls)


async def test_what_the_person_has_chosen_goes_before_telegram(
    telegram: Telegram, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, _, reminding = await bo_on_both(telegram, mailbox, by_coach=False)
    clock.now = moment("2027-02-23 09:00")
    assert (await reminding.sweep()).sent == 1
    assert (len(mailbox.mails), told_in_telegram(telegram)) == (1, 0)
    assert (await asked(app))[0] == ("sent", "mail")


async def test_where_it_is_no_more_telegram_takes_over(
    telegram: Telegram, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, who, reminding = await bo_on_both(telegram, mailbox, by_coach=False)
    clock.now = moment("2027-02-23 09:00")
    mailbox.rcpt_answers = ["550 No such user here"]
    await reminding.sweep()
    assert [one.status for one in await knocks_of(app, who)] == [KnockStatus.GONE]
    assert (await asked(app))[0] == ("undeliverable", "mail")
    async with app.database.reading() as session:
        assert await can_knock(session, who)
    clock.passes(days=1)
    assert (await reminding.sweep()).sent == 1
    assert (len(mailbox.mails), told_in_telegram(telegram)) == (0, 1)
    assert (await asked(app))[1] == ("sent", None)


async def test_what_a_coach_has_entered_takes_over_where_telegram_is_gone(
    telegram: Telegram, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, _, reminding = await bo_on_both(telegram, mailbox, by_coach=True)
    clock.now = moment("2027-02-23 09:00")
    telegram.api.deactivates(BO)
    await reminding.sweep()
    assert mailbox.mails == []
    assert (await asked(app))[0] == ("undeliverable", None)
    clock.passes(days=1)
    assert (await reminding.sweep()).sent == 1
    assert len(mailbox.mails) == 1
    assert (await asked(app))[1] == ("sent", "mail")


async def test_telegram_alone_is_a_choice_too(
    telegram: Telegram, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, who, reminding = await bo_on_both(telegram, mailbox, by_coach=False)
    async with app.database.reading() as session:
        account = await newest_open_account(session, who, Channel.WEB)
    assert account is not None
    visitor = await Visitor(app).enter(account.address)
    await visitor.open("/chat/knock")
    await visitor.press("Säg bara till i Telegram")
    assert await knocks_of(app, who) == []
    clock.now = moment("2027-02-23 09:00")
    await reminding.sweep()
    assert (len(mailbox.mails), told_in_telegram(telegram)) == (0, 1)
