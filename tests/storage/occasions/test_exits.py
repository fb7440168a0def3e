"""The exit: its rating takes the place of others, and it can be moved or taken back."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from bot.app_context import AppContext
from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.occasions.life import ensure_next
from dialogs.occasions.occasion import OccasionStatus
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import ExitReason
from storage.meetings.meetings import Booking, book_meeting
from storage.occasions.agenda import change_agenda
from storage.occasions.exits import ENDED_REASON, restore_reminders, set_exit
from storage.occasions.replanning import ask_extra, ask_now, settle_by_coach
from storage.reminders import claims, queue
from storage.steps.steps import add_step
from tests.conftest import START
from tests.moments import DAY
from tests.storage.occasions.bo import THREE, Bo, enrol_bo, local_hour


@pytest.fixture
async def bo(either: AppContext) -> AsyncIterator[Bo]:
    async with enrol_bo(either) as bo:
        yield bo


async def test_exit_on_the_due_day_takes_the_place_of_what_is_planned(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, START, bo.when)
    assert await bo.statuses() == {("enrolment", 0): "done", ("exit", 0): "planned"}
    (only,) = await bo.planned_messages()
    assert only.due_at == local_hour(THREE)


async def test_exit_on_the_due_day_speaks_for_what_is_due_already(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, now, bo.when)
    assert await bo.statuses() == {
        ("enrolment", 0): "done",
        ("three-month", 3): "due",
        ("exit", 0): "planned",
    }
    (only,) = await bo.planned_messages()  # one message, not one for each
    assert only.subject == (await bo.occasion("exit")).id
    await bo.rate(now)
    assert (three.status, (await bo.occasion("exit")).status) == ("done", "done")
    assert not await bo.planned_messages()


async def test_an_exit_can_be_moved_and_taken_back(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE + 40 * DAY, ExitReason.STUDIES, START, bo.when)
    assert set(await bo.statuses()) == {("enrolment", 0), ("three-month", 3), ("exit", 0)}
    await set_exit(bo.session, bo.person, THREE + 3 * DAY, ExitReason.STUDIES, START, bo.when)
    assert set(await bo.statuses()) == {("enrolment", 0), ("exit", 0)}
    assert [row.due_at for row in await bo.planned_messages()] == [local_hour(THREE + 3 * DAY)]
    first = (await bo.occasion("exit")).id
    await set_exit(bo.session, bo.person, None, None, START, bo.when)
    assert await bo.statuses() == {("enrolment", 0): "done", ("three-month", 3): "planned"}
    assert (bo.person.exit_on, bo.person.exit_reason) == (None, None)
    assert [row.due_at for row in await bo.planned_messages()] == [local_hour(THREE)]
    # What a button of the exit's reminder names is never another occasion.
    assert (await bo.occasion("three-month", 3)).id > first


async def test_what_closed_while_an_exit_stood_is_not_missed_afterwards(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, START, bo.when)
    later = local_hour(dt.date(2027, 5, 24))
    await bo.rate(local_hour(THREE))
    await set_exit(bo.session, bo.person, None, None, later, bo.when)
    found = await bo.statuses()
    assert ("three-month", 3) not in found
    assert found["six-month", 6] == "planned"


async def test_the_exit_of_somebody_who_is_not_to_be_asked_ends_what_is_open(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    await bo.make_due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE, ExitReason.DECEASED, now, bo.when, rate=False)
    three = await bo.occasion("three-month", 3)
    assert (three.status, three.reason) == ("missed", "exit")
    assert await bo.statuses() == {("enrolment", 0): "done", ("three-month", 3): "missed"}
    assert not await bo.planned_messages()


async def test_a_future_exit_without_a_last_rating_leaves_what_is_due(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    await bo.make_due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE + 60 * DAY, None, now, bo.when, rate=False)
    assert await bo.statuses() == {("enrolment", 0): "done", ("three-month", 3): "due"}


async def test_taking_an_exit_back_asks_again_about_what_it_had_spoken_for(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, now, bo.when)
    await set_exit(bo.session, bo.person, None, None, now, bo.when)
    assert three.status == "due"
    assert [
        row.subject for row in await bo.planned_messages() if row.due_at <= local_hour(THREE + DAY)
    ] == [three.id]


async def test_moving_an_exit_away_asks_again_too(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, now, bo.when)
    await set_exit(bo.session, bo.person, THREE + 60 * DAY, ExitReason.WORK, now, bo.when)
    exit_id = (await bo.occasion("exit")).id
    assert [row.subject for row in await bo.planned_messages()] == [three.id, exit_id]


async def test_taking_an_exit_back_opens_what_it_had_ended(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE - 3 * DAY, ExitReason.WORK, now, bo.when)
    assert (three.status, three.reason) == ("missed", "exit")
    await set_exit(bo.session, bo.person, None, None, now, bo.when)
    assert (three.status, three.reason, three.settled_at) == ("due", None, None)
    assert three.id in {row.subject for row in await bo.planned_messages()}


async def test_who_stays_longer_after_a_last_rating_has_another_one(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, START, bo.when)
    await bo.rate(local_hour(THREE))
    moved = local_hour(THREE, 15)
    await set_exit(bo.session, bo.person, THREE + 10 * DAY, ExitReason.WORK, moved, bo.when)
    assert [key for key in await bo.statuses() if key[0] == "exit"] == [("exit", 0)], "it counts"
    await set_exit(bo.session, bo.person, THREE + 150 * DAY, ExitReason.WORK, moved, bo.when)
    found = await bo.statuses()
    assert (found["exit", 0], found["exit", 1]) == ("done", "planned")


async def test_another_reason_does_not_ask_from_the_beginning(bo: Bo) -> None:
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, START, bo.when)
    now = local_hour(THREE, 10)
    last = await bo.make_due("exit", 0, now)
    last.asked = last.silent = 1
    await set_exit(bo.session, bo.person, THREE, ExitReason.STUDIES, now, bo.when)
    kept = await bo.occasion("exit")
    assert (kept.id, kept.asked, bo.person.exit_reason) == (last.id, 1, "studies")


async def test_what_the_coach_has_noted_stays_when_an_exit_is_set_and_taken_back(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    await settle_by_coach(bo.session, bo.person, three, "ended", now, bo.when)
    for on in (THREE + 2 * DAY, THREE + 90 * DAY, None):
        await set_exit(bo.session, bo.person, on, ExitReason.WORK if on else None, now, bo.when)
        assert (three.status, three.reason) == ("missed", "ended")


async def test_who_stays_longer_has_no_gap_where_the_exit_stood(bo: Bo) -> None:
    """The regular one three days after the exit never fell due, also not afterwards."""
    on = THREE - 3 * DAY
    await set_exit(bo.session, bo.person, on, ExitReason.WORK, START, bo.when)
    await bo.rate(local_hour(on))
    later = local_hour(THREE + 40 * DAY)
    await set_exit(bo.session, bo.person, THREE + 70 * DAY, ExitReason.WORK, later, bo.when)
    await change_agenda(bo.session, bo.person, bo.when, later, lambda one: ensure_next(one, later))
    assert ("three-month", 3) not in await bo.statuses()


async def test_after_a_slip_all_is_said_again_that_had_been_taken_back(bo: Bo) -> None:
    await add_step(bo.session, bo.person, "health", "walk", 7, START, bo.when)
    booking = Booking(START + 9 * DAY, 60, "Torget 1")
    meeting = await book_meeting(bo.session, bo.person, booking, START, bo.when)
    news = (await bo.planned_messages("meeting"))[0]
    await claims.claim_reminder(bo.session, news.id, Channel.WEB, START)
    await claims.settle_reminder(bo.session, news.id, MessageStatus.SENT, START)
    await set_exit(
        bo.session, bo.person, START.date(), ExitReason.DECEASED, START, bo.when, rate=False
    )
    await queue.withdraw_all_reminders(bo.session, bo.person.id, ENDED_REASON)
    assert not await bo.planned_messages("meeting")
    assert not await bo.planned_messages("step")
    await set_exit(bo.session, bo.person, None, None, START, bo.when)
    await restore_reminders(bo.session, bo.person, START, bo.when)
    assert [row.subject for row in await bo.planned_messages("meeting")] == [meeting.id, meeting.id]
    assert len(await bo.planned_messages("step")) == 1
    assert len(await bo.planned_messages()) == 1


async def test_nothing_is_planned_for_after_the_last_day(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    three = await bo.make_due("three-month", 3, now)
    await set_exit(bo.session, bo.person, THREE, ExitReason.WORK, now, bo.when, rate=False)
    later = local_hour(THREE + 2 * DAY, 10)
    three.status = OccasionStatus.REMINDED
    await ask_now(bo.session, three, later, bo.when)
    assert await ask_extra(bo.session, bo.person, later + 200 * DAY, bo.when) is None
    assert not await bo.planned_messages()


async def test_nothing_at_all_is_planned_for_the_dead(bo: Bo) -> None:
    now = local_hour(THREE, 10)
    before = await bo.planned_messages()
    bo.person.exit_on, bo.person.exit_reason = THREE, ExitReason.DECEASED
    planned = await queue.plan_reminder(
        bo.session,
        participant_id=bo.person.id,
        kind=MessageKind.STEP,
        subject=1,
        due_at=now,
        until=now + DAY,
        zone=bo.when.rhythm.zone,
    )
    assert planned is None
    assert await bo.planned_messages() == before
