"""The plan pages: for leaders and administrators, with every fault beside its field."""

import re

import httpx
import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from dialogs.agenda.plan import PartOfDay, Plan
from dialogs.people.staff import StaffRole
from storage.occasions.backfill import backfill_everybody
from storage.tables.agenda import Occasion
from storage.tables.people import SubProject
from tests.admin.visits import (
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.people import add_coach, add_participant, add_staff, change_participant, lead

GOOD = {
    "every": "2",
    "follow_up": "4",
    "before": "10",
    "after": "30",
    "reminders": "0, 3, 7",
    "morning": "10",
    "midday": "13",
    "evening": "18",
}


async def saved(app: AppContext) -> Plan:
    async with app.database.reading() as session:
        return Plan.from_json((await session.scalars(select(SubProject.plan))).one())


async def change(client: httpx.AsyncClient, **fields: str) -> httpx.Response:
    page = await client.get("/admin/plans/1")
    return await client.post("/admin/plans/1", data={"token": form_token(page), **GOOD, **fields})


async def test_a_leader_changes_a_plan_and_what_is_ahead_moves(app: AppContext) -> None:
    boss = await add_staff(app, "Eva", StaffRole.LEADER)
    await add_participant(app, await add_coach(app))
    await lead(app, boss)
    await backfill_everybody(app.database, app.calendar, app.clock())
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert "/admin/plans" in (await client.get("/admin")).text
        assert (await change(client)).headers["location"] == "/admin/plans"
        listed = (await client.get("/admin/plans")).text
    assert "2 månader mellan skattningarna" in listed
    assert "påminnelser dag 0, 3 och 7" in listed
    plan = await saved(app)
    assert (plan.every, plan.reminders, plan.hour(PartOfDay.EVENING)) == (2, (0, 3, 7), 18)
    async with app.database.reading() as session:
        found = (await session.scalars(select(Occasion).order_by(Occasion.id))).all()
    assert [(one.kind, one.number) for one in found] == [("enrolment", 0), ("three-month", 2)]
    assert await audit_entries(app, "changed plan of sub-project 1") == [(boss, None, True)]
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        await change(client, do="usual-sure")
    assert await saved(app) == Plan()


async def test_how_long_people_usually_take_part_may_be_said(app: AppContext) -> None:
    await add_staff(app, "Eva", StaffRole.ADMIN)
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        await change(client, months="12")
        assert (await saved(app)).months == 12
        assert "man brukar vara med i 12 månader" in (await client.get("/admin/plans")).text
        assert 'value="12"' in (await client.get("/admin/plans/1")).text
        await change(client, months="")
    assert (await saved(app)).months is None


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("every", "0", "från 1 till 24"),
        ("every", "tre", "från 1 till 24"),
        ("follow_up", "5", "dela jämnt"),
        ("before", "61", "från 0 till 60"),
        ("after", "55", "måste få plats"),
        ("reminders", "0 2", "med komma emellan"),
        ("reminders", "5, 0", "med komma emellan"),
        ("months", "61", "från 1 till 60"),
        ("months", "ett år", "från 1 till 60"),
        ("morning", "7", "från 8 till 19"),
    ],
)
async def test_a_fault_stands_beside_its_field_and_nothing_is_lost(
    app: AppContext, field: str, given: str, words: str
) -> None:
    await add_staff(app, "Eva", StaffRole.ADMIN)
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = await change(client, **{field: given})
    name = "hours" if field == "morning" else field
    assert page.status_code == 422
    fault = re.search(rf'<p class="notice" role="alert" id="{name}-fault">([^<]+)</p>', page.text)
    assert fault is not None
    assert words in fault[1]
    assert f'value="{given}"' in page.text
    assert 'value="18"' in page.text
    assert await saved(app) == Plan()


async def test_the_form_keeps_the_instrument_that_the_plan_names(app: AppContext) -> None:
    boss = await add_staff(app, "Eva", StaffRole.LEADER)
    await add_participant(app, await add_coach(app))
    await lead(app, boss)
    async with app.database.writing() as session:
        await session.execute(update(SubProject).values(plan=Plan(instrument="own").to_json()))
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        await change(client)
        assert ((await saved(app)).every, (await saved(app)).instrument) == (2, "own")
        await change(client, do="usual-sure")
    assert await saved(app) == Plan()


async def test_for_whom_a_plan_did_not_take_is_said_and_saving_again_mends_it(
    app: AppContext,
) -> None:
    boss = await add_staff(app, "Eva", StaffRole.LEADER)
    coach = await add_coach(app)
    people = [await add_participant(app, coach, name) for name in ("Bo", "Amal")]
    await backfill_everybody(app.database, app.calendar, app.clock())
    await change_participant(app, people[0].id, zone="Nowhere/Gone")
    await lead(app, boss)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = await change(client)
        assert page.status_code == 500
        assert "Planen är sparad, men för 1 person" in page.text
        assert await months(app) == {people[0].id: 3, people[1].id: 2}
        await change_participant(app, people[0].id, zone=None)
        assert (await change(client)).headers["location"] == "/admin/plans"
    assert await months(app) == {people[0].id: 2, people[1].id: 2}


async def months(app: AppContext) -> dict[int, int]:
    """Give at which month each person's next rating is planned."""
    async with app.database.reading() as session:
        found = await session.scalars(select(Occasion).where(Occasion.kind == "three-month"))
        return {one.participant_id: one.number for one in found}


async def test_coaches_do_not_change_plans(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin")
        answers = [
            await client.get("/admin/plans"),
            await client.get("/admin/plans/1"),
            await client.post("/admin/plans/1", data={"token": form_token(page), **GOOD}),
        ]
    assert {answer.status_code for answer in answers} == {404}
    assert await saved(app) == Plan()


async def test_no_such_sub_project_is_a_calm_page(app: AppContext) -> None:
    await add_staff(app, "Eva", StaffRole.LEADER)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert (await client.get("/admin/plans/99999999999999999999")).status_code == 404
        assert (await client.get("/admin/plans/7")).status_code == 404


async def test_the_usual_plan_asks_first_and_shows_what_it_changes(app: AppContext) -> None:
    await add_staff(app, "Eva", StaffRole.ADMIN)
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        await change(client)
        own = await saved(app)
        asked = await change(client, do="usual")
        assert asked.status_code == 200
        assert await saved(app) == own, "nothing changes before the answer"
        said = page_text(asked)
        assert "Månader mellan skattningarna Nu: 2 Sedan: 3" in said
        assert "Dagar för påminnelser Nu: 0, 3, 7 Sedan: 0, 2, 5" in said
        assert "Dagar efter" not in said, "only what changes is shown"
        sure = {**hidden_fields(asked), "do": "usual-sure"}
        assert (await client.post("/admin/plans/1", data=sure)).status_code == 303
        assert await saved(app) == Plan()
        again = page_text(await change(client, do="usual"))
        assert "har redan SKAPA:s vanliga plan" in again


async def test_only_those_who_lead_a_sub_project_change_its_plan(app: AppContext) -> None:
    boss = await add_staff(app, "Eva", StaffRole.LEADER)
    await add_staff(app, "Lena", StaffRole.LEADER)
    ada = await add_staff(app, "Ada", StaffRole.ADMIN)
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        listed = await client.get("/admin/plans")
        refused = await client.get("/admin/plans/1")
        form = {"token": form_token(listed), **GOOD}
        posted = await client.post("/admin/plans/1", data=form)
    assert 'href="/admin/plans/1"' not in listed.text
    assert "Iris" not in listed.text
    assert "Be en administratör hos er" in page_text(listed)
    assert (refused.status_code, posted.status_code) == (404, 404)
    assert await saved(app) == Plan()
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        page = await client.get("/admin/plans/1/leaders")
        form = {**hidden_fields(page), f"leader-{boss}": "on"}
        assert (await client.post("/admin/plans/1/leaders", data=form)).status_code == 303
        ticked = (await client.get("/admin/plans/1/leaders")).text
    assert f'name="leader-{boss}" checked' in ticked
    assert ticked.count("checked") == 1
    assert await audit_entries(app, "changed leaders of sub-project 1") == [(ada, None, True)]
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert (await change(client)).status_code == 303
    async with open_browser(app) as client:
        await log_in(client, "Lena")
        assert (await client.get("/admin/plans/1")).status_code == 404
        assert (await client.get("/admin/plans/1/leaders")).status_code == 404


async def test_a_plan_that_was_changed_meanwhile_is_not_overwritten(either: AppContext) -> None:
    await add_staff(either, "Eva", StaffRole.ADMIN)
    await add_participant(either, await add_coach(either))
    async with open_browser(either) as client:
        await log_in(client, "Eva")
        await change(client, every="4")
        first = await client.get("/admin/plans/1")
        old = hidden_fields(first, "/admin/plans/1")
        asked = hidden_fields(await change(client, do="usual"))
        assert (await client.post("/admin/plans/1", data={**old, **GOOD})).status_code == 303
        assert (await client.post("/admin/plans/1", data={**old, **GOOD})).status_code == 303
        other = {**GOOD, "reminders": "0, 5"}
        page = await client.post("/admin/plans/1", data={**old, **other})
        assert page.status_code == 409
        assert "Dagar för påminnelser Nu: 0, 3, 7 Ditt: 0, 5" in page_text(page)
        assert 'value="0, 5"' in page.text
        assert (await saved(either)).reminders == (0, 3, 7)
        usual = await client.post("/admin/plans/1", data={**asked, **GOOD, "do": "usual-sure"})
        assert usual.status_code == 409
        assert "Planen har ändrats sedan du öppnade sidan." in page_text(usual)
        assert (await saved(either)).reminders == (0, 3, 7)
        again = {**hidden_fields(page, "/admin/plans/1"), **other}
        assert (await client.post("/admin/plans/1", data=again)).status_code == 303
    assert (await saved(either)).reminders == (0, 5)
