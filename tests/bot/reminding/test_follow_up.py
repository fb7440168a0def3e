"""Three and six months after an exit to work or studies: two questions, and a coach who hears."""

import datetime as dt
from collections.abc import Sequence

import pytest

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from bot.reminding.sweep import Reminding
from dialogs.agenda.messages import MessageKind
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import EnrolmentStatus, ExitReason
from dialogs.people.participant_status import ParticipantStatus
from dialogs.people.staff import DigestFrequency
from storage.caseload.caseload import caseload_rows
from storage.caseload.leavers import leavers
from storage.figures.completeness import coach_completeness
from storage.follow_ups.backfill import backfill_follow_ups
from storage.follow_ups.follow_ups import follow_ups
from storage.occasions.exits import set_exit
from storage.people.erasure import erase_participant
from storage.people.timing import participant_timing
from storage.tables.agenda import FollowUp
from storage.tables.people import Participant, Staff
from storage.talk.conversations import open_conversations
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import (
    BO,
    change_participant,
    change_staff,
    enrol_participants,
    messages,
)
from tests.people.needs import deal_with

LEFT = dt.date(2026, 11, 23)
ASKED = moment("2027-02-23 09:00")
QUESTION = "Arbetar du fortfarande?"


async def enrolled(telegram: Telegram) -> tuple[Chat, int]:
    """Let Bo take part, with a chat that is open."""
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(telegram.app, [BO], telegram.app.clock())
    await bo.says("/start", sees="ingen fråga")
    return bo, who


async def leave(
    app: AppContext,
    who: int,
    reason: ExitReason | None = ExitReason.WORK,
    on: dt.date | None = LEFT,
) -> None:
    """Set the exit, move it or take it back, as the coach does; no last rating is asked for."""
    async with app.database.writing() as session:
        person = await session.get_one(Participant, who)
        when = await participant_timing(session, person, app.calendar)
        await set_exit(session, person, on, reason, app.clock(), when, rate=False)


async def stored(app: AppContext, who: int) -> Sequence[FollowUp]:
    async with app.database.reading() as session:
        return await follow_ups(session, who)


async def fates(app: AppContext) -> list[str]:
    return [one.status.value for one in await messages(app) if one.kind is MessageKind.FOLLOW_UP]


async def kinds(app: AppContext, coach: int) -> list[ParticipantStatus]:
    """List what needs the coach."""
    now = app.clock()
    async with app.database.reading() as session:
        rows = await caseload_rows(session, coach, now, now.date())
        return [need.kind for row in rows for need in row.needs_at(now)]


async def test_that_it_is_hard_reaches_the_coach_the_next_morning(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    bo, who = await enrolled(telegram)
    await leave(app, who)
    friday = moment("2027-02-26 08:00")
    await change_staff(app, 1, digest=DigestFrequency.WEEKLY, digest_hour=8, digest_at=friday)
    async with app.database.reading() as session:
        before = await coach_completeness(session, 1, dt.date(2027, 2, 24))
    reminding = Reminding(app, telegram.sender)
    clock.now = ASKED - dt.timedelta(minutes=1)
    assert (await reminding.sweep()).sent == 0, "it is not the person's hour"
    clock.now = ASKED
    assert (await reminding.sweep()).sent == 1
    said = str(telegram.api.messages(BO)[-1]["text"])
    assert QUESTION in said
    assert "Du väljer själv om du svarar." in said
    await bo.presses("Nej")
    assert [(one.still, one.how) for one in await stored(app, who)] == [
        (False, None),
        (None, None),
    ]
    await bo.presses("Tillbaka")
    await bo.presses("Ja")
    await bo.presses("Det är tungt")
    first, later = await stored(app, who)
    assert (first.still, first.how, first.answered_at) == (True, "hard", clock.now)
    assert not later.is_settled
    assert await fates(app) == ["answered", "planned"]
    assert await kinds(app, 1) == [ParticipantStatus.HARD]
    async with app.database.reading() as session:
        staff = await session.get_one(Staff, 1)
        assert staff.digest_at == moment("2027-02-24 08:00"), "not as late as on Friday"
        assert not await leavers(session, 1, clock(), clock().date()), "they are in the list again"
        assert await coach_completeness(session, 1, dt.date(2027, 2, 24)) == before
    await deal_with(app, 1, who, ParticipantStatus.HARD)
    assert await kinds(app, 1) == []
    clock.now = moment("2027-05-24 09:00")  # the 23rd is a Sunday
    assert (await reminding.sweep()).sent == 1
    await bo.presses("Ja")
    await bo.presses("Det går bra")
    assert await kinds(app, 1) == [], "that is nothing to be told of at once"
    told = (await personal_data_file(app, who)).decode()
    assert "Hur det går efteråt" in told
    assert f"{QUESTION} Ja · Det är tungt" in told
    assert f"{QUESTION} Ja · Det går bra" in told


@pytest.mark.parametrize(
    ("how", "at"),
    [(DigestFrequency.OFF, None), (DigestFrequency.DAILY, moment("2027-02-23 10:00"))],
)
async def test_a_digest_that_nobody_wants_or_that_comes_sooner_is_left_alone(
    telegram: Telegram, clock: StandingClock, how: DigestFrequency, at: dt.datetime | None
) -> None:
    app = telegram.app
    bo, who = await enrolled(telegram)
    await leave(app, who)
    await change_staff(app, 1, digest=how, digest_hour=8, digest_at=at)
    clock.now = ASKED
    await Reminding(app, telegram.sender).sweep()
    await bo.presses("Ja")
    await bo.presses("Det är tungt")
    async with app.database.reading() as session:
        assert (await session.get_one(Staff, 1)).digest_at == at


async def test_it_lies_in_the_chat_of_who_has_nothing_else(
    either: AppContext, clock: StandingClock
) -> None:
    [who] = await enrol_participants(either, ["Bo"], clock(), Channel.WEB)
    await leave(either, who)
    clock.now = ASKED
    await Reminding(either).sweep()
    assert await fates(either) == ["laid", "planned"]
    async with either.database.reading() as session:
        assert [one.dialog for one in await open_conversations(session, who)] == ["follow-up"]


async def test_somebody_may_say_no_to_it_for_good(telegram: Telegram, clock: StandingClock) -> None:
    app = telegram.app
    bo, who = await enrolled(telegram)
    await leave(app, who, ExitReason.STUDIES)
    clock.now = ASKED
    await Reminding(app, telegram.sender).sweep()
    assert "Studerar du fortfarande?" in str(telegram.api.messages(BO)[-1]["text"])
    await bo.presses("Fråga mig inte om det här")
    [only] = await stored(app, who)
    assert only.declined_at == clock.now
    assert await fates(app) == ["answered", "cancelled"]
    await leave(app, who, ExitReason.STUDIES, dt.date(2027, 2, 28))
    assert [one.id for one in await stored(app, who)] == [only.id], "nor after another last day"


async def test_what_is_asked_follows_the_exit(either: AppContext, clock: StandingClock) -> None:
    app = either
    [who] = await enrol_participants(app, [BO], clock())
    await leave(app, who, ExitReason.MOVED)
    assert not await stored(app, who)
    await leave(app, who)
    assert [one.due_on for one in await stored(app, who)] == [
        dt.date(2027, 2, 23),
        dt.date(2027, 5, 23),
    ]
    await leave(app, who)
    assert await fates(app) == ["planned", "planned"], "saved twice it is asked once"
    await leave(app, who, on=dt.date(2026, 12, 31))
    assert [one.due_on for one in await stored(app, who)] == [
        dt.date(2027, 3, 31),
        dt.date(2027, 6, 30),
    ]
    await leave(app, who, None, None)
    assert not await stored(app, who)
    assert set(await fates(app)) == {"cancelled"}
    clock.now = moment("2027-04-30 12:00")
    await leave(app, who)
    assert [one.months for one in await stored(app, who)] == [6], "the first is long past"


async def test_who_had_left_before_there_were_such_questions_is_asked(
    either: AppContext, clock: StandingClock
) -> None:
    people = await enrol_participants(either, ["Bo", "Kim", "Eva"], clock(), Channel.TERMINAL)
    left = {"exit_on": LEFT, "exit_reason": ExitReason.WORK}
    await change_participant(either, people[0], **left)
    await change_participant(either, people[1], **{**left, "exit_reason": ExitReason.MOVED})
    await change_participant(either, people[2], exit_on=LEFT, exit_reason=ExitReason.WORK)
    await leave(either, people[2])
    clock.now = moment("2027-04-01 10:00")
    assert await backfill_follow_ups(either.database, either.calendar, clock()) == 1
    assert await backfill_follow_ups(either.database, either.calendar, clock()) == 0
    assert [one.months for one in await stored(either, people[0])] == [6], "the first is past"
    assert not await stored(either, people[1])
    assert len(await stored(either, people[2])) == 2, "as they were"


async def test_an_open_question_ends_with_the_exit_that_it_came_of(
    telegram: Telegram, clock: StandingClock
) -> None:
    app = telegram.app
    _, who = await enrolled(telegram)
    await leave(app, who)
    clock.now = ASKED
    await Reminding(app, telegram.sender).sweep()
    async with app.database.reading() as session:
        assert [one.dialog for one in await open_conversations(session, who)] == ["follow-up"]
    await leave(app, who, None, None)
    async with app.database.reading() as session:
        assert await open_conversations(session, who) == []


@pytest.mark.parametrize("why", ["stopped", "died", "erased", "not agreed"])
async def test_somebody_is_never_asked(either: AppContext, clock: StandingClock, why: str) -> None:
    app = either
    [who] = await enrol_participants(app, ["Bo"], clock(), Channel.TERMINAL)
    if why == "not agreed":
        await change_participant(app, who, status=EnrolmentStatus.INVITED)
    await leave(app, who)
    if why == "stopped":
        await change_participant(app, who, stopped=True)
    if why == "died":
        await leave(app, who, ExitReason.DECEASED)
    if why == "erased":
        async with app.database.writing() as session:
            await erase_participant(session, who, clock())
    clock.now = ASKED
    assert (await Reminding(app).sweep()).sent == 0
    assert set(await fates(app)) <= {"skipped", "cancelled", "planned"}
    if why != "stopped":
        assert not await stored(app, who)
