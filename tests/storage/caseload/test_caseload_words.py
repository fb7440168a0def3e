"""What somebody has let the coach read: on top of the caseload until the coach has looked."""

import datetime as dt

from bot.app_context import AppContext
from dialogs.people.participant_status import URGENT, ParticipantStatus
from storage.caseload.caseload import caseload_rows
from storage.caseload.leavers import leavers
from storage.people.audit import Audit, log_action
from storage.tables.people import Participant
from storage.talk.coach_words import keep_words, pass_words_on, passed_on_words
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, add_participant, add_rating, block_accounts
from tests.people.needs import deal_with

FULL = (3, 4, 3, 2, 4, 4)


async def write(app: AppContext, person: Participant, *, passed_on: bool = True) -> None:
    """Write something outside of any question, and let the coach read it."""
    async with app.database.writing() as session:
        kept = await keep_words(session, person, "Kan du ringa?", app.clock())
        if passed_on:
            await pass_words_on(session, person.id, kept.id, app.clock())


async def look(app: AppContext, coach: int, person: Participant) -> None:
    """Open somebody's page."""
    async with app.database.writing() as session:
        await log_action(
            session,
            Audit.PARTICIPANT_OPENED,
            app.clock(),
            staff_id=coach,
            participant_id=person.id,
        )


async def standings(app: AppContext, coach: int) -> list[tuple[str, ParticipantStatus]]:
    now = app.clock()
    async with app.database.reading() as session:
        lines = await caseload_rows(session, coach, now, now.date())
    return [(line.name or "", line.status_at(now)) for line in lines]


async def test_who_has_written_waits_until_the_coach_has_dealt_with_it(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    rated, blocked, kept, wrote = [
        await add_participant(either, coach, name) for name in ("rated", "blocked", "kept", "wrote")
    ]
    await add_rating(either, rated.id, FULL)
    await block_accounts(either, blocked.id)
    await look(either, coach, wrote)
    clock.passes(minutes=1)
    await write(either, kept, passed_on=False)
    await write(either, wrote)
    clock.passes(minutes=1)
    await look(either, coach, wrote)
    assert await standings(either, coach) == [
        ("wrote", ParticipantStatus.WROTE),
        ("blocked", ParticipantStatus.BLOCKED),
        ("rated", ParticipantStatus.NEW_RATING),
        ("kept", ParticipantStatus.CALM),
    ]
    assert ParticipantStatus.WROTE in URGENT
    await deal_with(either, coach, wrote.id, ParticipantStatus.WROTE)
    assert dict(await standings(either, coach))["wrote"] is ParticipantStatus.CALM
    clock.passes(minutes=11)
    await write(either, wrote)
    assert dict(await standings(either, coach))["wrote"] is ParticipantStatus.WROTE


async def test_the_same_words_after_the_coach_has_dealt_with_them_wait_again(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach)
    await write(either, bo)
    await write(either, bo)
    clock.passes(minutes=1)
    await deal_with(either, coach, bo.id, ParticipantStatus.WROTE)
    assert [status for _, status in await standings(either, coach)] == [ParticipantStatus.CALM]
    clock.passes(minutes=1)
    await write(either, bo)
    assert [status for _, status in await standings(either, coach)] == [ParticipantStatus.WROTE]
    async with either.database.reading() as session:
        assert len(await passed_on_words(session, bo.id)) == 2, "said twice in one breath is once"


async def test_words_nobody_has_read_keep_somebody_who_has_left(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    left = await add_participant(either, coach, "Bo", exit_on=clock().date() - DAY)
    await write(either, left)

    async def gone() -> list[str | None]:
        async with either.database.reading() as session:
            found = await leavers(session, coach, clock(), clock().date())
        return [one.name for one in found]

    assert await standings(either, coach) == [("Bo", ParticipantStatus.WROTE)]
    assert await gone() == []
    clock.passes(minutes=1)
    await deal_with(either, coach, left.id, ParticipantStatus.WROTE)
    assert await standings(either, coach) == []
    assert await gone() == ["Bo"]


async def test_the_list_says_so_and_not_what(app: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await write(app, bo)
    clock.now += dt.timedelta(minutes=1)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin")
        assert '<span class="tag waits">har skrivit till dig</span> <span' in page.text
        assert "sedan 23 nov." in page_text(page)
        assert "Väntar på dig" in page_text(page)
        assert "ringa" not in page.text
        opened = await client.get(f"/admin/participants/{bo.pseudonym}")
        assert "Kan du ringa?" in opened.text
        clock.now += dt.timedelta(minutes=1)
        assert 'waits">har skrivit till dig</span> <span' in (await client.get("/admin")).text
