"""A rating made beside the coach: the person is told of it in their own chat, once."""

from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.engine.event import Command, Typed
from dialogs.instruments.rating_mode import RatingMode
from storage.people.participants import hold_participant
from storage.people.timing import participant_timing
from storage.ratings.together import tell_of_rating_together
from storage.tables.people import Participant
from storage.tables.ratings import Rating
from tests.bot.channels.telegram.conftest import Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, enrol_participants


async def say_beside(
    app: AppContext, who: int, *said: str, mode: RatingMode = RatingMode.TOGETHER
) -> None:
    """Let somebody answer at their coach's page, as it does."""
    for event in (Typed(one) if one else Command("rating") for one in said):
        async with app.database.writing() as session:
            await hold_participant(session, who)
            participant = await session.get_one(Participant, who)
            await app.turns.take_at_desk(session, participant, event, mode)
            rating = (await session.scalars(select(Rating.id))).one()
            when = await participant_timing(session, participant, app.calendar)
            await tell_of_rating_together(session, rating, app.clock(), when)


async def test_it_is_told_once_when_all_is_answered(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"), rated=False)
    await bo.says("/start")
    reminding = Reminding(app, telegram.sender)
    clock.now = moment("2026-11-23 18:30")
    await say_beside(app, who, "", "3", "4", "3", "2", "4")
    clock.now = moment("2026-11-23 19:00")
    await say_beside(app, who, "4", "ja")
    clock.now = moment("2026-11-24 09:00")
    await reminding.sweep()
    await reminding.sweep()
    said = [str(one.get("text")) for one in telegram.api.messages(BO)]
    told = [one for one in said if "Du har svarat på frågorna tillsammans" in one]
    assert len(told) == 1, said
    assert "Dina svar är sparade." in told[0]


async def test_who_sat_beside_is_said_as_it_was(telegram: Telegram, clock: StandingClock) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"), rated=False)
    await bo.says("/start")
    clock.now = moment("2026-11-23 18:30")
    await say_beside(app, who, "", "3", "4", "3", "2", "4", "4", "ja", mode=RatingMode.HELPER)
    clock.now = moment("2026-11-24 09:00")
    await Reminding(app, telegram.sender).sweep()
    said = " ".join(str(one.get("text")) for one in telegram.api.messages(BO))
    assert "Du har svarat på frågorna tillsammans med en hjälpare." in said
    assert "tillsammans med din handledare" not in said


async def test_nothing_is_told_of_an_answer_that_was_taken_back(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(app, [BO], moment("2026-11-23 14:00"), rated=False)
    clock.now = moment("2026-11-23 18:30")
    await say_beside(app, who, "", "3", "4", "3", "2", "4", "4")
    await bo.says("/rating", sees="Stämmer det för dig?")
    await bo.presses("Tillbaka", sees="samarbeta")
    clock.now = moment("2026-11-24 09:00")
    await Reminding(app, telegram.sender).sweep()
    said = [str(one.get("text")) for one in telegram.api.messages(BO)]
    assert not [one for one in said if "tillsammans med din handledare" in one]
