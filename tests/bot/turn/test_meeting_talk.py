"""From the coach's booking to the participant's answer, through the sweep and the turn."""

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.contents.content import Content, Opens, Tells
from bot.reminding.contents.ratings import CONTENTS
from bot.reminding.sweep import Reminding
from dialogs.agenda.messages import MessageKind
from storage.people.timing import participant_timing
from storage.tables.agenda import Reminder
from storage.tables.people import Participant, StoredConversation
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import Diary, message_figure, open_diary, tuesday
from tests.walk import Walk

NEWS, DAY_BEFORE, SAME_DAY = 0, 1, 2


async def bo(app: AppContext) -> tuple[Walk, Diary]:
    """Bo has a star, and a coach who books meetings."""
    walk = await Walk.after(app, "rating")
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    return walk, Diary(app, who)


async def matter(diary: Diary, number: int) -> Content | None:
    async with diary.app.database.reading() as session:
        person = await session.get_one(Participant, diary.who)
        row = (
            await session.scalars(
                select(Reminder).where(
                    Reminder.participant_id == diary.who,
                    Reminder.kind == "meeting",
                    message_figure == number,
                )
            )
        ).one()
        when = await participant_timing(session, person, diary.app.calendar)
        return await CONTENTS[MessageKind.MEETING](session, row, person, when)


def said(found: Content | None, app: AppContext) -> str:
    """Give the lines of a matter that is lines alone."""
    assert isinstance(found, Tells)
    return "\n".join(say.text for say in found.lines(app.installation.scene("sv", "Iris")))


def phase(found: Content | None) -> str:
    assert isinstance(found, Opens)
    return str(found.next_dialog.facts["phase"])


async def test_a_booking_is_asked_about_and_answered(either: AppContext) -> None:
    walk, meets = await bo(either)
    await meets.book()
    assert (await Reminding(either).sweep()).sent == 1
    assert "tisdag 1 december klockan 10:00" in await walk.says("hej")
    assert "Din handledare ser att du kommer" in await walk.says("Jag kommer")
    [meeting] = await meets.meetings()
    assert (meeting.answer, meeting.answered_at) == ("coming", either.clock())
    assert len(await meets.messages("answered")) == 1


async def test_another_time_in_words_reaches_the_coach(either: AppContext) -> None:
    walk, meets = await bo(either)
    await meets.book()
    await Reminding(either).sweep()
    await walk.says("hej", "Jag kan inte")
    assert (await meets.meetings())[0].answer == "cannot", "told at once, before any words"
    await walk.says("<", "Jag kommer")
    assert (await meets.meetings())[0].answer == "coming", "taken back, and answered anew"


async def test_a_button_of_a_meeting_that_has_changed_does_nothing(either: AppContext) -> None:
    walk, meets = await bo(either)
    meeting = await meets.book()
    await Reminding(either).sweep()
    await meets.change(meeting, tuesday(place="Torget 2"))
    assert "ingen fråga till dig" in await walk.says("Jag kommer")
    assert (await meets.meetings())[0].answer is None
    await Reminding(either).sweep()
    assert "har ändrat ert möte" in await walk.says("hej")
    await walk.says("Jag kommer")
    [now] = await meets.meetings()
    assert (now.revision, now.answer) == (1, "coming")


async def test_what_has_begun_is_not_asked_about_any_more(
    either: AppContext, clock: StandingClock
) -> None:
    walk, meets = await bo(either)
    await meets.book()
    await Reminding(either).sweep()
    clock.now = moment("2026-12-01T10:00")
    assert "ingen fråga till dig" in await walk.says("Jag kommer")
    assert (await meets.meetings())[0].answer is None
    async with either.database.reading() as session:
        open_ = select(StoredConversation).where(StoredConversation.ended_at.is_(None))
        assert (await session.scalars(open_)).all() == []


async def test_a_reminder_asks_who_has_not_answered_and_tells_who_comes(either: AppContext) -> None:
    meets = await open_diary(either)
    meeting = await meets.book()
    await meets.settle_message(NEWS, "laid")
    assert phase(await matter(meets, DAY_BEFORE)) == "reminder"
    await meets.answer(meeting, coming=True)
    text = said(await matter(meets, DAY_BEFORE), either)
    assert text.startswith("Snart har du ett möte med din handledare: tisdag 1 december")
    await meets.answer(meeting, coming=False)
    assert await matter(meets, DAY_BEFORE) is None


async def test_old_messages_are_of_no_use_and_news_carry_the_calendar_file(
    either: AppContext,
) -> None:
    meets = await open_diary(either)
    meeting = await meets.book()
    first = await matter(meets, NEWS)
    assert phase(first) == "booked"
    await meets.settle_message(NEWS, "laid")
    await meets.change(meeting, tuesday(place="Torget 2"))
    changed = await matter(meets, 10)
    assert phase(changed) == "changed"
    assert [await matter(meets, number) for number in (NEWS, DAY_BEFORE, SAME_DAY)] == [None] * 3
    reminder = await matter(meets, 11)
    await meets.cancel(meeting)
    off = await matter(meets, 20)
    assert "tisdag 1 december klockan 10:00 blir inte av" in said(off, either)
    assert await matter(meets, 10) is None
    assert await matter(meets, 11) is None
    for found, method, sequence in (
        (first, "REQUEST", 0),
        (changed, "REQUEST", 1),
        (off, "CANCEL", 2),
    ):
        assert isinstance(found, Opens | Tells)
        assert found.file is not None
        assert f"METHOD:{method}\r\n" in found.file.text
        assert f"SEQUENCE:{sequence}\r\n" in found.file.text
    assert isinstance(reminder, Opens)
    assert reminder.file is None


async def test_a_change_of_what_nobody_has_heard_of_is_a_new_meeting(either: AppContext) -> None:
    meets = await open_diary(either)
    meeting = await meets.book()
    await meets.change(meeting, tuesday(place="Torget 2"))
    assert phase(await matter(meets, 10)) == "booked"


async def test_after_downtime_one_message_says_it(either: AppContext, clock: StandingClock) -> None:
    walk, meets = await bo(either)
    await meets.book()
    clock.now = moment("2026-12-01T08:30")  # the news and both reminders are due
    await Reminding(either).sweep()
    assert len(await meets.messages("laid")) == 1
    assert await meets.planned_messages() == []
    assert "tisdag 1 december" in await walk.says("hej")


async def test_a_pause_lets_one_message_through_when_it_ends(
    either: AppContext, clock: StandingClock
) -> None:
    walk, meets = await bo(either)
    await walk.says("/pause")
    await meets.book(tuesday(starts_at=moment("2026-12-02T10:00")))
    for hour in range(9 * 24):
        clock.passes(hours=1)
        await Reminding(either).sweep()
        if hour == 24:
            assert await meets.messages("laid") == []
    sent = await meets.messages("laid")
    assert [number for number, _ in sent] == [NEWS, DAY_BEFORE, SAME_DAY]


@pytest.mark.parametrize("wish", ["/stop"])
async def test_stop_holds_for_meetings_too(
    either: AppContext, clock: StandingClock, wish: str
) -> None:
    walk, meets = await bo(either)
    await walk.says(wish)
    await meets.book()
    clock.passes(hours=1)
    await Reminding(either).sweep()
    assert await meets.messages("laid") == []
    assert [number for number, _ in await meets.messages("skipped")] == [NEWS]


async def test_the_time_is_the_persons_own_and_says_where(either: AppContext) -> None:
    meets = await open_diary(either)
    await meets.book()
    for zone, when, where in (
        (None, "2026-12-01T10:00", ""),
        ("Europe/Stockholm", "2026-12-01T10:00", "Europe/Stockholm"),
        ("Asia/Bangkok", "2026-12-01T16:00", "Asia/Bangkok"),
    ):
        async with either.database.writing() as session:
            (await session.get_one(Participant, meets.who)).zone = zone
        told = await matter(meets, NEWS)
        assert isinstance(told, Opens)
        facts = told.next_dialog.facts
        assert (facts["when"], facts["zone"]) == (when, where)
