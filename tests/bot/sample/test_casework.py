"""The demo coach's work: what a conversation leaves, a substitute, people from a list."""

from collections import Counter

from sqlalchemy import select

from bot.app_context import AppContext
from bot.sample.demo import EMAIL, prepare_demo
from bot.sample.words import LISTED
from dialogs.agenda.answers import Doer
from dialogs.agenda.attendance import Attendance
from dialogs.caseload.calls import CallOutcome
from dialogs.people.invitation_state import InvitationState
from dialogs.ratings.coach_view import disagreement
from storage.coaching.tables import CoachNote, CoachView
from storage.enrolling.inviting import invited_people
from storage.needs.tables import Call
from storage.ratings.ratings import answer_values
from storage.seats.seats import seats_of_helper
from storage.shared_plan.tables import StoredGoal
from storage.sight.seen import covered_by
from storage.staff.staff import staff_by_email
from storage.tables.agenda import Meeting, Step
from storage.tables.ratings import Rating
from tests.conftest import START


async def test_the_demo_coach_has_worked_with_people(either: AppContext) -> None:
    await prepare_demo(either)
    async with either.database.reading() as session:
        coach = await staff_by_email(session, EMAIL)
        assert coach is not None
        goals = (await session.scalars(select(StoredGoal).order_by(StoredGoal.id))).all()
        steps = (await session.scalars(select(Step).where(Step.words_by == coach.id))).all()
        notes = (await session.scalars(select(CoachNote).order_by(CoachNote.id))).all()
        calls = (await session.scalars(select(Call))).all()
        over = (await session.scalars(select(Meeting).where(Meeting.starts_at < START))).all()
        views = (await session.scalars(select(CoachView))).all()
        own = await answer_values(session, [one.rating_id or 0 for one in views])
    assert [(one.item, one.by_staff) for one in goals] == [("", None), ("belief", coach.id)]
    assert {one.doer for one in steps} == {Doer.PARTICIPANT, Doer.COACH}
    assert [one.replaced_at is None for one in notes] == [False, True]
    assert {one.outcome for one in calls} == {CallOutcome.REACHED, CallOutcome.NOT_REACHED}
    assert {one.attendance for one in over} >= {Attendance.LATE, None}
    apart = [disagreement(own[one.rating_id or 0]["belief"], one.belief) for one in views]
    assert len(apart) == 3
    assert apart.count(0) == 1, "some differ"


async def test_the_demo_coach_stands_in_and_has_enrolled_from_a_list(either: AppContext) -> None:
    await prepare_demo(either)
    async with either.database.reading() as session:
        coach = await staff_by_email(session, EMAIL)
        assert coach is not None
        covered = await covered_by(session, coach.id, START)
        helper = await staff_by_email(session, "helper@demo.invalid")
        assert helper is not None
        seats = await seats_of_helper(session, helper.id, START)
        assert [one.by for one in seats] == [coach.name]
        invited = await invited_people(session, coach.id, START)
        papers = await session.scalars(select(Rating).where(Rating.entered_by == coach.id))
        assert [one.occasion for one in papers] == ["enrolment"]
    assert len(covered) == 2
    cards = [one.state for one in invited if one.name in LISTED]
    assert Counter(cards) == {InvitationState.UNOPENED: 2, InvitationState.NONE: 2}


async def test_the_demos_helper_is_asked_to_sit_beside_somebody(either: AppContext) -> None:
    await prepare_demo(either)
    async with either.database.reading() as session:
        helper = await staff_by_email(session, "helper@demo.invalid")
        assert helper is not None
        (asked,) = await seats_of_helper(session, helper.id, START)
    assert asked.seat.starts_at <= START
