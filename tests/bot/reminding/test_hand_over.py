"""Another coach: whoever takes part is told once, at their own hour, and can say that they know."""

import datetime as dt

from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.agenda.messages import MessageKind, MessageStatus
from storage.caseload.hand_over import hand_over
from storage.caseload.requests import accept, ask_coach, span_of_days
from storage.tables.agenda import Reminder
from storage.tables.people import Participant, Staff
from tests.bot.channels.telegram.conftest import Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, add_coach, enrol_participants
from tests.people.agreements import OLD, agrees

NEWS = "Du har en ny handledare"


async def give(app: AppContext, who: int, to: int) -> None:
    async with app.database.writing() as session:
        eva = await session.get_one(Staff, to)
        was = (await session.get_one(Participant, who)).coach_id
        await hand_over(session, who, was, to, eva, app.clock(), app.calendar)


async def fates(app: AppContext) -> list[MessageStatus]:
    told = select(Reminder).where(Reminder.kind == MessageKind.COACH).order_by(Reminder.id)
    async with app.database.reading() as session:
        return [one.status for one in await session.scalars(told)]


async def test_a_new_coach_is_told_once_and_the_press_is_remembered(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"))
    await bo.says("/start", sees="ingen fråga")
    await give(app, who, await add_coach(app, "Eva"))
    reminding = Reminding(app, telegram.sender)
    assert (await reminding.sweep()).sent == 0, "it is not the person's hour"
    clock.now = moment("2026-11-24 09:00")
    assert (await reminding.sweep()).sent == 1
    assert (await reminding.sweep()).sent == 0
    said = str(telegram.api.messages(BO)[-1]["text"])
    assert f"{NEWS}: " in said, said
    assert "Eva" in said
    assert "Den du hade förut kan det inte längre." in said
    await bo.presses("Tack, jag har läst")
    assert await fates(app) == [MessageStatus.ANSWERED]


async def test_after_two_hand_overs_only_the_last_coach_is_named(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"))
    await bo.says("/start", sees="ingen fråga")
    await give(app, who, await add_coach(app, "Eva"))
    await give(app, who, await add_coach(app, "Sara"))
    clock.now = moment("2026-11-24 09:00")
    await Reminding(app, telegram.sender).sweep()
    news = [str(one.get("text")) for one in telegram.api.messages(BO)]
    assert [("Eva" in one, "Sara" in one) for one in news if NEWS in one] == [(False, True)]


async def test_who_has_read_it_before_the_message_is_not_told_again(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"))
    await give(app, who, await add_coach(app, "Eva"))
    await bo.says("/start", sees=NEWS)
    telegram.api.presses(BO, label=bo.full_label("Tack, jag har läst"))
    await bo.says("/start", sees="ingen fråga")
    clock.now = moment("2026-11-24 09:00")
    assert (await Reminding(app, telegram.sender).sweep()).sent == 0


async def test_a_substitute_is_told_of_once_in_the_persons_own_language(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"), language="en")
    await bo.says("/start", sees="no question")
    await agrees(app, who)
    await stand_in(app, who, await add_coach(app, "Eva"))
    clock.now = moment("2026-11-24 09:00")
    reminding = Reminding(app, telegram.sender)
    assert (await reminding.sweep()).sent == 1
    said = str(telegram.api.messages(BO)[-1]["text"])
    assert "Eva" in said
    assert "27 Nov 2026" in said
    telegram.api.presses(BO, label=bo.full_label("read"))
    await bo.says("/start", sees="no question")
    assert (await reminding.sweep()).sent == 0
    async with app.database.reading() as session:
        told = select(Reminder).where(Reminder.kind == MessageKind.SUBSTITUTE)
        assert [one.status for one in await session.scalars(told)] == [MessageStatus.ANSWERED]


async def test_whoever_says_yes_while_a_substitute_is_there_is_told_then(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"))
    await agrees(app, who, OLD)
    await stand_in(app, who, await add_coach(app, "Eva"))
    clock.now = moment("2026-11-24 09:00")
    assert (await Reminding(app, telegram.sender).sweep()).sent == 0
    await bo.says("/start", sees="Är det okej för dig?")
    await bo.presses("Ja, det är okej")
    clock.now = moment("2026-11-25 09:00")
    assert (await Reminding(app, telegram.sender).sweep()).sent == 1
    assert "Eva" in str(telegram.api.messages(BO)[-1]["text"])


async def stand_in(app: AppContext, who: int, to: int) -> None:
    """Let a coach be a substitute for everybody of another, who has agreed, until the 27th."""
    first, last = dt.date(2026, 11, 23), dt.date(2026, 11, 27)
    span = span_of_days(first, last, app.settings.timezone)
    async with app.database.writing() as session:
        was = (await session.get_one(Participant, who)).coach_id
        karin, eva = await session.get_one(Staff, was), await session.get_one(Staff, to)
        asked = await ask_coach(session, was, to, karin, app.clock(), span=span)
        assert asked is not None
        await accept(session, asked, eva, app.clock(), app.calendar)
