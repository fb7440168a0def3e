"""Completeness has one definition: a coach's figures and a leader's are of the same ratings."""

import pytest

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.staff.digests import news_for
from dialogs.occasions.occasion import Reason
from dialogs.people.staff import StaffRole
from dialogs.reports.completeness import completeness_sections
from storage.figures.completeness import coach_completeness, completeness
from storage.people.audit import Audit, log_action
from storage.tables.people import Staff
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import (
    add_coach,
    add_occasion,
    add_participant,
    add_rating,
    add_staff,
    change_staff,
    lead,
)

FULL = (3, 4, 3, 2, 4, 4)


async def test_opening_a_page_changes_no_figure(either: AppContext, clock: StandingClock) -> None:
    """Whoever has left is in the list until their last rating is dealt with; a look is none."""
    coach, today = await add_coach(either), clock().date()
    for number in range(6):
        left = await add_participant(either, coach, f"left {number}", exit_on=today - DAY)
        rating = await add_rating(either, left.id, FULL, ago=2 * DAY)
        await add_occasion(either, left.id, -4, "done", rating_id=rating, kind="exit")
    stays = await add_participant(either, coach, "stays")
    await add_occasion(either, stays.id, -4, "due")
    async with open_browser(either) as client:
        await log_in(client)
        before = page_text(await client.get("/admin"))
        beside = page_text(await client.get("/admin/participants/A-01"))
        after = page_text(await client.get("/admin"))
    for page in (before, beside, after):
        assert "7 personer" in page
        assert "6 av 7 skattningar gjorda" in page


async def test_a_coach_and_a_leader_are_told_the_same(
    either: AppContext, clock: StandingClock
) -> None:
    coach, today = await add_coach(either), clock().date()
    for number in range(6):
        done = await add_participant(either, coach, f"done {number}")
        rating = await add_rating(either, done.id, FULL)
        await add_occasion(either, done.id, -4, "done", rating_id=rating)
        paper = await add_participant(either, coach, f"paper {number}", exit_on=today - DAY)
        reason = ("paper", "together")[number % 2]
        await add_occasion(either, paper.id, -4, "without-figures", reason=reason, kind="exit")
        await add_occasion(either, paper.id, -5, "done", kind="extra")
    async with either.database.writing() as session:
        await log_action(session, Audit.CASELOAD_OPENED, clock(), staff_id=coach)
        own = await coach_completeness(session, coach, today)
        [of] = await completeness(session, today, {1})
    assert (own.due, own.done) == (of.due, of.done) == (12, 6)
    assert of.reasons == [(Reason.PAPER, 6)], "what lies on paper is told as such"


async def lacks(app: AppContext, coach: int, reason: str | None, persons: int) -> None:
    """Let persons lack a rating, for a reason."""
    for number in range(persons):
        person = await add_participant(app, coach, f"{coach} {reason} {number}")
        await add_occasion(app, person.id, -4, "missed", reason=reason)


async def has_done(app: AppContext, coach: int, persons: int) -> None:
    for number in range(persons):
        person = await add_participant(app, coach, f"{coach} done {number}")
        rating = await add_rating(app, person.id, FULL)
        await add_occasion(app, person.id, -4, "done", rating_id=rating)


@pytest.mark.parametrize(
    ("others", "told"),
    [(0, [("silent", 6)]), (1, []), (4, []), (5, [("silent", 6), ("declined", 5)])],
)
async def test_reasons_leave_nobody_over(
    either: AppContext, clock: StandingClock, others: int, told: list[tuple[str, int]]
) -> None:
    coach = await add_coach(either)
    await has_done(either, coach, 6)
    await lacks(either, coach, None, 6)
    await lacks(either, coach, "declined", others)
    async with either.database.reading() as session:
        [of] = await completeness(session, clock().date(), {1})
        [whole] = await completeness(session, clock().date(), {1}, whole=True)
    assert (of.due, of.done) == (12 + others, 6), "the figures are told"
    assert list(of.reasons) == told
    assert sum(persons for _, persons in whole.reasons) == 6 + others


async def test_who_lacks_ratings_for_two_reasons_is_one_of_the_rest(
    either: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(either)
    await has_done(either, coach, 5)
    await lacks(either, coach, None, 6)
    person = await add_participant(either, coach, "two")
    await add_occasion(either, person.id, -4, "missed")
    await add_occasion(either, person.id, -9, "missed", reason="ill", kind="six-month")
    async with either.database.reading() as session:
        [of] = await completeness(session, clock().date(), {1})
    assert of.reasons == [], "seven are silent, and one of them was ill"


@pytest.mark.parametrize(("theirs", "told"), [(1, False), (5, True), (0, True)])
async def test_who_takes_their_own_numbers_away_is_left_with_nobody(
    either: AppContext, clock: StandingClock, theirs: int, *, told: bool
) -> None:
    leader, other = await add_coach(either, "Lo"), await add_coach(either)
    await has_done(either, leader, 10)
    await lacks(either, leader, None, 6)
    await has_done(either, other, theirs)
    await lacks(either, other, "declined", theirs)
    today = clock().date()
    async with either.database.reading() as session:
        [plain] = await completeness(session, today, {1})
        [of] = await completeness(session, today, {1}, own=leader)
    everybody = (16 + 2 * theirs, 10 + theirs)
    assert (plain.due, plain.done) == everybody
    if told:
        assert (of.due, of.done, of.beside_own) == (*everybody, False)
        assert set(of.coaches) == ({leader, other} if theirs else {leader})
    else:
        assert (of.due, of.done, of.beside_own) == (None, None, True)
        assert not any((of.reasons, of.measures, of.sexes, of.coaches, of.at_least))


async def test_a_leader_who_is_a_coach_is_told_why_on_each_page_and_in_the_digest(
    app: AppContext, clock: StandingClock
) -> None:
    leader = await add_staff(app, "Lo", StaffRole.LEADER)
    other = await add_coach(app)
    await add_participant(app, other, "first", opened=False)
    await lead(app, leader)
    await change_staff(app, leader, also=frozenset({StaffRole.COACH}))
    await has_done(app, leader, 10)
    await lacks(app, leader, None, 6)
    await has_done(app, other, 1)
    why = "räknat bort dina egna deltagare skulle siffran gälla för få personer"
    async with open_browser(app) as client:
        await log_in(client, "Lo")
        page = page_text(await client.get("/admin/completeness"))
    assert why in page
    assert "11 av" not in page
    async with app.database.reading() as session:
        news = await news_for(session, app, await session.get_one(Staff, leader), None, clock())
    sections = completeness_sections(news.shares, catalog("sv")) or ()
    assert why in sections[0].lines[0].text
