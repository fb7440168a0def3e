"""The shared plan in a chat: worded, changed, kept as it was, and back after the next star."""

import datetime as dt

from sqlalchemy import func, select, text

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from dialogs.agenda.answers import Doer
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.words.spoken import spoken_text
from storage.database.base import Base
from storage.people.erasure import erase_participant
from storage.shared_plan.goals import correct_goal, goal_wordings, word_goal
from storage.shared_plan.tables import EarlierStep, StoredGoal
from storage.steps.corrections import correct_own_wording
from storage.tables.agenda import Step
from storage.tables.people import Participant
from storage.talk.spoken_words import (
    forget_unused_recordings,
    recordings_for_coach,
    sound_of,
)
from tests.people import suggest_own_step
from tests.people.spoken_words import keep_recording
from tests.walk import Walk

GOAL = "Ett jobb i ett kök"
NO_STEP = {"area": "none"}
STEP = {"area": "health", "words": "Gå ut en kort stund varje dag", "again": "never"}


async def who(app: AppContext) -> Participant:
    async with app.database.reading() as session:
        return (await session.scalars(select(Participant))).one()


async def worded_by_coach(app: AppContext, item: str, words: str) -> None:
    person = await who(app)
    async with app.database.writing() as session:
        goal = ("skapa", item)
        await word_goal(session, person.id, goal, words, "sv", app.clock(), by=person.coach_id)


async def test_a_goal_is_sealed_and_each_wording_of_it_is_kept(either: AppContext) -> None:
    bo = await Walk.after(either, "plan", answers=NO_STEP)
    shown = await bo.says("/plan")
    assert "Du har ingen plan än" in shown
    assert GOAL in await bo.says("Skriv ett mål", GOAL)
    shown = await bo.says("Ändra målet", "Ett jobb i ett bageri")
    assert "Ditt mål: \u2068Ett jobb i ett bageri\u2069" in shown
    assert GOAL not in shown
    person = await who(either)
    async with either.database.reading() as session:
        wordings = await goal_wordings(session, person.id)
        kept = await session.scalar(text("SELECT words FROM goals ORDER BY id"))
    assert [(one.item, one.words, one.by_staff) for one in wordings] == [
        ("", GOAL, None),
        ("", "Ett jobb i ett bageri", None),
    ]
    assert GOAL.encode() not in bytes(kept)


async def test_the_coachs_wording_says_whose_it_is_and_can_be_changed_and_taken_away(
    either: AppContext,
) -> None:
    bo = await Walk.after(either, "plan", answers=NO_STEP)
    await worded_by_coach(either, "health", "Sova hela natten")
    shown = await bo.says("/plan")
    assert "Delmål, Hälsa: \u2068Sova hela natten\u2069" in shown
    assert "coach of Bo\u2069 skrev det 23 nov. 2026." in shown
    assert "Sova" not in await bo.says("Skriv ett delmål", "Hälsa", "Ta bort målet")
    person = await who(either)
    async with either.database.reading() as session:
        wordings = await goal_wordings(session, person.id)
    assert [(one.words, one.by_staff) for one in wordings] == [
        ("Sova hela natten", person.coach_id),
        ("", None),
    ]


async def test_the_plan_shows_what_the_coach_has_changed_while_it_lay_open(
    either: AppContext,
) -> None:
    bo = await Walk.after(either, "plan", answers=NO_STEP)
    await bo.says("/plan")
    await worded_by_coach(either, "", GOAL)
    assert GOAL in await bo.says("/plan")


async def test_a_step_is_changed_and_what_it_was_is_kept(either: AppContext) -> None:
    bo = await Walk.after(either, "plan", answers=NO_STEP)
    await suggest_own_step(either, "Ringa köket", None)
    await bo.says("/plan", "Ändra ett steg", "Vem som gör det", "Din handledare")
    await bo.says("Ändra ett steg", "När det ska vara gjort", "Om en vecka")
    shown = await bo.says("Ändra ett steg", "Orden", "Ringa köket på skolan")
    assert "Ringa köket på skolan" in shown
    assert "Vem: Din handledare" in shown
    assert "Senast: 30 nov. 2026" in shown
    async with either.database.reading() as session:
        step = (await session.scalars(select(Step))).one()
        was = (await session.scalars(select(EarlierStep).order_by(EarlierStep.id))).all()
    assert (step.doer, step.until) == (Doer.COACH, dt.date(2026, 11, 30))
    assert [(one.words, one.doer, one.until, one.by_staff) for one in was] == [
        ("Ringa köket", Doer.PARTICIPANT, None, None),
        ("Ringa köket", Doer.COACH, None, None),
        ("Ringa köket", Doer.COACH, dt.date(2026, 11, 30), None),
    ]
    await bo.says("Ändra ett steg", "Jag vill inte ha kvar det")
    async with either.database.reading() as session:
        step = (await session.scalars(select(Step))).one()
    assert step.outcome == "left"


async def test_after_the_star_a_plan_with_a_goal_is_asked_about_instead_of_a_step(
    either: AppContext,
) -> None:
    bo = await Walk.after(either, "plan", answers=NO_STEP)
    await worded_by_coach(either, "", GOAL)
    await bo.says("/rating", "3", "3", "3", "3", "3", "3")
    shown = await bo.says("Ja, det stämmer")
    assert "Det här är din plan. Stämmer den fortfarande?" in shown
    assert "Vilket område vill du börja med?" not in shown
    assert "Vilket område vill du börja med?" in await bo.says("Lägg till ett steg")
    assert "Ditt steg" in await bo.says("Hälsa", "Promenad", "Det behövs inte")


async def test_who_has_not_said_yes_has_no_plan(either: AppContext) -> None:
    bo = await Walk.after(either, "plan", answers=NO_STEP)
    person = await who(either)
    async with either.database.writing() as session:
        found = await session.get_one(Participant, person.id)
        found.status = EnrolmentStatus.INVITED
    await bo.says("/plan")
    async with either.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(StoredGoal)) == 0
    assert "plan" not in "\n".join(bo.seen)


async def test_it_is_among_what_is_stored_about_somebody_and_goes_with_it(
    either: AppContext,
) -> None:
    bo = await Walk.after(either, "plan", answers=STEP)
    await bo.says("/plan", "Skriv ett mål", GOAL, "Ändra målet", "Ett bageri")
    await bo.says("Ändra ett steg", "Orden", "Gå ut på morgonen")
    person = await who(either)
    told = (await personal_data_file(either, person.id)).decode()
    for words in (GOAL, "Ett bageri", "Gå ut på morgonen", STEP["words"]):
        assert words in told
    async with either.database.writing() as session:
        await erase_participant(session, person.id, either.clock())
    async with either.database.reading() as session:
        for table in ("goals", "earlier_steps", "steps"):
            count = select(func.count()).select_from(Base.metadata.tables[table])
            assert await session.scalar(count) == 0


async def test_a_goal_that_was_spoken_is_heard_as_long_as_it_is_kept(either: AppContext) -> None:
    await Walk.after(either, "plan", answers=NO_STEP)
    person, now = await who(either), either.clock()
    async with either.database.writing() as session:
        number = await keep_recording(session, person.id, now)
        goal = ("skapa", "")
        await word_goal(session, person.id, goal, spoken_text(number, 3), "sv", now)
        await word_goal(session, person.id, goal, GOAL, "sv", now)
        await forget_unused_recordings(session, person.id, now)
    async with either.database.reading() as session:
        assert await sound_of(session, person.id, number) == b"sound"
        assert number in await recordings_for_coach(session, person.id)


async def test_a_corrected_message_corrects_only_what_the_person_has_worded(
    either: AppContext,
) -> None:
    await Walk.after(either, "plan", answers=STEP)
    person, now = await who(either), either.clock()
    async with either.database.writing() as session:
        await word_goal(session, person.id, ("skapa", ""), "Et job", "sv", now)
        assert await correct_goal(session, person.id, "", "Et job", "Ett jobb")
        assert not await correct_goal(session, person.id, "", "Et job", "Annat")
    await worded_by_coach(either, "", "Ett bageri")
    async with either.database.writing() as session:
        assert not await correct_goal(session, person.id, "", "Ett bageri", "Annat")
        step = (await session.scalars(select(Step))).one()
        assert not await correct_own_wording(session, person.id, step.id, "Annat", "x")
        assert await correct_own_wording(session, person.id, step.id, STEP["words"], "Gå ut")
    async with either.database.reading() as session:
        assert [one.words for one in await goal_wordings(session, person.id)] == [
            "Ett jobb",
            "Ett bageri",
        ]
