"""Figures of groups: a leader's own sub-projects, all of them for evaluators, none for others."""

import pytest

from admin.caseload.leaf import EACH
from bot.app_context import AppContext
from bot.staff.digests import news_for
from dialogs.people.staff import StaffRole
from storage.people.sub_projects import ensure_sub_project, figures_of, sub_projects
from tests.admin.visits import audit_entries, log_in, open_browser, page_text
from tests.people import (
    add_coach,
    add_occasion,
    add_participant,
    add_staff,
    change_participant,
    change_staff,
    lead,
    staff_member,
)


async def fill(app: AppContext) -> tuple[int, int]:
    """Let there be two sub-projects with two persons each, one of them with a rating done."""
    coach = await add_coach(app)
    iris = await add_participant(app, coach, "Bo")
    async with app.database.writing() as session:
        other = (await ensure_sub_project(session, "Linnea")).id
    others = [await add_participant(app, coach, name) for name in ("Amal", "Kim", "Ali")]
    for number, one in enumerate(others):
        if number:
            await change_participant(app, one.id, sub_project_id=other)
        await add_occasion(app, one.id, -4, ("done", "missed", "done")[number])
    return iris.sub_project_id, other


async def overview(app: AppContext, name: str) -> str:
    async with open_browser(app) as client:
        await log_in(client, name)
        return page_text(await client.get("/admin"))


async def test_a_leader_sees_the_sub_projects_that_they_are_named_for(app: AppContext) -> None:
    iris, other = await fill(app)
    lena = await add_staff(app, "Lena", StaffRole.LEADER)
    none = await overview(app, "Lena")
    assert "Iris" not in none
    assert "Linnea" not in none
    assert "Du leder inget delprojekt än. Be en administratör hos er" in none
    await lead(app, lena, other)
    led = await overview(app, "Lena")
    assert "Iris" not in led
    assert "Linnea visas inte" in led
    async with app.database.reading() as session:
        news = await news_for(session, app, await staff_member(app, lena), None, app.clock())
    assert [one.name for one in news.shares] == ["Linnea"]
    assert await audit_entries(app, "opened internal figures") == []
    assert iris != other


async def test_an_evaluator_sees_small_numbers_and_it_is_noted(app: AppContext) -> None:
    await fill(app)
    eva = await add_staff(app, "Eva", StaffRole.EVALUATOR)
    page = await overview(app, "Eva")
    assert "Iris 2 2" in page
    assert "Linnea 2 2" in page
    assert "1 av 2, 50 %" in page
    assert "visas inte" not in page
    assert "publicera inget antal under 5" in page
    assert not any(name in page for name in ("Bo", "Amal", "Kim", "Ali"))
    assert await audit_entries(app, "opened internal figures") == [(eva, None, True)]


async def test_an_administrator_sees_all_without_small_numbers(app: AppContext) -> None:
    await fill(app)
    await add_staff(app, "Ada", StaffRole.ADMIN)
    page = await overview(app, "Ada")
    assert "Iris visas inte" in page
    assert "Linnea visas inte" in page


@pytest.mark.parametrize(
    ("role", "also", "sees"),
    [
        (StaffRole.COACH, (), 0),
        (StaffRole.TRANSLATOR, (), 0),
        (StaffRole.HELPER, (), 0),
        (StaffRole.LEADER, (), 1),
        (StaffRole.COACH, (StaffRole.LEADER,), 1),
        (StaffRole.LEADER, (StaffRole.EVALUATOR,), 2),
        (StaffRole.COACH, (StaffRole.ADMIN,), 2),
    ],
)
async def test_one_function_says_whose_figures_somebody_sees(
    either: AppContext, role: StaffRole, also: tuple[StaffRole, ...], sees: int
) -> None:
    _, other = await fill(either)
    who = await add_staff(either, "Siv", StaffRole.LEADER)
    await lead(either, who, other)
    await change_staff(either, who, role=role, also=frozenset(also))
    async with either.database.reading() as session:
        assert len(await figures_of(session, await staff_member(either, who))) == sees


async def test_a_helper_finds_that_nobody_has_asked(app: AppContext) -> None:
    await fill(app)
    await add_staff(app, "Hiba", StaffRole.HELPER)
    page = await overview(app, "Hiba")
    assert "Ingen har frågat efter dig just nu." in page
    assert "Iris" not in page


async def test_many_sub_projects_stand_on_several_pages(app: AppContext) -> None:
    await add_staff(app, "Ada", StaffRole.ADMIN)
    names = [f"Del {number:02}" for number in range(2 * EACH + 1)]
    coach = await add_coach(app)
    async with app.database.writing() as session:
        ids = [(await ensure_sub_project(session, name)).id for name in names]
    for sub_project in (ids[0], ids[-1]):
        one = await add_participant(app, coach, "Bo")
        await change_participant(app, one.id, sub_project_id=sub_project)
        await add_occasion(app, one.id, -4, "done")
    last = f"/admin/overview/{len(await ids_of_pages(app))}"
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        first, end = page_text(await client.get("/admin")), page_text(await client.get(last))
        assert (names[0] in first, names[-1] in first) == (True, False)
        assert (names[0] in end, names[-1] in end) == (False, True)
        assert "Nästa sida" in first
        assert "Förra sidan" not in first
        assert "Nästa sida" not in end
        for room in ("overview", "completeness"):
            for leaf in (0, 99):
                assert (await client.get(f"/admin/{room}/{leaf}")).status_code == 404
        shares = [page_text(await client.get(f"/admin/completeness/{leaf}")) for leaf in (1, 3)]
        assert [(names[0] in one, names[-1] in one) for one in shares] == [
            (True, False),
            (False, True),
        ]


async def ids_of_pages(app: AppContext) -> range:
    """Give the numbers of the pages that all sub-projects fill."""
    async with app.database.reading() as session:
        return range(-(-len(await sub_projects(session)) // EACH))
