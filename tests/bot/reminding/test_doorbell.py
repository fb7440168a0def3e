"""The doorbell: through Telegram passes a nudge and a link, and nothing else."""

import asyncio
import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from bot.channels.telegram.outgoing.kinds import LinkButton, NudgeMessage
from bot.reminding.sweep import Reminding
from dialogs.occasions.occasion import OPEN
from storage.tables.channels import Outgoing
from storage.tables.people import Account, Participant
from storage.tables.ratings import StoredAnswer
from storage.talk import outbox
from storage.talk.outbox import Purpose, keep_nudges
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.bot.channels.web.visitor import Visitor
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, enrol_participants, invite_participant, occasions

LINE = re.compile(r"^Du har ett meddelande från \u2068Skapabot\u2069\.$")
UNREAD = re.compile(r"^Ingen läser det som skrivs här\. Skriv i din egen chatt i stället\.")
KEY = re.compile(r"^http://127\.0\.0\.1:8080/c/(d\.[A-Za-z0-9_.-]+)$")


def sent(telegram: Telegram) -> list[dict[str, Any]]:
    """List every message that Telegram was given, whatever the method."""
    calls = [call for call in telegram.api.calls if call.method.startswith(("send", "edit"))]
    return [call.params for call in calls]


def link(message: dict[str, Any]) -> str:
    """Give the key in a nudge; fails if the message holds anything else."""
    text = message["text"]
    assert LINE.match(text) or UNREAD.match(text), text
    ((button,),) = message["reply_markup"]["inline_keyboard"]
    found = KEY.match(button["url"])
    assert button["text"] == "Öppna"
    assert found
    return found[1]


async def protect_everybody(app: AppContext) -> None:
    async with app.database.writing() as session:
        await session.execute(update(Participant).values(protected=True))


async def test_a_protected_person_gets_a_nudge_and_goes_on_in_the_web_chat(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], moment("2026-11-23 14:00"), protected=True)
    await bo.says("/start", sees="Du har ett meddelande")
    clock.now = moment("2027-02-23 09:00")
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == 1
    await bo.sees("Du har ett meddelande")
    first, second = [link(message) for message in sent(telegram)]
    visitor = Visitor(telegram.app)
    await visitor.enter(second)
    assert "dags att göra din stjärna" in visitor.text
    await visitor.open(f"/c/{second}")
    assert visitor.page.request.url.path == "/chat", "the same browser goes on"
    for used in (second,):
        other = await Visitor(telegram.app).open(f"/c/{used}")
        assert other.page.status_code == 410
        assert "Skriv något i Telegram så får du en ny." in other.text
    clock.passes(days=14)
    assert (await Visitor(telegram.app).open(f"/c/{first}")).page.status_code == 410


async def test_a_nudge_s_link_opens_nothing_where_others_were_shut_out(
    telegram: Telegram,
) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], moment("2026-11-23 14:00"), protected=True)
    for _ in range(2):
        await bo.says("/start", sees="Du har ett meddelande")
    first, second = [link(message) for message in sent(telegram)]
    visitor = await Visitor(telegram.app).enter(first)
    await visitor.post("/chat/link", {"do": "out-elsewhere"})
    assert (await Visitor(telegram.app).open(f"/c/{second}")).page.status_code == 410
    forged = await Visitor(telegram.app).open(f"/c/{second[:-2]}xx")
    assert forged.page.status_code == 404


@pytest.mark.parametrize(
    "said", ["4", "Jag mår dåligt", "/help", "/mydata", "/delete", "/language ar", "/rating"]
)
async def test_whatever_a_protected_person_writes_only_the_nudge_answers(
    telegram: Telegram, said: str
) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    code = await invite_participant(telegram.app, "Bo")
    await protect_everybody(telegram.app)
    await bo.starts(code)
    await bo.says(said)
    for message in sent(telegram):
        link(message)
    async with telegram.app.database.reading() as session:
        assert (await session.scalars(select(StoredAnswer))).all() == []


async def test_pause_and_stop_are_obeyed_through_the_doorbell_too(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], moment("2026-11-23 14:00"), protected=True)
    await bo.says("/stop", sees="inga fler påminnelser")
    clock.now = moment("2027-02-23 09:00")
    assert (await Reminding(telegram.app, telegram.sender).sweep()).sent == 0
    assert (await occasions(telegram.app))[1].status in OPEN


async def test_who_becomes_protected_gets_no_word_through_old_buttons(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo: Chat = await telegram.begin_rating(BO)
    # The question before is tidied a moment after the next one is shown.
    await telegram.api.until(lambda: any("✓ På morgonen" in str(one) for one in sent(telegram)))
    await protect_everybody(telegram.app)
    before = len(sent(telegram))
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    await bo.sees("Du har ett meddelande")
    for message in sent(telegram)[before:]:
        link(message)
    async with telegram.app.database.reading() as session:
        assert (await session.scalars(select(StoredAnswer))).all() == []
        channels = (await session.scalars(select(Account.channel).order_by(Account.id))).all()
    assert channels == ["telegram", "web"]


async def test_who_becomes_protected_gets_nothing_that_was_still_waiting(
    telegram: Telegram,
) -> None:
    bo = await telegram.begin_rating(BO)
    telegram.api.fault("send", kind="retry_after", seconds=30, chat_id=BO)
    telegram.api.presses(BO, label=bo.full_label("4 · God"))
    app = telegram.app

    async def waiting() -> list[str]:
        """List what Telegram has not taken, and waits for another try."""
        waits = (Outgoing.status == "pending", Outgoing.due_at > app.clock())
        async with app.database.reading() as session:
            return list(await session.scalars(select(Outgoing.purpose).where(*waits)))

    for _ in range(100):
        if await waiting():
            break
        await asyncio.sleep(0.05)
    assert await waiting() == ["question"]
    async with app.database.writing() as session:
        who = await session.scalar(select(Participant.id))
        await outbox.promise_messages(
            session,
            participant_id=who,
            account_id=1,
            messages=[NudgeMessage(BO, "", LinkButton("", ""))],
            now=app.clock() + dt.timedelta(minutes=1),
        )
        await keep_nudges(session, app.clock(), who)
    assert await waiting() == [Purpose.NUDGE]
    async with app.database.writing() as session:
        await outbox.mark_blocked(session, 1, app.clock())
