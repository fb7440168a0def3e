"""Replanning: what has not happened yet moves, and what has happened stays."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from bot.app_context import AppContext
from dialogs.agenda.messages import DROPPED, MessageKind, MessageStatus
from dialogs.agenda.plan import Plan
from dialogs.agenda.timing import Timing
from dialogs.occasions.occasion import OccasionStatus
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import ExitReason
from storage.occasions.exits import set_exit
from storage.occasions.plan_changes import replan_participant
from storage.occasions.replanning import (
    ask_extra,
    ask_now,
    decline_occasion,
    move_planned_reminders,
    move_windows_to_zone,
    postpone_asking,
    resume_reminders,
    settle_by_coach,
    take_back_reason,
)
from storage.occasions.sending import close_windows, record_sending
from storage.people.timing import participant_timing, timing_of
from storage.reminders import claims, queue
from storage.steps.steps import add_step
from tests.conftest import START
from tests.moments import DAY
from tests.storage.occasions.bo import THREE, Bo, enrol_bo, local_hour


def timing_by(bo: Bo, plan: Plan) -> Timing:
    """Give Bo's timing by another plan."""
    return timing_of(bo.person, plan, bo.app.calendar)


@pytest.fixture
async def bo(either: AppContext) -> AsyncIterator[Bo]:
    async with enrol_bo(either) as bo:
        yield bo


async def test_a_change_of_plan_moves_what_is_planned_and_nothing_else(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    before = (three.due_on, three.closes_on, three.closes_at, three.status)
    await replan_participant(bo.session, bo.person, now, timing_by(bo, Plan(every=4, follow_up=8)))
    assert (three.due_on, three.closes_on, three.closes_at, three.status) == before
    four = await bo.occasion("three-month", 4)
    assert (four.status, four.due_on) == ("planned", dt.date(2027, 3, 23))
    assert ("six-month", 6) not in await bo.statuses()
    await replan_participant(bo.session, bo.person, now, timing_by(bo, Plan(every=2, follow_up=2)))
    assert [key for key, status in (await bo.statuses()).items() if status == "planned"] == [
        ("six-month", 4)
    ]


async def test_a_change_of_plan_moves_the_exits_window(bo: Bo) -> None:
    on = THREE + 60 * DAY
    await set_exit(bo.session, bo.person, on, None, START, bo.when)
    plan = Plan(before=5, after=20)
    await replan_participant(bo.session, bo.person, START, timing_by(bo, plan))
    last = await bo.occasion("exit")
    assert (last.opens_on, last.due_on, last.closes_on) == (on - 5 * DAY, on, on + 20 * DAY)


async def test_a_change_of_plan_asks_nobody_whom_the_coach_does_not_want_asked(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, START, bo.when, rate=False)
    await replan_participant(bo.session, bo.person, START, timing_by(bo, Plan(after=20)))
    assert "exit" not in {kind for kind, _ in await bo.statuses()}
    assert not await bo.planned_messages()


@pytest.mark.parametrize(("days", "again"), [((0, 4), 4), ((0, 9, 12), 9), ((0,), None)])
async def test_a_change_of_plan_moves_the_second_message(
    bo: Bo, days: tuple[int, ...], again: int | None
) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    (first, *_) = [row for row in await bo.planned_messages() if row.subject == three.id]
    await claims.claim_reminder(bo.session, first.id, Channel.WEB, now)
    await claims.settle_reminder(bo.session, first.id, MessageStatus.SENT, now)
    await record_sending(bo.session, bo.person, first, now, bo.when)
    await replan_participant(bo.session, bo.person, now, timing_by(bo, Plan(reminders=days)))
    found = [row.due_at for row in await bo.planned_messages() if row.subject == three.id]
    assert found == ([local_hour(THREE + again * DAY)] if again else [])


@pytest.mark.parametrize("fate", DROPPED)
async def test_what_was_left_half_way_is_asked_about_when_the_person_is_back(
    bo: Bo, fate: MessageStatus
) -> None:
    now = local_hour(THREE)
    await bo.rate(now, whole=False)
    (left,) = await bo.planned_messages("unfinished")
    left.status = fate
    back = local_hour(THREE + 5 * DAY, 12)
    await resume_reminders(bo.session, bo.person, back, bo.when)
    (again,) = await bo.planned_messages("unfinished")
    assert (again.number, again.due_at) == (2, local_hour(THREE + 6 * DAY))


async def test_a_small_step_is_asked_about_when_the_person_is_back_while_it_is_of_use(
    bo: Bo,
) -> None:
    await add_step(bo.session, bo.person, "health", "walk", 7, START, bo.when)
    (look,) = await bo.planned_messages("step")
    look.status = MessageStatus.SKIPPED
    await resume_reminders(bo.session, bo.person, START + 60 * DAY, bo.when)
    assert not await bo.planned_messages("step"), "too long ago"
    await resume_reminders(bo.session, bo.person, START + 10 * DAY, bo.when)
    (again,) = await bo.planned_messages("step")
    assert (again.number, again.subject) == (2, look.subject)


async def test_in_a_week_is_not_after_the_end(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    late = local_hour(three.closes_on - 3 * DAY, 12)
    await postpone_asking(bo.session, bo.person, three.id, "week", late, bo.when)
    rows = [row.due_at for row in await bo.planned_messages() if row.subject == three.id]
    assert rows == [local_hour(three.closes_on)]


async def test_a_change_of_plan_makes_nothing_due_in_the_past(bo: Bo) -> None:
    now = local_hour(dt.date(2027, 8, 2), 10)
    for kind, number in (("three-month", 3), ("six-month", 6)):
        await bo.make_due(kind, number, local_hour((await bo.occasion(kind, number)).due_on, 10))
    await close_windows(bo.session, bo.person, now, bo.app.calendar)
    had = await bo.statuses()
    plan = Plan(every=1, follow_up=1, before=3, after=10, reminders=(0, 4))
    await replan_participant(bo.session, bo.person, now, timing_by(bo, plan))
    new = {key: status for key, status in (await bo.statuses()).items() if key not in had}
    assert new == {("six-month", 9): "planned"}  # months 7 and 8: over before the plan began


async def test_a_change_of_plan_keeps_what_fell_due_on_a_day_without_messages(bo: Bo) -> None:
    """Its day was a Sunday; the plan is changed on Monday before the message has gone out."""
    one = await bo.occasion("three-month", 3)
    one.due_on = dt.date(2027, 2, 21)
    now = local_hour(dt.date(2027, 2, 22), 8)
    await replan_participant(bo.session, bo.person, now, timing_by(bo, Plan(after=20)))
    kept = await bo.occasion("three-month", 3)
    assert (kept.id, kept.status) == (one.id, "due")


async def test_nobody_who_is_silent_is_asked_anew_by_a_plan_or_an_hour(bo: Bo) -> None:
    now = local_hour(THREE + 9 * DAY, 10)
    three = await bo.make_due("three-month", 3, now)
    await queue.withdraw_reminder(bo.session, bo.person.id, MessageKind.RATING, three.id)
    three.status, three.asked, three.silent, three.streak_on = OccasionStatus.REMINDED, 3, 3, THREE
    await replan_participant(bo.session, bo.person, now, timing_by(bo, Plan(after=40)))
    await move_planned_reminders(bo.session, bo.person, now, bo.when)
    assert three.id not in {row.subject for row in await bo.planned_messages()}
    assert three.silent == 3


async def test_another_zone_moves_the_hour_and_the_end_of_the_window(bo: Bo) -> None:
    bo.person.zone = "Asia/Bangkok"
    there = await participant_timing(bo.session, bo.person, bo.app.calendar)
    await move_windows_to_zone(bo.session, bo.person.id, there.rhythm.zone)
    await move_planned_reminders(bo.session, bo.person, START, there)
    (row,) = await bo.planned_messages()
    assert row.due_at == dt.datetime(2027, 2, 23, 2, tzinfo=dt.UTC)
    three = await bo.occasion("three-month", 3)
    assert three.closes_at == row.until == dt.datetime(2027, 3, 25, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("ill", "missed"),
        ("no-phone", "missed"),
        ("paper", "without-figures"),
        ("together", "without-figures"),
    ],
)
async def test_what_the_coach_says_settles_it_and_the_next_one_follows(
    bo: Bo, reason: str, status: str
) -> None:
    now = local_hour(THREE - 5 * DAY, 10)  # in its window, before its day
    three = await bo.occasion("three-month", 3)
    await settle_by_coach(bo.session, bo.person, three, reason, now, bo.when)
    assert (three.status, three.reason) == (status, reason)
    assert three.settled_at == (now if status == "missed" else None)
    assert (await bo.statuses())["six-month", 6] == "planned"
    assert three.id not in {row.subject for row in await bo.planned_messages()}


async def test_paper_found_after_the_window_waits_for_its_figures(bo: Bo) -> None:
    three = await bo.make_due("three-month", 3, local_hour(THREE, 10))
    now = local_hour(THREE + 40 * DAY, 10)
    await close_windows(bo.session, bo.person, now, bo.app.calendar)
    assert three.status == "missed"
    await settle_by_coach(bo.session, bo.person, three, "paper", now, bo.when)
    assert (three.status, three.reason) == ("without-figures", "paper")
    await close_windows(bo.session, bo.person, now + 90 * DAY, bo.app.calendar)
    assert (three.status, three.reason) == ("without-figures", "paper")


@pytest.mark.parametrize("reason", ["ill", "paper"])
async def test_what_the_coach_said_is_taken_back_and_the_bot_asks_again(
    bo: Bo, reason: str
) -> None:
    now = local_hour(THREE, 8)
    three = await bo.make_due("three-month", 3, now)
    before = [(row.subject, row.due_at) for row in await bo.planned_messages()]
    assert three.id in dict(before)
    await settle_by_coach(bo.session, bo.person, three, reason, now, bo.when)
    await take_back_reason(bo.session, bo.person, three, now, bo.when)
    assert (three.status, three.reason, three.settled_at) == ("due", None, None)
    assert [(row.subject, row.due_at) for row in await bo.planned_messages()] == before
    late = local_hour(THREE + 40 * DAY, 10)
    await settle_by_coach(bo.session, bo.person, three, reason, late, bo.when)
    await take_back_reason(bo.session, bo.person, three, late, bo.when)
    assert (three.status, three.reason, three.settled_at) == ("missed", None, late)


async def test_who_did_not_want_to_is_not_asked_anew_by_it(bo: Bo) -> None:
    now = local_hour(THREE, 8)
    three = await bo.make_due("three-month", 3, now)
    await decline_occasion(bo.session, bo.person, three.id, now, bo.when)
    assert (three.status, three.reason) == ("missed", "declined")
    await take_back_reason(bo.session, bo.person, three, now, bo.when)
    assert (three.status, three.reason) == ("due", None)
    assert three.id not in {row.subject for row in await bo.planned_messages()}


async def test_a_reason_said_beforehand_is_taken_back_and_one_rating_is_ahead(bo: Bo) -> None:
    now = local_hour(THREE - 5 * DAY, 10)
    three = await bo.occasion("three-month", 3)
    await settle_by_coach(bo.session, bo.person, three, "ill", now, bo.when)
    assert (await bo.statuses())["six-month", 6] == "planned"
    await take_back_reason(bo.session, bo.person, three, now, bo.when)
    after = await bo.statuses()
    assert [key for key, status in after.items() if status == "planned"] == [("three-month", 3)]


async def test_who_was_ill_and_then_rates_after_all_has_done_it(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    await settle_by_coach(bo.session, bo.person, three, "ill", now, bo.when)
    await bo.rate(now + DAY)
    assert (three.status, three.reason) == ("done", None)
    assert not [key for key in await bo.statuses() if key[0] == "extra"]


async def test_asking_for_an_extra_rating_twice_asks_for_one(bo: Bo) -> None:
    now = START + 3 * DAY
    first = await ask_extra(bo.session, bo.person, now, bo.when)
    again = await ask_extra(bo.session, bo.person, now, bo.when)
    assert first
    assert again
    assert first.id == again.id
    assert (first.kind, first.number) == ("extra", 1)
    assert [row.due_at for row in await bo.planned_messages() if row.subject == first.id] == [now]


async def test_asking_while_a_rating_is_begun_asks_to_finish_it(bo: Bo) -> None:
    await bo.rate(local_hour(THREE, 10), whole=False)
    now = local_hour(THREE + 2 * DAY, 10)
    asked_for = await ask_extra(bo.session, bo.person, now, bo.when)
    assert asked_for
    assert (asked_for.kind, asked_for.status) == ("three-month", "started")
    unfinished = [r for r in await bo.planned_messages("unfinished") if r.subject == asked_for.id]
    assert [row.due_at for row in unfinished] == [now]
    assert not [key for key in await bo.statuses() if key[0] == "extra"]


async def test_a_coach_who_asks_now_does_not_wait_until_tomorrow(bo: Bo) -> None:
    three = await bo.make_due("three-month", 3, local_hour(THREE, 10))
    three.status, three.silent, three.streak_on = OccasionStatus.REMINDED, 3, THREE
    await ask_now(bo.session, three, local_hour(THREE + 9 * DAY, 14), bo.when)
    row = next(row for row in await bo.planned_messages() if row.subject == three.id)
    assert row.due_at == local_hour(THREE + 9 * DAY, 14)
    assert three.silent == 0
