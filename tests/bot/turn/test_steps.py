"""From the star to one small step: chosen, asked about, commented, and shown with the next star."""

import asyncio
import datetime as dt
from collections.abc import Sequence

import pytest
from sqlalchemy import select, text

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from bot.reminding.sweep import Reminding
from bot.turn.step_effects import carry_out_step_effect
from dialogs.agenda.answers import StepOutcome
from dialogs.agenda.messages import MessageKind
from dialogs.engine.effect import StepReviewed
from storage.people.timing import participant_timing
from storage.tables.agenda import Reminder, Step
from storage.tables.people import Participant
from storage.tables.ratings import Rating
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import comment_only_step, messages, suggest_own_step
from tests.walk import Walk

WALK = "Gå ut en kort stund varje dag"
STEP = {"area": "health", "words": WALK, "again": "week"}


async def steps(app: AppContext) -> Sequence[Step]:
    async with app.database.reading() as session:
        return (await session.scalars(select(Step).order_by(Step.id))).all()


async def about_steps(app: AppContext) -> list[Reminder]:
    return [row for row in await messages(app) if row.kind in ("step", "note")]


async def person(app: AppContext) -> Participant:
    async with app.database.reading() as session:
        return (await session.scalars(select(Participant))).one()


async def sweep_at(app: AppContext, clock: StandingClock, local: str) -> None:
    clock.now = moment(local)
    await Reminding(app).sweep()


async def test_a_suggestion_is_stored_and_asked_about_a_week_later_at_the_own_hour(
    either: AppContext,
) -> None:
    await Walk.after(either, "plan", answers=STEP)
    [step] = await steps(either)
    async with either.database.reading() as session:
        rating = (await session.scalars(select(Rating))).one()
        kept = await session.scalar(text("SELECT words FROM steps"))
    assert (step.instrument, step.item, step.words) == ("skapa", "health", WALK)
    assert (step.rating_id, step.by_coach, step.outcome) == (rating.id, False, None)
    assert (step.language, step.look_on, step.looks) == ("sv", dt.date(2026, 11, 30), 1)
    assert WALK.encode() not in bytes(kept), "what somebody wants to do is nobody else's"
    [row] = await about_steps(either)
    assert (row.kind, row.subject, row.status) == ("step", step.id, "planned")
    assert row.due_at == moment("2026-11-30 09:00")


async def test_nothing_is_stored_of_a_step_that_nobody_chose(either: AppContext) -> None:
    bo = await Walk.at(either, "plan")
    assert "Det är helt okej" in await bo.says("Inte nu")
    kim = await Walk.at(either, "plan", "words#health", name="Kim")
    assert "Det är helt okej" in await kim.says("Inget just nu")
    assert await steps(either) == []
    assert await about_steps(either) == []


async def test_going_back_leaves_one_step_in_own_words(either: AppContext) -> None:
    words = "سأتصل بأختي <b>اليوم</b>"
    amal = await Walk.at(either, "plan", "again", name="Amal", answers=STEP)
    await amal.says("<", "<", "Samarbete", words, "Det behövs inte")
    [step] = await steps(either)
    assert (step.item, step.words, step.look_on) == ("cooperation", words, None)
    assert await about_steps(either) == [], "nobody asks who does not want to be asked"


async def test_a_day_that_is_free_moves_the_question_to_the_next(
    either: AppContext, clock: StandingClock
) -> None:
    clock.now = moment(
        "2026-12-18 10:00"
    )  # a week later is Christmas Day, then the 26th, then Sunday
    await Walk.after(either, "plan", answers=STEP)
    [row] = await about_steps(either)
    assert row.due_at == moment("2026-12-28 09:00")


async def test_not_yet_is_asked_again_and_done_is_not(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await Walk.after(either, "plan", answers=STEP)
    await sweep_at(either, clock, "2026-11-30 09:00")
    shown = await bo.says("hej")
    assert f"Du valde: \u2068{WALK}\u2069" in shown
    assert "Hur har det gått?" in shown
    shown = await bo.says("Inte än", "Sällskap", "Om två veckor")
    assert "Det får ta den tid det tar" in shown
    [step] = await steps(either)
    assert (step.outcome, step.helped, step.looks) == ("not-yet", "Sällskap", 2)
    assert [row.status for row in await about_steps(either)] == ["answered", "planned"]
    await sweep_at(either, clock, "2026-12-14 09:00")
    assert "Vad hjälpte dig?" in await bo.says("Klart")
    await bo.says(">")
    [step] = await steps(either)
    assert (step.outcome, step.helped, step.look_on) == ("done", "Sällskap", None)
    assert [row.status for row in await about_steps(either)] == ["answered", "answered"]


async def test_who_does_not_answer_is_asked_once(either: AppContext, clock: StandingClock) -> None:
    await Walk.after(either, "plan", answers=STEP)
    for day in range(30):
        clock.now = moment("2026-11-30 09:00") + dt.timedelta(days=day)
        await Reminding(either).sweep()
    [row] = await about_steps(either)
    assert row.status == "laid"


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        (("Klart", ">"), f"\u2068{WALK}\u2069 – klart"),
        (("På väg", ">", "Det behövs inte"), f"\u2068{WALK}\u2069 – på väg"),
        (("Inte än", ">", "Det behövs inte"), f"\u2068{WALK}\u2069\n"),
    ],
)
async def test_the_next_star_stands_beside_the_steps(
    app: AppContext, clock: StandingClock, answers: tuple[str, ...], line: str
) -> None:
    bo = await Walk.after(app, "plan", answers=STEP)
    await sweep_at(app, clock, "2026-11-30 09:00")
    await bo.says(*answers)
    shown = await bo.says("/rating", "4", "4", "4", "4", "4", "4")
    assert shown.index("din stjärna ut") < shown.index("Dina steg sedan förra stjärnan:")
    assert line in shown
    await bo.says("Ja, det stämmer", "Inte nu")
    clock.passes(days=1)
    shown = await bo.says("/rating", "4", "4", "4", "4", "4", "4")
    assert "Dina steg" not in shown, "they stood beside the star before"


async def test_a_step_that_was_given_up_does_not_stand_beside_the_star(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await Walk.after(app, "plan", answers=STEP)
    await sweep_at(app, clock, "2026-11-30 09:00")
    assert "Det är helt okej" in await bo.says("Jag vill inte fortsätta med det")
    shown = await bo.says("/rating", "4", "4", "4", "4", "4", "4")
    assert "Dina steg" not in shown
    [step] = await steps(app)
    assert (step.outcome, step.look_on) == ("left", None)


async def test_nobody_answers_for_somebody_elses_step(either: AppContext) -> None:
    await Walk.after(either, "plan", answers=STEP)
    await Walk.after(either, "rating", name="Kim")
    [step] = await steps(either)
    async with either.database.writing() as session:
        kim = (await session.scalars(select(Participant).order_by(Participant.id.desc()))).first()
        assert kim is not None
        when = await participant_timing(session, kim, either.calendar)
        effect = StepReviewed("look", step.id, StepOutcome.DONE)
        await carry_out_step_effect(session, effect, kim, either.clock(), when)
    assert (await steps(either))[0].outcome is None


async def see_new_step(app: AppContext, clock: StandingClock, look_on: dt.date | None) -> Walk:
    """Let the coach add a step, and the person see it the next morning."""
    bo = await Walk.after(app, "rating")
    await suggest_own_step(app, "Fråga chefen om en rundvandring", look_on)
    await sweep_at(app, clock, "2026-11-24 09:00")
    shown = await bo.says("hej")
    assert "Din handledare föreslår ett litet steg: \u2068Fråga chefen" in shown
    return bo


async def test_a_step_of_the_coachs_can_be_declined(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await see_new_step(either, clock, dt.date(2026, 12, 1))
    assert "Din handledare ser att du har tackat nej" in await bo.says("Nej tack")
    [step] = await steps(either)
    assert (step.outcome, step.look_on) == ("left", None)
    statuses = {row.kind: row.status for row in await about_steps(either)}
    assert statuses == {"note": "answered", "step": "cancelled"}


async def test_a_step_of_the_coachs_is_asked_about_on_its_day(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await see_new_step(either, clock, dt.date(2026, 12, 1))
    assert "frågar jag hur det har gått" in await bo.says("Ja, det vill jag")
    await sweep_at(either, clock, "2026-12-01 09:00")
    assert "Din handledare föreslog: \u2068Fråga chefen" in await bo.says("hej")


async def test_a_comment_of_the_coachs_comes_once_and_is_seen_as_read(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await Walk.after(either, "plan", answers={**STEP, "again": "month"})
    await comment_only_step(either, "Börja med fem minuter.")
    await comment_only_step(either, "Börja med tre minuter.")
    await sweep_at(either, clock, "2026-11-24 09:00")
    shown = await bo.says("hej")
    assert (
        "Din handledare \u2068coach of Bo\u2069 skriver så här: \u2068Börja med tre minuter."
        in shown
    )
    assert WALK in shown
    await bo.says("Tack, jag har läst")
    note = [row for row in await about_steps(either) if row.kind == "note"]
    assert [row.status for row in note] == ["answered"]


async def test_steps_are_in_my_data_and_go_with_everything_else(either: AppContext) -> None:
    bo = await Walk.after(either, "plan", answers=STEP)
    page = (await personal_data_file(either, (await person(either)).id)).decode()
    assert WALK in page
    await bo.says("/delete", "Ja, ta bort", "Ja, ta bort allt nu")
    assert await steps(either) == []
    assert await messages(either) == []


async def test_a_step_sent_twice_at_once_is_one(either: AppContext) -> None:
    await Walk.after(either, "rating")
    both = (suggest_own_step(either, "Ring en vän", dt.date(2026, 12, 1)) for _ in range(2))
    first, second = await asyncio.gather(*both)
    assert first.id == second.id
    assert sorted(row.kind for row in await about_steps(either)) == ["note", "step"]


async def test_after_the_last_day_nothing_is_said_about_steps(
    either: AppContext, clock: StandingClock
) -> None:
    await Walk.after(either, "plan", answers=STEP)
    await comment_only_step(either, "Börja med fem minuter.")
    async with either.database.writing() as session:
        (await session.scalars(select(Participant))).one().exit_on = dt.date(2026, 11, 24)
    await sweep_at(either, clock, "2026-11-24 09:00")
    statuses = {row.kind: row.status for row in await about_steps(either)}
    assert statuses == {"note": "laid", "step": "planned"}
    await sweep_at(either, clock, "2026-11-30 09:00")
    assert {row.kind: row.status for row in await about_steps(either)}[
        MessageKind.STEP
    ] == "skipped"


async def test_a_message_that_waited_past_the_last_day_is_not_sent(
    either: AppContext, clock: StandingClock
) -> None:
    await Walk.after(either, "plan", answers=STEP)
    async with either.database.writing() as session:
        (await session.scalars(select(Participant))).one().exit_on = dt.date(2026, 11, 30)
    await sweep_at(either, clock, "2026-12-01 09:00")  # nothing ran on the day itself
    assert [row.status for row in await about_steps(either)] == ["skipped"]
