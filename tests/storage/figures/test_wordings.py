"""How far the texts had come that answers were given to: told as shares, and nobody picked out."""

from collections.abc import Sequence

import pytest
from sqlalchemy import update

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.staff.digests import news_for
from dialogs.people.staff import StaffRole
from dialogs.reports.completeness import completeness_sections
from dialogs.reports.wordings import WordingShares
from dialogs.texts import TextState
from storage.figures.completeness import completeness
from storage.tables.ratings import StoredAnswer
from tests.admin.visits import log_in, open_browser, page_text
from tests.people import (
    add_coach,
    add_occasion,
    add_participant,
    add_rating,
    add_staff,
    lead,
    staff_member,
)

DRAFT, REVIEWED, APPROVED = TextState.DRAFT, TextState.REVIEWED, TextState.APPROVED
Answered = Sequence[tuple[TextState | None, int]]


async def answer(app: AppContext, groups: Answered, values: int = 6) -> None:
    """Let so many persons have answered on texts of each state."""
    coach = await add_coach(app)
    for state, persons in groups:
        for number in range(persons):
            who = await add_participant(app, coach, f"Bo {state} {number}")
            rating = await add_rating(app, who.id, (3, None, *[4] * (values - 2)))
            await add_occasion(app, who.id, -4, "done", rating_id=rating)
            async with app.database.writing() as session:
                of = StoredAnswer.rating_id == rating
                await session.execute(update(StoredAnswer).where(of).values(translation=state))


async def shares(app: AppContext) -> WordingShares:
    async with app.database.reading() as session:
        (found,) = await completeness(session, app.clock().date(), {1})
    return found.wordings


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([(DRAFT, 5), (APPROVED, 15)], [(DRAFT, 25), (APPROVED, 75)]),
        ([(DRAFT, 5), (REVIEWED, 5)], [(DRAFT, 50), (REVIEWED, 50)]),
        ([(APPROVED, 6)], [(APPROVED, 100)]),
        ([(None, 5), (APPROVED, 5)], [(APPROVED, 50), (None, 50)]),
        ([(DRAFT, 4), (APPROVED, 15)], []),
        ([(DRAFT, 15), (APPROVED, 1)], []),
        ([(APPROVED, 4)], []),
    ],
)
async def test_a_kind_of_text_that_few_have_answered_on_hides_them_all(
    either: AppContext, groups: Answered, told: Answered
) -> None:
    await answer(either, groups)
    assert list(await shares(either)) == told


async def test_what_was_skipped_is_no_answer(app: AppContext) -> None:
    await answer(app, [(DRAFT, 5), (APPROVED, 5)], values=3)
    async with app.database.writing() as session:
        drafts = StoredAnswer.translation == DRAFT
        keeps = StoredAnswer.item == "health"
        await session.execute(
            update(StoredAnswer).where(drafts, ~keeps).values(value=None, skipped=True)
        )
    assert list(await shares(app)) == [(DRAFT, 33), (APPROVED, 67)]


async def test_leaders_read_it_on_their_page_and_in_their_letter(app: AppContext) -> None:
    leader = await add_staff(app, "Eva", StaffRole.LEADER)
    await answer(app, [(DRAFT, 5), (APPROVED, 15)])
    await lead(app, leader)
    async with app.database.reading() as session:
        news = await news_for(session, app, await staff_member(app, leader), None, app.clock())
    (section,) = completeness_sections(news.shares, catalog("sv")) or ()
    told = "Översättningen av frågorna, när de besvarades: utkast 25 %, godkänd 75 %"
    assert [line.text for line in section.lines] == [f"100 % · {told}"]
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = page_text(await client.get("/admin"))
    assert told in page
    assert "Svenska räknas som godkänd." in page
