"""Another coach: whoever takes part is told once, at their own hour, and can say that they know."""

from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.agenda.messages import MessageKind, MessageStatus
from storage.caseload.hand_over import hand_over
from storage.tables.agenda import Reminder
from storage.tables.people import Participant, Staff
from tests.bot.channels.telegram.conftest import Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, add_coach, enrol_participants

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
