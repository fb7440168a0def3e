"""Meetings in the web chat: asked about, shown beside, put into the calendar. One's own only."""

import re

import pytest
from icalendar import Calendar
from sqlalchemy import select

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from bot.reminding.sweep import Reminding
from dialogs.people.accounts import Channel
from dialogs.people.staff import StaffRole
from storage.meetings.sounds import keep_recording
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import (
    TUESDAY,
    Diary,
    add_coach,
    add_participant,
    add_staff,
    invite_participant,
    speak,
    tuesday,
)


@pytest.fixture
async def bo(app: AppContext) -> Visitor:
    """Bo takes part, and nothing is asked just now."""
    person = await add_participant(app, await add_coach(app), channel=Channel.WEB)
    visitor = Visitor(app)
    return await visitor.enter(f"key of {person.id}")


@pytest.fixture
async def diary(app: AppContext, bo: Visitor) -> Diary:
    async with app.database.reading() as session:
        return Diary(app, (await session.scalars(select(Participant.id))).one())


def files(visitor: Visitor) -> list[str]:
    return re.findall(r'href="(/chat/meetings/[^"]+)"', visitor.page.text)


async def test_a_meeting_is_asked_about_and_goes_into_the_calendar(
    app: AppContext, bo: Visitor, diary: Diary
) -> None:
    await diary.book()
    await Reminding(app).sweep()
    await bo.open("/chat")
    assert "Din handledare har bokat ett möte med dig tisdag 1 december klockan 10:00." in bo.text
    [file] = files(bo)
    answer = await bo.http.get(file)
    assert answer.headers["content-type"].startswith("text/calendar; charset=utf-8")
    assert 'filename="meeting.ics"' in answer.headers["content-disposition"]
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == TUESDAY.starts_at
    await bo.press("Jag kommer")
    assert (await diary.meetings())[0].answer == "coming"


async def test_words_about_another_time_are_kept(
    app: AppContext, bo: Visitor, diary: Diary
) -> None:
    await diary.book()
    await Reminding(app).sweep()
    await bo.open("/chat")
    await bo.press("Jag kan inte")
    assert files(bo) == [], "it does not go into the calendar"
    await bo.write("Torsdag efter lunch")
    assert (await diary.meetings())[0].proposal == "Torsdag efter lunch"


async def test_somebody_elses_file_is_not_there(app: AppContext, bo: Visitor, diary: Diary) -> None:
    meeting = await diary.book()
    kim = await begin_rating(app, await invite_participant(app, "Kim"))
    for path in (f"{meeting.id}.ics", "999.ics", f"{10**30}.ics", "0.ics", "x.ics"):
        await kim.open(f"/chat/meetings/{path}")
        assert kim.page.status_code == 404, path
    stranger = Visitor(app)
    await stranger.open(f"/chat/meetings/{meeting.id}.ics")
    assert stranger.page.status_code == 403
    assert "BEGIN:VCALENDAR" not in stranger.page.text


async def test_the_next_meeting_stands_where_nothing_is_asked(bo: Visitor, diary: Diary) -> None:
    await diary.book(tuesday(starts_at=moment("2026-12-08T13:00")))
    await diary.book()
    await bo.open("/chat")
    assert "Ditt nästa möte: tisdag 1 december klockan 10:00." in bo.text
    assert "8 december" not in bo.text
    assert len(files(bo)) == 1


async def test_beside_a_question_only_a_near_meeting_stands(
    app: AppContext, clock: StandingClock
) -> None:
    kim = await begin_rating(app, await invite_participant(app, "Kim"))
    async with app.database.reading() as session:
        kims = Diary(app, (await session.scalars(select(Participant.id))).one())
    await kims.book()
    await kim.open("/chat")
    assert "Ditt nästa möte" not in kim.text
    clock.now = moment("2026-11-30T09:00")
    await kim.open("/chat")
    assert "Ditt nästa möte: tisdag 1 december" in kim.text


async def test_what_is_called_off_is_said_beside_whatever_is_open(
    app: AppContext, bo: Visitor, diary: Diary, clock: StandingClock
) -> None:
    meeting = await diary.book()
    await diary.cancel(meeting)
    await bo.open("/chat")
    assert "tisdag 1 december klockan 10:00 blir inte av" in bo.text
    assert "Ta bort ur kalendern" in bo.text
    gone = await bo.http.get(files(bo)[0])
    assert "METHOD:CANCEL" in gone.text
    clock.now = moment("2026-12-01T10:00")
    await bo.open("/chat")
    assert "blir inte av" not in bo.text


async def test_a_meeting_that_has_begun_is_not_asked_about(
    app: AppContext, bo: Visitor, diary: Diary, clock: StandingClock
) -> None:
    await diary.book()
    await Reminding(app).sweep()
    clock.now = moment("2026-12-01T10:00")
    await bo.open("/chat")
    assert "har bokat ett möte" not in bo.text


async def test_my_data_shows_my_meetings(app: AppContext, bo: Visitor, diary: Diary) -> None:
    meeting = await diary.book()
    await diary.answer(meeting, coming=False, proposal="<b>på fredag</b>")
    await bo.open("/chat/mydata")
    assert "Storgatan 1" in bo.text
    assert "&lt;b&gt;på fredag" in bo.page.text
    assert "Jag kan inte" in bo.text


async def test_what_the_coach_has_recorded_is_heard_by_that_person_alone(
    app: AppContext, bo: Visitor, diary: Diary
) -> None:
    meeting = await diary.book(tuesday(place="Biblioteket"))
    async with app.database.writing() as session:
        found = await session.get_one(Meeting, meeting.id)
        await keep_recording(session, found, b"OggS ...", b"mp4 ...", app.clock())
    await bo.open("/chat")
    [ogg, mp4] = re.findall(r'<source src="(/chat/heard/[^"]+)"', bo.page.text)
    assert (await bo.http.get(ogg)).content == b"OggS ..."
    assert (await bo.http.get(mp4)).headers["content-type"] == "audio/mp4"
    eva = await add_staff(app, "Eva", StaffRole.ADMIN)
    await speak(app, eva, "sv", "Kommer du?")
    await Reminding(app).sweep()
    await bo.open("/chat")
    assert ogg in bo.page.text, "in the message about it as well"
    await bo.open("/chat/mydata")
    assert f'src="{mp4}"' in bo.page.text
    file = await personal_data_file(app, diary.who)
    assert b"data:audio/mp4;base64,bXA0IC4uLg==" in file
    kim = await begin_rating(app, await invite_participant(app, "Kim"))
    for address in (ogg, mp4, "/chat/heard/99.ogg"):
        await kim.open(address)
        assert kim.page.status_code == 404, address
    stranger = Visitor(app)
    await stranger.open(ogg)
    assert stranger.page.status_code == 403
