"""Words that answer nothing are passed on with one press, or the person is told plainly."""

import pytest
from sqlalchemy import select, text

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.people.erasure import erase_participant
from storage.staff.digest_findings import digest_findings
from storage.staff.digest_news import digest_span
from storage.tables.people import Participant, Staff
from storage.tables.words import CoachWords
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import invite_participant
from tests.walk import Walk

ILL = "Kan du säga till min handledare att jag är sjuk?"
PASS_ON = "Lämna till min handledare"


async def kept(app: AppContext) -> list[tuple[str, bool]]:
    """List the words that are stored, and whether the coach may read them."""
    async with app.database.reading() as session:
        rows = await session.scalars(select(CoachWords).order_by(CoachWords.id))
        return [(row.words, row.passed_on_at is not None) for row in rows]


async def coach(app: AppContext) -> int:
    async with app.database.reading() as session:
        return (await session.scalars(select(Participant.coach_id))).one()


@pytest.fixture
async def bo(either: AppContext) -> Walk:
    """Bo has a star, and nothing is asked."""
    return await Walk.after(either, "rating")


async def test_one_press_passes_words_on(bo: Walk) -> None:
    said = await bo.says(ILL)
    assert PASS_ON in said
    assert "112" in said
    assert await kept(bo.app) == [(ILL, False)], "nobody reads it before the press"
    assert "Nu kan din handledare läsa" in await bo.says(PASS_ON)
    await bo.says(PASS_ON)
    assert await kept(bo.app) == [(ILL, True)], "twice is once"


async def test_words_in_the_middle_of_a_question_are_not_lost(either: AppContext) -> None:
    bo = await Walk.at(either, "rating", "time#1")
    said = await bo.says(ILL)
    assert PASS_ON in said
    assert "Har du tid" in said, "the question stands below"
    await bo.says(PASS_ON)
    assert await kept(either) == [(ILL, True)]
    assert "klara av att arbeta" in await bo.says("3"), "the rating goes on where it was"


async def test_what_is_written_in_one_breath_goes_together(bo: Walk, clock: StandingClock) -> None:
    await bo.says("Hej", "kan du säga till min handledare")
    clock.passes(minutes=2)
    said = await bo.says("att jag är sjuk", "att jag är sjuk")
    together = "Hej\nkan du säga till min handledare\natt jag är sjuk"
    assert together in said, "it is shown before the press"
    await bo.says(PASS_ON)
    assert await kept(bo.app) == [(together, True)]
    await bo.says("och en sak till")
    assert await kept(bo.app) == [(together, True), ("och en sak till", False)]


async def test_a_number_and_a_command_are_not_words(bo: Walk) -> None:
    for line in ("4", "...", "/nonsens"):
        assert PASS_ON not in await bo.says(line)
    assert await kept(bo.app) == []


async def test_what_nobody_passes_on_is_forgotten(bo: Walk, clock: StandingClock) -> None:
    await bo.says(ILL, PASS_ON, "det här var inget")
    clock.passes(hours=25)
    await Reminding(bo.app).sweep()
    assert await kept(bo.app) == [(ILL, True)]
    await bo.says("hej")
    clock.passes(hours=23)
    await Reminding(bo.app).sweep()
    assert await kept(bo.app) == [(ILL, True), ("hej", False)]


async def test_who_has_not_agreed_is_told_whom_to_turn_to(either: AppContext) -> None:
    bo = Walk(either)
    await bo.begins(await invite_participant(either, "Bo"))
    async with either.database.writing() as session:
        (await session.scalars(select(Staff))).one().phone = "070-123 45 67"
    said = await bo.says(ILL)
    assert PASS_ON not in said
    assert "Ingen läser det du skriver här" in said
    assert "coach of Bo" in said
    assert "070-123 45 67" in said
    assert await kept(either) == []


async def test_where_no_coach_reads_that_is_said(bo: Walk) -> None:
    async with bo.app.database.writing() as session:
        (await session.scalars(select(Staff))).one().role = StaffRole.LEADER
    assert "Ingen läser det du skriver här" in await bo.says(ILL)
    assert await kept(bo.app) == []


async def test_the_digest_names_who_has_written_and_not_what(
    bo: Walk, clock: StandingClock
) -> None:
    since = clock.now
    clock.passes(hours=1)
    await bo.says(ILL)

    async def told() -> list[str]:
        span = digest_span(since, clock.now, bo.app.calendar.zone)
        async with bo.app.database.reading() as session:
            found = await digest_findings(session, await coach(bo.app), span)
        assert ILL not in str(found)
        assert [one.who for one in found.in_need()][:1] == [one.who for one in found.words]
        return [one.who for one in found.words]

    assert await told() == [], "not before the press"
    await bo.says(PASS_ON, "en sak till", PASS_ON)
    assert await told() == ["A-01"], "once, however much there is"
    since = clock.now
    clock.passes(hours=1)
    assert await told() == ["A-01"], "it stays until the coach has dealt with it"


async def test_words_are_sealed_and_go_with_everything_else(bo: Walk) -> None:
    await bo.says(ILL, PASS_ON)
    async with bo.app.database.writing() as session:
        raw = (await session.execute(text("SELECT words FROM coach_words"))).scalar_one()
        assert b"sjuk" not in bytes(raw)
        who = (await session.scalars(select(Participant.id))).one()
        await erase_participant(session, who, bo.app.clock())
        row = (await session.scalars(select(Participant))).one()
        await session.refresh(row)
        assert row.status == EnrolmentStatus.ERASED
    assert await kept(bo.app) == []


async def test_nobody_passes_on_what_is_somebody_elses(either: AppContext) -> None:
    bo, kim = await Walk.after(either, "rating"), await Walk.after(either, "rating", name="Kim")
    await bo.says(ILL)
    kim.terminal._offers = dict(bo.terminal._offers)
    await kim.says(PASS_ON)
    assert await kept(either) == [(ILL, False)]


async def test_an_old_row_stays_in_the_digest_until_it_is_dealt_with(
    bo: Walk, clock: StandingClock
) -> None:
    await bo.says(ILL, PASS_ON)
    clock.passes(days=30)
    span = digest_span(clock.now - 7 * DAY, clock.now, bo.app.calendar.zone)
    async with bo.app.database.reading() as session:
        found = await digest_findings(session, await coach(bo.app), span)
    assert [one.who for one in found.words] == ["A-01"]
