"""Texts that grow or are corrected after their conversation has ended, on both databases."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from bot.turn.arrival import Arrival, Outcome
from dialogs.engine.event import Edited, Typed, Written
from dialogs.engine.reply import Code
from dialogs.people.accounts import Channel
from dialogs.people.participant_status import ParticipantStatus
from storage.caseload.caseload import caseload_rows
from storage.needs.marks import mark_done
from storage.tables.agenda import Step
from storage.tables.people import Account, Participant
from storage.tables.ratings import StoredAnswer
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import Diary, add_coach, change_participant, messages, tuesday
from tests.walk import Walk

BEGIN = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


async def writes(app: AppContext, text: str, number: int, after: int = 0) -> Outcome:
    """Let Bo write a message, ``after`` seconds after the first."""
    written = Written(number, BEGIN + dt.timedelta(seconds=after))
    async with app.database.writing() as session:
        arrival = Arrival(Channel.TERMINAL, "Bo", Typed(text, written))
        return await app.turns.take(session, arrival)


async def changes(app: AppContext, text: str, number: int) -> Outcome:
    async with app.database.writing() as session:
        arrival = Arrival(Channel.TERMINAL, "Bo", Edited(text, Written(number, BEGIN)))
        return await app.turns.take(session, arrival)


async def asked_for_another_time(app: AppContext) -> Diary:
    """Bo has said that he cannot come, and is asked for another time."""
    walk = await Walk.after(app, "rating")
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    diary = Diary(app, who)
    await diary.book()
    assert (await Reminding(app).sweep()).sent == 1
    await walk.says("hej")
    await walk.says("Jag kan inte")
    return diary


async def test_a_proposal_in_several_messages_reaches_the_coach_whole(either: AppContext) -> None:
    diary = await asked_for_another_time(either)
    assert (await writes(either, "Kan vi ses på torsdag", 1)).notice is None
    assert (await writes(either, "klockan 3", 2, after=8)).notice is Code.ADDED
    [meeting] = await diary.meetings()
    assert meeting.proposal == "Kan vi ses på torsdag\nklockan 3"
    assert (await changes(either, "Kan vi ses på fredag", 1)).notice is Code.CORRECTED
    [meeting] = await diary.meetings()
    assert (meeting.answer, meeting.proposal) == ("cannot", "Kan vi ses på fredag\nklockan 3")


async def test_a_proposal_for_a_meeting_that_has_moved_is_not_corrected(
    either: AppContext,
) -> None:
    diary = await asked_for_another_time(either)
    await writes(either, "Kan vi ses på torsdag", 1)
    [meeting] = await diary.meetings()
    await diary.change(meeting, tuesday(place="Torget 2"))
    assert (await changes(either, "Kan vi ses på fredag", 1)).notice is Code.STANDS
    [meeting] = await diary.meetings()
    assert (meeting.revision, meeting.proposal) == (1, None)


async def test_words_long_after_a_text_are_words_of_their_own(
    either: AppContext, clock: StandingClock
) -> None:
    diary = await asked_for_another_time(either)
    await writes(either, "Kan vi ses på torsdag", 1)
    clock.passes(minutes=2)
    assert (await writes(either, "hej", 2, after=120)).notice is Code.UNHEARD
    [meeting] = await diary.meetings()
    assert meeting.proposal == "Kan vi ses på torsdag"


async def test_what_helped_grows_and_nothing_is_planned_anew(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await Walk.after(either, "plan", answers={"area": "health", "again": "week"})
    clock.now = moment("2026-11-30 09:00")
    await Reminding(either).sweep()
    await bo.says("hej", "Klart")
    await writes(either, "Sällskap", 1)
    assert (await writes(either, "och en hund", 2, after=9)).notice is Code.ADDED
    before = await messages(either)
    assert (await changes(either, "Gott sällskap", 1)).notice is Code.CORRECTED
    async with either.database.reading() as session:
        step = (await session.scalars(select(Step))).one()
    assert (step.outcome, step.helped, step.looks) == ("done", "Gott sällskap\noch en hund", 1)
    assert [(of.id, of.status) for of in await messages(either)] == [
        (of.id, of.status) for of in before
    ]


async def test_an_account_from_an_earlier_version_types_as_before(either: AppContext) -> None:
    """Nothing is known of what it was shown: all words are for the open question."""
    await Walk.at(either, "rating")
    async with either.database.writing() as session:
        await session.execute(update(Account).values(shown_message=40, asked=None))
    assert (await writes(either, "4", 39)).notice is Code.UNSURE
    outcome = await writes(either, "4", 41)
    assert outcome.answered is not None
    assert outcome.answered.answer.key == "4"


@pytest.mark.parametrize("erased", ["", "\u200b", "\u3164"])
async def test_a_text_is_not_corrected_into_nothing(either: AppContext, erased: str) -> None:
    walk = await Walk.at(either, "rating")
    await walk.says("+")
    await writes(either, "Ont i ryggen", 1)
    assert (await changes(either, erased, 1)).notice is Code.STANDS
    async with either.database.reading() as session:
        assert await session.scalar(select(StoredAnswer.comment)) == "Ont i ryggen"


async def has_a_coach(app: AppContext) -> tuple[int, int]:
    """Give Bo a coach; gives both ids."""
    coach = await add_coach(app)
    async with app.database.reading() as session:
        bo = (await session.scalars(select(Participant.id))).one()
    await change_participant(app, bo, coach_id=coach)
    return coach, bo


async def waits(app: AppContext, coach: int) -> list[ParticipantStatus]:
    """List what needs the coach with Bo."""
    now = app.clock()
    async with app.database.reading() as session:
        (row,) = await caseload_rows(session, coach, now, now.date())
    return [one.kind for one in row.needs_at(now)]


async def done(
    app: AppContext, coach: int, bo: int, kind: ParticipantStatus, shown: dt.datetime
) -> None:
    async with app.database.writing() as session:
        await mark_done(session, bo, kind, shown, coach, app.clock())


async def test_another_proposal_after_the_coach_has_dealt_with_the_first_needs_them_again(
    either: AppContext, clock: StandingClock
) -> None:
    await asked_for_another_time(either)
    coach, bo = await has_a_coach(either)
    await writes(either, "Kan vi ses på torsdag", 1)
    cannot = ParticipantStatus.CANNOT_COME
    assert cannot in await waits(either, coach)
    for words in ("Kan vi ses på fredag", "Kan vi ses på lördag"):
        clock.passes(minutes=3)
        shown = clock()
        await done(either, coach, bo, cannot, shown)
        assert cannot not in await waits(either, coach)
        clock.passes(minutes=3)
        assert (await changes(either, words, 1)).notice is Code.CORRECTED
        assert cannot in await waits(either, coach), "the words are new"
        await done(either, coach, bo, cannot, shown)  # a tab from before
        assert cannot in await waits(either, coach)


async def test_another_comment_after_the_coach_has_dealt_with_the_rating_needs_them_again(
    either: AppContext, clock: StandingClock
) -> None:
    walk = await Walk.at(either, "rating")
    await walk.says("+")
    await writes(either, "Ont i ryggen", 1)
    await walk.says(*"333333")
    coach, bo = await has_a_coach(either)
    new = ParticipantStatus.NEW_RATING
    assert await waits(either, coach) == [new]
    for words in ("Ont i foten", "Ont i handen"):
        clock.passes(minutes=3)
        shown = clock()
        await done(either, coach, bo, new, shown)
        assert await waits(either, coach) == []
        clock.passes(minutes=3)
        assert (await changes(either, words, 1)).notice is Code.CORRECTED
        assert await waits(either, coach) == [new], "the words are new"
        await done(either, coach, bo, new, shown)  # a tab from before
        assert await waits(either, coach) == [new]
