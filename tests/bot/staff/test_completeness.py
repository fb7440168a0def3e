"""Completeness: what a leader is told, and that nobody is singled out by it."""

import pytest

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.staff.digests import news_for
from dialogs.people.staff import StaffRole
from dialogs.reports.completeness import SubProjectShare, completeness_sections
from storage.figures.completeness import Completeness, completeness
from tests.admin.visits import log_in, open_browser
from tests.people import add_coach, add_occasion, add_participant, add_staff, lead, staff_member

T = catalog("sv")


async def of(app: AppContext, statuses: list[str], each: int = 1) -> Completeness:
    """Count where each of so many persons has ``each`` ratings of one status."""
    coach = await add_coach(app)
    for number, status in enumerate(statuses):
        who = await add_participant(app, coach, f"Bo {number}")
        for one in range(each):
            await add_occasion(app, who.id, -1 - one, status)
    async with app.database.reading() as session:
        (found,) = await completeness(session, app.clock().date(), {1})
    return found


@pytest.mark.parametrize(
    ("done", "missed", "told"),
    [
        (3, 1, (None, None, None, None)),  # a small group
        (4, 6, (None, None, None, None)),  # few have done theirs
        (5, 5, (10, 5, 50, None)),
        (0, 6, (6, 0, 0, None)),
        (6, 0, (6, 6, 100, None)),
        (9, 1, (None, None, None, 60)),  # one of ten is told as one to four of ten are
        (6, 4, (None, None, None, 60)),
        (16, 4, (None, None, None, 80)),
    ],
)
async def test_small_remainders_are_not_told(
    app: AppContext, done: int, missed: int, told: tuple[int | None, ...]
) -> None:
    found = await of(app, ["done"] * done + ["missed"] * missed)
    assert (found.due, found.done, found.percent, found.at_least) == told


async def test_of_many_ratings_a_small_remainder_leaves_the_goal_to_be_told(
    app: AppContext,
) -> None:
    found = await of(app, ["done"] * 39 + ["missed"], each=2)
    assert (found.done, found.percent, found.at_least) == (None, None, 95)


async def test_few_who_miss_much_are_not_told_at_all(app: AppContext) -> None:
    found = await of(app, ["done"] * 6 + ["missed"] * 2, each=4)
    assert (found.percent, found.at_least) == (None, None)


async def test_a_rating_on_wish_was_never_due(either: AppContext) -> None:
    coach = await add_coach(either)
    people = [await add_participant(either, coach, f"Bo {n}") for n in range(6)]
    for who in people:
        await add_occasion(either, who.id, -5, "done")
        await add_occasion(either, who.id, -4, "missed", kind="extra", reason="declined")
    async with either.database.reading() as session:
        (found,) = await completeness(session, either.clock().date(), {1})
    assert (found.due, found.done, list(found.reasons)) == (6, 6, [])


async def test_what_is_hidden_is_said_as_it_is(app: AppContext) -> None:
    coach, leader = await add_coach(app), await add_staff(app, "Eva", StaffRole.LEADER)
    for number in range(10):
        who = await add_participant(app, coach, f"Bo {number}")
        await add_occasion(app, who.id, -1, "missed" if number < 2 else "done")
    await lead(app, leader)
    async with app.database.reading() as session:
        news = await news_for(session, app, await staff_member(app, leader), None, app.clock())
    assert news.shares == [SubProjectShare("Iris", None, (), 60)]
    (section,) = (
        completeness_sections((*news.shares, SubProjectShare("Liten grupp", None)), T) or ()
    )
    assert [line.text for line in section.lines] == [
        "60 % eller mer",
        "visas inte, det gäller för få personer",
    ]
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = " ".join((await client.get("/admin")).text.split())
        assert "60 % eller mer" in page
        assert "8 av 10" not in page
