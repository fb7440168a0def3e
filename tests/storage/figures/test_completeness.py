"""Completeness has one definition: a coach's figures and a leader's are of the same ratings."""

from bot.app_context import AppContext
from dialogs.occasions.occasion import Reason
from storage.figures.completeness import coach_completeness, completeness
from storage.people.audit import Audit, log_action
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import add_coach, add_occasion, add_participant, add_rating

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
