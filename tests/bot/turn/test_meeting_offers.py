"""Whoever has answered about a meeting can answer otherwise until it begins, by any button."""

import pytest
from sqlalchemy import func, select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from bot.turn.arrival import Arrival, ButtonPress
from dialogs.people.accounts import Channel
from storage.tables.people import StoredConversation
from tests.bot.turn.test_meeting_talk import bo
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import Diary, tuesday
from tests.walk import Walk

YES, NO = "Jag kommer", "Jag kan inte"


async def answered(meets: Diary) -> str | None:
    return (await meets.meetings())[0].answer


@pytest.fixture
async def told(either: AppContext) -> tuple[Walk, Diary]:
    """Bo has been told of a meeting."""
    walk, meets = await bo(either)
    await meets.book()
    await Reminding(either).sweep()
    return walk, meets


async def test_after_yes_comes_no_and_after_no_yes(told: tuple[Walk, Diary]) -> None:
    walk, meets = told
    said = await walk.says("hej", YES)
    assert said.splitlines()[1:] == [f"  {NO}"], "yes stands"
    assert "Vill du säga något" in await walk.says(NO)
    assert await answered(meets) == "cannot"
    assert "vad du har skrivit" in await walk.says("Jag är sjuk")
    assert len(await meets.messages("cancelled")) == 2, "nobody is reminded of it"
    await walk.says(YES)
    assert await answered(meets) == "coming"
    assert len(await meets.messages("planned")) == 2, "the reminders are back"


async def test_a_reminder_to_somebody_who_comes_has_the_other_answer(
    told: tuple[Walk, Diary], clock: StandingClock
) -> None:
    walk, meets = told
    await walk.says("hej", YES)
    clock.now = moment("2026-11-30T10:00")
    assert (await Reminding(walk.app).sweep()).sent == 1
    await walk.says(NO)
    assert await answered(meets) == "cannot"


async def test_words_at_a_meeting_meet_its_button(told: tuple[Walk, Diary]) -> None:
    """Also while something else is asked, and where nothing is."""
    walk, meets = told
    await walk.says("hej", YES)
    idle = await walk.says("Jag är sjuk, kan inte komma")
    await walk.says("/rating")
    asked = await walk.says("Jag är sjuk, kan inte komma")
    for said in (idle, asked):
        assert "Ditt nästa möte: tisdag 1 december klockan 10:00." in said
        assert f"att du kommer.\n  {NO}" in said
        assert "Lämna till min handledare" in said
    await walk.says(NO)
    assert await answered(meets) == "cannot"
    below = await walk.says("Nej, det räcker så")
    assert "Nu till en annan fråga" in below, "the rating has waited"
    assert "din hälsa" in below


async def test_a_refused_meeting_is_not_the_next_one(told: tuple[Walk, Diary]) -> None:
    walk, meets = told
    await walk.says("hej", NO, "Nej, det räcker så")
    said = await walk.says("när är mötet?")
    assert "Ditt nästa möte" not in said
    assert "Du har sagt att du inte kan komma på mötet tisdag 1 december" in said
    assert f"  {YES}\n" in said
    assert f"  {NO}\n" not in said
    await meets.book(tuesday(starts_at=moment("2026-12-08T13:00")))
    assert "Ditt nästa möte: tisdag 8 december" in await walk.says("när är mötet?")


async def test_the_buttons_of_an_answered_question_still_answer(
    told: tuple[Walk, Diary],
) -> None:
    """Those in chats of before this version too: they are of the conversation that asked."""
    walk, meets = told
    async with walk.app.database.reading() as session:
        asking = (await session.scalars(select(func.max(StoredConversation.id)))).one()
    await walk.says("hej", YES)
    old = walk.app.buttons.token(asking, "coming#0", "cannot")
    await press(walk, old)
    assert await answered(meets) == "cannot"


async def test_a_button_answers_the_meeting_as_it_is(told: tuple[Walk, Diary]) -> None:
    walk, meets = told
    [meeting] = await meets.meetings()
    buttons, offer = walk.app.buttons, f"meeting {meeting.id} 0 coming"
    await meets.change(meeting, tuesday(place="Torget 2"))
    await press(walk, buttons.offer_token(meets.who, offer))
    assert await answered(meets) is None, "it is not the same meeting any more"
    await press(walk, buttons.offer_token(meets.who + 1, f"meeting {meeting.id} 1 coming"))
    assert await answered(meets) is None, "somebody else's button"
    await press(walk, buttons.offer_token(meets.who, f"meeting {meeting.id} 1 coming"))
    assert await answered(meets) == "coming"
    await meets.cancel(meeting)
    await press(walk, buttons.offer_token(meets.who, f"meeting {meeting.id} 1 cannot"))
    assert await answered(meets) == "coming"


async def test_the_open_question_is_answered_by_a_button_beside_it(
    told: tuple[Walk, Diary],
) -> None:
    """There is one talk about a meeting, whichever button is pressed; also half-way through it."""
    walk, meets = told
    [meeting] = await meets.meetings()
    for answer in ("cannot", "coming"):
        offer = f"meeting {meeting.id} 0 {answer}"
        await press(walk, walk.app.buttons.offer_token(meets.who, offer))
        assert await answered(meets) == answer
    async with walk.app.database.reading() as session:
        talks = await session.scalars(
            select(StoredConversation).where(StoredConversation.dialog == "meeting")
        )
        assert [talk.ended_at is not None for talk in talks] == [True]


async def press(walk: Walk, token: str) -> None:
    arrival = Arrival(Channel.TERMINAL, walk.address, ButtonPress(token))
    async with walk.app.database.writing() as session:
        await walk.app.turns.take(session, arrival)
