"""Who has only the web chat is told of a message by e-mail: once, neutrally, and honestly."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from bot.app_context import AppContext
from bot.reminding.forecast import forecast
from bot.reminding.sweep import Reminding, SweepCounts
from dialogs.agenda.messages import MessageStatus
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind, KnockStatus
from storage.people.participants import add_account, can_knock
from storage.reminders.claims import CLAIM_LASTS
from tests.bot.channels.mail.mailbox import Mailbox, mail_server
from tests.bot.channels.web.visitor import Visitor
from tests.conftest import StandingClock
from tests.moments import DAY, moment
from tests.people import change_participant, enrol_participants, messages, occasions, open_diary
from tests.people.knocks import give_knock, knocks_of, with_mail

LINK = re.compile(r"http://127\.0\.0\.1:8080/c/(\S+)")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


async def bo_by_mail(app: AppContext, mailbox: Mailbox) -> tuple[AppContext, int]:
    """Bo has the web chat and an e-mail address, and is asked in February."""
    ready = with_mail(app, mailbox.port)
    [who] = await enrol_participants(ready, ["a-key"], moment("2026-11-23 14:00"), Channel.WEB)
    await give_knock(ready, who)
    return ready, who


async def asked(app: AppContext) -> list[tuple[str, str | None]]:
    """List the fate of each message about February's rating, with the knock that it took."""
    february = (await occasions(app))[1].id
    return [
        (row.status, row.knock)
        for row in await messages(app)
        if row.kind == "rating" and row.subject == february
    ]


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content())


async def test_a_mail_says_that_there_is_a_message_and_opens_the_chat(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, _ = await bo_by_mail(either, mailbox)
    clock.now = moment("2027-02-23 09:00")
    assert (await Reminding(app).sweep()).sent == 1
    [mail] = mailbox.mails
    assert mail["To"] == "bo@example.net"
    assert mail["Subject"] == "Du har ett meddelande från Skapabot."
    whole = mail.as_string() + text_of(mail)
    for word in ("Person", "stjärna", "skattning", "hälsa", "arbete"):
        assert word not in whole
    assert (await asked(app))[0] == ("sent", "mail")
    found = LINK.search(text_of(mail))
    assert found
    visitor = await Visitor(app).enter(found[1])
    assert "dags att göra din stjärna" in visitor.text
    again = await Visitor(app).open(f"/c/{found[1]}")
    assert again.page.status_code == 410, "once"
    assert "Öppna den nyaste som du har fått" in again.text
    assert "Telegram" not in again.text


async def test_reminders_go_on_as_they_do_in_telegram(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, _ = await bo_by_mail(either, mailbox)
    for day in range(60):
        clock.now = moment("2027-02-15 09:00") + day * DAY
        await Reminding(app).sweep()
    assert [status for status, _ in await asked(app)][:3] == ["sent", "sent", "sent"]
    assert len(mailbox.mails) == 3
    second = (await occasions(app))[1]
    assert (second.status, second.reason, second.silent) == ("missed", None, 3)


async def test_an_address_that_is_no_more_is_told_and_the_question_lies_in_the_chat(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, who = await bo_by_mail(either, mailbox)
    clock.now = moment("2027-02-23 09:00")
    mailbox.rcpt_answers = ["550 No such user here"]
    await Reminding(app).sweep()
    assert (await asked(app)) == [("laid", "mail")]
    [knock] = await knocks_of(app, who)
    assert knock.status is KnockStatus.GONE
    async with app.database.reading() as session:
        assert not await can_knock(session, who)
    visitor = await Visitor(app).enter("a-key")
    assert "Dina frågor ligger här" in visitor.text or "stjärna" in visitor.text
    await visitor.open("/chat/knock")
    assert "Min e-post kommer inte fram till dig längre." in visitor.text
    clock.passes(days=40)
    await Reminding(app).sweep()
    assert (await occasions(app))[1].reason == "no-knock"


async def test_a_server_that_has_no_time_is_tried_again(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, _ = await bo_by_mail(either, mailbox)
    clock.now = moment("2027-02-23 09:00")
    mailbox.rcpt_answers = ["451 Try again later"]
    assert (await Reminding(app).sweep()).sent == 0
    assert (await asked(app)) == [("planned", "mail")]
    clock.passes(hours=2)
    assert (await Reminding(app).sweep()).sent == 1
    assert len(mailbox.mails) == 1


async def test_what_may_have_arrived_is_not_sent_again(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, _ = await bo_by_mail(either, mailbox)
    clock.now = moment("2027-02-23 09:00")
    mailbox.answers = ["lost"]
    await Reminding(app).sweep()
    assert (await asked(app))[0] == ("uncertain", "mail")
    clock.passes(hours=3)
    await Reminding(app).sweep()
    assert len(mailbox.mails) == 1


async def test_a_process_killed_with_a_mail_in_hand_sends_it_to_nobody_again(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    app, _ = await bo_by_mail(either, mailbox)
    clock.now = moment("2027-02-23 09:00")
    reminding = Reminding(app)
    async with app.database.reading() as session:
        reach = await reminding._reach(session, clock.now)
    assert set(reach.knocks) == {KnockKind.MAIL}
    [row] = await reminding.sort_out(SweepCounts())
    assert await reminding._claim(row) is not None  # and here it is killed
    clock.now += CLAIM_LASTS * 2
    await Reminding(app).sweep()
    assert (await asked(app))[0] == (MessageStatus.UNCERTAIN, "mail")
    assert mailbox.mails == []


@pytest.mark.parametrize("column", ["stopped", "quiet_until"])
async def test_who_wants_quiet_gets_no_mail(
    app: AppContext, clock: StandingClock, mailbox: Mailbox, column: str
) -> None:
    ready, who = await bo_by_mail(app, mailbox)
    value = True if column == "stopped" else moment("2027-03-01 09:00")
    await change_participant(ready, who, **{column: value})
    clock.now = moment("2027-02-23 09:00")
    await Reminding(ready).sweep()
    assert mailbox.mails == []


async def test_an_installation_without_a_server_lays_it_in_the_chat(
    app: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    await bo_by_mail(app, mailbox)
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    assert await asked(app) == [("laid", None)]
    assert mailbox.mails == []


async def test_what_only_lay_there_is_told_of_when_an_address_comes(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    app = with_mail(either, mailbox.port)
    [who] = await enrol_participants(app, ["a-key"], moment("2026-11-23 14:00"), Channel.WEB)
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    assert await asked(app) == [("laid", None)]
    await give_knock(app, who)
    clock.passes(days=1)
    await Reminding(app).sweep()
    assert (await asked(app))[1] == ("sent", "mail")


async def test_what_a_coach_has_entered_waits_behind_telegram(
    either: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    """A process without Telegram leaves both to the one that has it."""
    app, who = await bo_by_mail(either, mailbox)
    await give_knock(app, who, by_coach=True)
    async with app.database.writing() as session:
        await add_account(session, who, Channel.TELEGRAM, "7001", clock.now)
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    assert mailbox.mails == []
    assert await asked(app) == [("planned", None)]


async def test_it_is_foreseen_as_it_will_be(
    app: AppContext, clock: StandingClock, mailbox: Mailbox
) -> None:
    ready, _ = await bo_by_mail(app, mailbox)
    until = moment("2027-03-10 09:00")
    first, *_ = await forecast(ready, until)
    assert (first.channel, first.knocks) == (Channel.WEB, True)
    assert first.text == "Du har ett meddelande från \u2068Skapabot\u2069."
    assert first.due_at == moment("2027-02-23 09:00")
    off, *_ = await forecast(app, until)
    assert (off.channel, off.knocks) == (Channel.WEB, False)


async def test_a_meeting_is_told_of_at_once(app: AppContext, mailbox: Mailbox) -> None:
    ready = with_mail(app, mailbox.port)
    bo = await open_diary(ready, channel=Channel.WEB)
    await give_knock(ready, bo.who)
    await bo.book()
    await Reminding(ready).sweep()
    [mail] = mailbox.mails
    assert "möte" not in mail.as_string() + text_of(mail)
    assert [row.knock for row in await messages(ready) if row.status == "sent"] == ["mail"]
