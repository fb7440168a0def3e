"""Meetings on both databases: booked once, replaced when changed, answered for what they are."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import extract, func, select

from bot.app_context import AppContext
from dialogs.agenda.meeting_kinds import WITH_PARTICIPANT, MeetingKind, Party
from dialogs.people.accounts import Channel
from storage.meetings.meetings import OverError, coming_meetings, meetings_about
from storage.people.erasure import erase_participant
from storage.people.personal_data import personal_data
from storage.tables.agenda import Meeting, has_party
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import open_diary, tuesday

NEWS, DAY_BEFORE, SAME_DAY = "Mon 23 Nov 10:00", "Mon 30 Nov 10:00", "Tue 01 Dec 08:00"


async def test_a_booking_plans_its_news_and_two_reminders(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    assert (meeting.revision, meeting.cancelled, meeting.answer) == (0, False, None)
    assert await bo.planned_messages() == [(0, NEWS), (1, DAY_BEFORE), (2, SAME_DAY)]


async def test_pressed_twice_is_booked_once(either: AppContext) -> None:
    bo = await open_diary(either)
    first, second = await asyncio.gather(bo.book(), bo.book())
    assert first.id == second.id
    assert len(await bo.meetings()) == 1
    assert len(await bo.planned_messages()) == 3


async def test_two_meetings_at_the_same_time_are_two(either: AppContext) -> None:
    """Whoever books is asked before; whoever means it gets both."""
    bo = await open_diary(either)
    first = await bo.book()
    second = await bo.book(tuesday(place="Någon annanstans"))
    assert first.id != second.id
    await bo.cancel(first)
    again = await bo.book()
    assert again.id not in (first.id, second.id)


async def test_what_the_participant_is_not_asked_to_says_nothing_to_them(
    either: AppContext,
) -> None:
    bo = await open_diary(either, channel=Channel.WEB)
    partners = frozenset({Party.MUNICIPALITY, Party.PSYCHIATRY})
    case = tuesday(kind=MeetingKind.CASE, parties=partners)
    meeting = await bo.book(case)
    changed = await bo.change(meeting, replace(case, place="Torget 2"))
    invited = await bo.change(meeting, replace(case, parties=partners | WITH_PARTICIPANT))
    assert (changed.place, changed.revision) == ("Torget 2", 1)
    assert invited.parties == partners, "that is decided once"
    assert await bo.planned_messages() == []
    async with either.database.reading() as session:
        assert await coming_meetings(session, bo.who, either.clock()) == []
        assert len(await meetings_about(session, bo.who, either.clock())) == 1
    await bo.cancel(meeting)
    assert await bo.planned_messages() == []


async def test_other_parties_and_another_kind_are_no_news(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "sent")
    await bo.answer(meeting, coming=True)
    both = WITH_PARTICIPANT | {Party.EMPLOYER}
    await bo.change(meeting, tuesday(kind=MeetingKind.WORKPLACE, parties=both))
    [now] = await bo.meetings()
    assert (now.kind, now.parties) == (MeetingKind.WORKPLACE, both)
    assert (now.revision, now.answer) == (0, "coming")


async def test_one_that_has_been_is_put_in_and_nobody_is_told(either: AppContext) -> None:
    bo = await open_diary(either)
    await bo.book(tuesday(starts_at=moment("2026-11-20T10:00")))
    assert await bo.planned_messages() == []


async def test_each_partner_is_counted_by_month_in_one_query(either: AppContext) -> None:
    bo = await open_diary(either)
    for day, party in ((1, Party.MUNICIPALITY), (2, Party.MUNICIPALITY), (3, Party.EMPLOYER)):
        at = moment(f"2026-12-0{day}T10:00")
        await bo.book(tuesday(starts_at=at, parties=WITH_PARTICIPANT | {party}))
    month = extract("month", Meeting.starts_at)
    async with either.database.reading() as session:
        counts = select(month, func.count()).where(has_party(Party.MUNICIPALITY)).group_by(month)
        assert [tuple(row) for row in await session.execute(counts)] == [(12, 2)]


async def test_a_change_replaces_and_asks_anew(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "sent")
    assert await bo.answer(meeting, coming=True)
    changed = await bo.change(meeting, tuesday(starts_at=moment("2026-12-03T13:00")))
    assert (changed.id, changed.revision, changed.answer) == (meeting.id, 1, None)
    assert len(await bo.meetings()) == 1
    assert await bo.messages("answered") == [(0, NEWS)]
    assert await bo.messages("cancelled") == [(1, DAY_BEFORE), (2, SAME_DAY)]
    assert await bo.planned_messages() == [
        (10, NEWS),
        (11, "Wed 02 Dec 13:00"),
        (12, "Thu 03 Dec 11:00"),
    ]


async def test_the_same_change_twice_is_one_change(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    for _ in range(2):
        await bo.change(meeting, tuesday(place="Torget 2"))
    assert (await bo.meetings())[0].revision == 1
    assert len(await bo.planned_messages()) == 3


async def test_other_hours_for_the_reminders_are_no_news(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "sent")
    await bo.answer(meeting, coming=True)
    await bo.change(meeting, tuesday(before=(48, 3)))
    [now] = await bo.meetings()
    assert (now.revision, now.answer) == (0, "coming")
    assert await bo.planned_messages() == [(1, "Sat 28 Nov 19:00"), (2, SAME_DAY)]
    await bo.change(meeting, tuesday(before=()))
    assert await bo.planned_messages() == []


async def test_a_meeting_called_off_is_told_once(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "sent")
    for _ in range(2):
        await bo.cancel(meeting)
    [off] = await bo.meetings()
    assert (off.cancelled, off.revision) == (True, 1)
    assert await bo.planned_messages() == [(10, NEWS)]
    with pytest.raises(OverError):
        await bo.change(meeting, tuesday(place="Torget 2"))


async def test_an_answer_to_an_older_meeting_is_left_alone(either: AppContext) -> None:
    bo = await open_diary(either)
    old = await bo.book()
    await bo.change(old, tuesday(place="Torget 2"))
    assert not await bo.answer(old, coming=True)
    assert (await bo.meetings())[0].answer is None


async def test_nobody_answers_for_somebody_else(either: AppContext) -> None:
    bo, kim = await open_diary(either), await open_diary(either, "Kim")
    meeting = await bo.book()
    assert not await bo.answer(meeting, coming=True, who=kim.who)
    assert (await bo.meetings())[0].answer is None


async def test_who_cannot_come_is_not_reminded_until_they_can(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.settle_message(0, "sent")
    await bo.answer(meeting, coming=False, proposal="hellre på fredag")
    [told] = await bo.meetings()
    assert (told.answer, told.proposal) == ("cannot", "hellre på fredag")
    assert await bo.planned_messages() == []
    await bo.answer(meeting, coming=True)
    [told] = await bo.meetings()
    assert (told.answer, told.proposal) == ("coming", None)
    assert await bo.planned_messages() == [(1, DAY_BEFORE), (2, SAME_DAY)]


async def test_in_the_night_the_news_waits_for_eight(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    clock.now = moment("2026-11-28T21:30")  # a Saturday: Sunday is free
    await bo.book()
    assert await bo.planned_messages() == [(0, "Mon 30 Nov 08:00"), (1, DAY_BEFORE), (2, SAME_DAY)]


async def test_reminders_that_say_the_same_at_once_are_one(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    clock.now = moment("2026-11-30T09:30")
    await bo.book()  # half an hour before the reminder of the day before
    assert await bo.planned_messages() == [(0, "Mon 30 Nov 09:30"), (1, SAME_DAY)]
    monday = tuesday(starts_at=moment("2026-12-07T08:15"))  # both would come on Saturday evening
    await bo.book(monday)
    assert (await bo.planned_messages())[2:] == [(0, "Mon 30 Nov 09:30"), (1, "Sat 05 Dec 19:00")]


async def test_what_would_come_too_late_is_not_planned(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await open_diary(either)
    clock.now = moment("2026-11-30T21:00")
    meeting = await bo.book(tuesday(starts_at=moment("2026-12-01T07:30")))
    assert await bo.planned_messages() == []
    clock.now = moment("2026-12-01T07:31")
    with pytest.raises(OverError):
        await bo.cancel(meeting)


async def test_the_person_sees_their_meetings_and_can_erase_them(either: AppContext) -> None:
    bo = await open_diary(either)
    meeting = await bo.book()
    await bo.answer(meeting, coming=False, proposal="på fredag")
    async with either.database.writing() as session:
        found = await personal_data(session, bo.who)
        assert [one.proposal for one in found.meetings] == ["på fredag"]
        await erase_participant(session, bo.who, either.clock())
    assert await bo.meetings() == []
    assert await bo.messages("planned", "cancelled") == []
