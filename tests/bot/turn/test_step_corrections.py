"""A coach's step, corrected or withdrawn: the participant sees the newest, when and by whom."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from bot.reminding.sweep import Reminding
from storage.corrections.steps import correct_step, withdraw_step
from storage.people.participants import hold_participant
from storage.people.timing import participant_timing
from storage.shared_plan.changes import terms_of
from storage.steps.steps import comment_step
from storage.tables.agenda import Reminder, Step
from storage.tables.people import Participant
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import add_coach, messages, suggest_own_step
from tests.walk import Walk

FIRST, THEN = "Fråga chefen om en rundvandring", "Ring och fråga om en rundvandring"


async def sweep_at(app: AppContext, clock: StandingClock, local: str) -> None:
    clock.now = moment(local)
    await Reminding(app).sweep()


async def act(app: AppContext, what: str, words: str = "", *, by: int = 1) -> None:
    """Let somebody on the staff word the only step anew, withdraw it or comment on it."""
    async with app.database.writing() as session:
        who = (await session.scalars(select(Participant))).one()
        await hold_participant(session, who.id)
        step = (await session.scalars(select(Step))).one()
        when, now = await participant_timing(session, who, app.calendar), app.clock()
        if what == "correct":
            await correct_step(
                session, step, replace(terms_of(step), words=words), now, when, by=by
            )
        elif what == "withdraw":
            await withdraw_step(session, step, now, when, by=by)
        else:
            await comment_step(session, step, words, now, when, by=by)


async def about_steps(app: AppContext) -> Sequence[Reminder]:
    return [row for row in await messages(app) if row.kind in ("step", "note")]


async def see_step(app: AppContext, clock: StandingClock) -> tuple[Walk, int]:
    """Let a step be suggested and seen; gives who sees it, and a coach who comes later."""
    bo = await Walk.after(app, "rating")
    await suggest_own_step(app, FIRST, dt.date(2026, 12, 1))
    await sweep_at(app, clock, "2026-11-24 09:00")
    assert FIRST in await bo.says("hej")
    return bo, await add_coach(app, "Eva Ek")


async def test_what_was_seen_is_told_anew_with_the_day_and_who(
    either: AppContext, clock: StandingClock
) -> None:
    bo, eva = await see_step(either, clock)
    await act(either, "correct", THEN, by=eva)
    assert FIRST not in await bo.says("hej"), "the old words are gone at once"
    await sweep_at(either, clock, "2026-11-25 09:00")
    shown = await bo.says("hej")
    assert "\u2068Eva Ek\u2069 ändrade ett litet steg 24 nov. 2026. Nu är det så här:" in shown
    assert f"\u2068{THEN}\u2069" in shown
    assert FIRST not in shown
    assert "Fint." in await bo.says("Ja, det vill jag")
    await act(either, "correct", FIRST, by=eva)
    await sweep_at(either, clock, "2026-11-26 09:00")
    shown = await bo.says("hej")
    assert "Nu är det så här" in shown, "who has said yes is told, and not asked again"
    assert "Vill du ta det steget" not in shown
    await bo.says("Tack, jag har läst")


async def test_what_nobody_has_seen_is_told_as_if_it_had_always_been_so(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await Walk.after(either, "rating")
    await suggest_own_step(either, FIRST, None)
    await act(either, "correct", THEN)
    await sweep_at(either, clock, "2026-11-24 09:00")
    shown = await bo.says("hej")
    assert f"föreslår ett litet steg: \u2068{THEN}\u2069" in shown
    assert "ändrade" not in shown


async def test_a_withdrawn_step_is_asked_about_no_more_and_its_trace_is_honest(
    either: AppContext, clock: StandingClock
) -> None:
    bo, eva = await see_step(either, clock)
    await bo.says("Ja, det vill jag")
    await act(either, "withdraw", by=eva)
    await sweep_at(either, clock, "2026-11-25 09:00")
    shown = await bo.says("hej")
    assert "\u2068Eva Ek\u2069 tog tillbaka ett litet steg 24 nov. 2026:" in shown
    assert "Du behöver inte göra det." in shown
    await bo.says("Tack, jag har läst")
    await sweep_at(either, clock, "2026-12-01 09:00")
    assert {row.status for row in await about_steps(either)} == {"answered", "cancelled"}
    assert "Dina steg" not in await bo.says("/rating", "4", "4", "4", "4", "4", "4")
    async with either.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    told = (await personal_data_file(either, who)).decode()
    assert "Steget togs tillbaka" in told


async def test_a_step_that_nobody_has_seen_goes_without_a_word(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await Walk.after(either, "rating")
    await suggest_own_step(either, FIRST, dt.date(2026, 12, 1))
    await act(either, "withdraw")
    for day in ("2026-11-24", "2026-12-01"):
        await sweep_at(either, clock, f"{day} 09:00")
    assert {row.status for row in await about_steps(either)} == {"cancelled"}
    assert FIRST not in await bo.says("hej")


async def test_a_changed_comment_says_when_and_one_taken_back_is_shown_nowhere(
    either: AppContext, clock: StandingClock
) -> None:
    bo, eva = await see_step(either, clock)
    await bo.says("Ja, det vill jag")
    await act(either, "comment", "Börja med fem minuter.", by=eva)
    await sweep_at(either, clock, "2026-11-25 09:00")
    shown = await bo.says("hej")
    assert "Din handledare \u2068Eva Ek\u2069 skriver så här" in shown
    assert "Ändrat" not in shown
    await act(either, "comment", "Börja med tio minuter.", by=eva)
    assert "fem minuter" not in await bo.says("hej")
    await sweep_at(either, clock, "2026-11-26 09:00")
    shown = await bo.says("hej")
    assert "Börja med tio minuter.\u2069\nÄndrat 25 nov. 2026." in shown
    await act(either, "comment", "", by=eva)
    assert "tio minuter" not in await bo.says("hej")
    async with either.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    told = (await personal_data_file(either, who)).decode()
    assert "Kommentaren togs tillbaka" in told
    assert "tio minuter" not in told
