"""Digests are sent once, also by two processes; late once after downtime; only with news."""

import asyncio
import datetime as dt

from sqlalchemy import select

from bot.app_context import AppContext, build_app
from bot.staff.digests import send_digests
from dialogs.people.accounts import AccountStatus
from dialogs.people.staff import DigestFrequency, StaffRole
from storage.figures.completeness import completeness
from storage.people.sub_projects import ensure_sub_project
from storage.staff.digest_channels import DigestChannels
from storage.staff.digest_times import Habit, choose_habit, claim_digest
from storage.tables.channels import StaffChat
from storage.tables.people import SubProject
from tests.bot.staff.postbox import Postbox, link_chat_of, waiting_messages
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import (
    add_coach,
    add_occasion,
    add_participant,
    add_staff,
    change_staff,
    fill_caseload,
    staff_member,
)


async def test_the_first_sweep_gives_everybody_a_time_and_sends_nothing(
    either: AppContext, clock: StandingClock
) -> None:
    coach, leader = await add_coach(either), await add_staff(either, "Lena", StaffRole.LEADER)
    admin, silent = await add_staff(either, "Eva", StaffRole.ADMIN), await add_coach(either, "Sara")
    await change_staff(either, silent, digest="off")
    await fill_caseload(either, coach)
    assert await send_digests(either, Postbox()) == 0
    monday = dt.datetime(2026, 11, 30, 7, tzinfo=dt.UTC)  # it is Monday 10:00 in Stockholm now
    assert (await staff_member(either, coach)).digest_at == monday
    assert (await staff_member(either, leader)).digest_at == dt.datetime(
        2026, 12, 1, 7, tzinfo=dt.UTC
    )
    assert (await staff_member(either, admin)).digest_at is None
    assert (await staff_member(either, silent)).digest_at is None


async def test_two_processes_send_one_digest(either: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(either)
    await fill_caseload(either, coach)
    await link_chat_of(either, coach)
    await change_staff(either, coach, digest_at=clock())
    other = build_app(either.settings, clock)
    try:
        told = await asyncio.gather(*(send_digests(app, Postbox()) for app in (either, other) * 3))
    finally:
        await other.database.close()
    assert sum(told) == 1
    assert await waiting_messages(either) == 1


async def test_of_two_claims_at_the_same_moment_one_holds(either: AppContext) -> None:
    coach = await add_coach(either)
    await change_staff(either, coach, digest_at=either.clock())

    async def claim() -> bool:
        async with either.database.writing() as session:
            found = await claim_digest(
                session,
                coach,
                either.clock(),
                either.calendar,
                DigestChannels(chat=True, mail=True),
            )
            return found is not None

    assert sorted(await asyncio.gather(claim(), claim(), claim())) == [False, False, True]


async def test_after_a_month_of_downtime_there_is_one_digest(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    await fill_caseload(either, coach)
    await link_chat_of(either, coach)
    await change_staff(either, coach, digest="daily", digest_at=clock(), digested_at=clock() - DAY)
    clock.passes(days=30)  # Wednesday before Christmas
    assert await send_digests(either, Postbox()) == 1
    assert await send_digests(either, Postbox()) == 0
    after = await staff_member(either, coach)
    assert after.digested_at == clock()
    assert after.digest_at is not None
    assert clock() < after.digest_at < clock() + 6 * DAY


async def test_without_news_nothing_is_sent_and_the_time_moves_on(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    await add_participant(either, coach, stopped=True)
    await link_chat_of(either, coach)
    await change_staff(either, coach, digest_at=clock())
    post = Postbox()
    assert await send_digests(either, post) == 0
    assert (await waiting_messages(either), post.swept) == (0, 0)
    later = (await staff_member(either, coach)).digest_at
    assert later is not None
    assert later > clock()


async def test_a_blocked_chat_gets_nothing(either: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(either)
    await fill_caseload(either, coach)
    await link_chat_of(either, coach)
    async with either.database.writing() as session:
        (await session.scalars(select(StaffChat))).one().status = AccountStatus.BLOCKED
    await change_staff(either, coach, digest_at=clock())
    assert await send_digests(either, Postbox()) == 0
    assert await waiting_messages(either) == 0


async def test_a_digest_that_cannot_be_made_does_not_hold_up_the_others(
    either: AppContext, clock: StandingClock
) -> None:
    first, second = await add_coach(either), await add_coach(either, "Sara")
    for coach in (first, second):
        await add_occasion(either, (await add_participant(either, coach)).id, -3)
        await link_chat_of(either, coach, coach)
        await change_staff(either, coach, digest_at=clock())
    async with either.database.writing() as session:
        broken = await ensure_sub_project(session, "Trasigt")
        broken.plan = {"reminders": []}
        await session.flush()
        key = broken.id
    await add_participant(either, first, "Kim", sub_project_id=key)
    assert await send_digests(either, Postbox()) == 1
    assert (await staff_member(either, first)).digest_at == clock() + dt.timedelta(hours=1)
    async with either.database.writing() as session:
        (await session.get_one(SubProject, key)).plan = None
    clock.passes(hours=1)
    assert await send_digests(either, Postbox()) == 1


async def test_a_new_habit_moves_the_next_one(either: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(either)
    async with either.database.writing() as session:
        daily = Habit(DigestFrequency.DAILY, 0, 13, mail=False)
        await choose_habit(session, coach, daily, clock(), either.calendar)
    after = await staff_member(either, coach)
    assert after.digest_at == dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    assert not after.digest_mail
    async with either.database.writing() as session:
        off = Habit(DigestFrequency.OFF, 0, 13, mail=False)
        await choose_habit(session, coach, off, clock(), either.calendar)
    assert (await staff_member(either, coach)).digest_at is None


async def test_completeness_counts_what_was_due_and_hides_the_few(either: AppContext) -> None:
    coach = await add_coach(either)
    people = [await add_participant(either, coach, f"Bo {n}") for n in range(12)]
    for one in people[:4]:
        await add_occasion(either, one.id, -5, "done")
    today = either.clock().date()
    async with either.database.reading() as session:
        (few,) = await completeness(session, today, {1})
    assert (few.name, few.due, few.percent) == ("Iris", None, None)
    await add_occasion(either, people[4].id, -5, "late-done")
    for one in people[5:10]:
        await add_occasion(either, one.id, -5, "missed", reason="declined")
    for one in people[10:]:
        await add_occasion(either, one.id, -5, "missed", reason="ill")
    await add_occasion(either, people[0].id, 5, "done")  # early: it counts when its day comes
    async with either.database.reading() as session:
        (all_of,) = await completeness(session, today, {1})
    assert (all_of.due, all_of.done, all_of.percent) == (12, 5, 41)
    assert list(all_of.reasons) == [], "the two who were ill are too few, and would be left over"
