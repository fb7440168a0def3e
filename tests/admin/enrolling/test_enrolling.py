"""Enrolling on one form: the register is the coach's own, and nothing is sent from it."""

import datetime as dt

import httpx
import pytest
from sqlalchemy import func, select

from bot.app_context import AppContext
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.particulars import Referrer, Sex
from dialogs.people.staff import StaffRole
from storage.people.sub_projects import ensure_sub_project
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Invitation, Participant
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, add_staff

NEW = "/admin/enrolments/new"
KIM = {
    "name": "Kim Ek",
    "project": "Iris",
    "enrolled_on": "2026-05-11",
    "sex": "woman",
    "birth_year": "1985",
    "language": "ar",
    "referrer": "social-insurance",
    "phone": "070-174 06 05",
    "do": "enrol",
}


async def desk(app: AppContext) -> int:
    coach = await add_coach(app)
    async with app.database.writing() as session:
        await ensure_sub_project(session, "Iris")
    return coach


async def fill_in(client: httpx.AsyncClient, **more: str) -> httpx.Response:
    form = hidden_fields(await client.get(NEW), NEW)
    return await client.post(NEW, data={**form, **KIM, **more})


async def everybody(app: AppContext) -> list[Participant]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(Participant).order_by(Participant.id)))


async def count(app: AppContext, table: type[Reminder | Invitation]) -> int:
    async with app.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_somebody_without_a_bot_has_occasions_and_gets_no_message(either: AppContext) -> None:
    coach = await desk(either)
    async with open_browser(either) as client:
        await log_in(client)
        made = await fill_in(client)
        assert made.headers["location"] == "/admin/participants/A-01"
        page = page_text(await client.get("/admin/participants/A-01"))
    assert "född 1985" in page
    assert "070-174 06 05" in page
    (kim,) = await everybody(either)
    assert (kim.name, kim.sex, kim.birth_year) == ("Kim Ek", Sex.WOMAN, "1985")
    assert (kim.referrer, kim.phone) == (Referrer.SOCIAL_INSURANCE, "+46701740605")
    assert kim.enrolled_at is not None
    assert kim.enrolled_at.date() == dt.date(2026, 5, 11)
    assert kim.status is EnrolmentStatus.INVITED
    async with either.database.reading() as session:
        found = await session.scalars(select(Occasion).order_by(Occasion.due_on))
        days = [(one.kind, one.due_on.isoformat(), str(one.status)) for one in found]
    assert days == [
        ("enrolment", "2026-05-11", "missed"),
        ("three-month", "2026-08-11", "missed"),
        ("six-month", "2026-11-11", "due"),
        ("three-month", "2027-02-11", "planned"),
    ]
    assert await count(either, Reminder) == await count(either, Invitation) == 0
    assert await audit_entries(either, "enrolled") == [(coach, kim.id, True)]


async def test_a_form_sent_twice_enrols_one(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        form = {**hidden_fields(await client.get(NEW), NEW), **KIM}
        for _ in range(2):
            answer = await client.post(NEW, data=form)
            assert answer.headers["location"] == "/admin/participants/A-01"
    assert len(await everybody(app)) == 1


async def test_an_invitation_comes_with_it_where_it_is_wished(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        made = await fill_in(client, do="invite")
        assert made.headers["location"] == "/admin/invitations/code"
        assert "/c/" in (await client.get("/admin/invitations/code")).text
    assert await count(app, Invitation) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("project", "Irsi"),
        ("enrolled_on", "2026-11-24"),
        ("enrolled_on", "11 maj"),
        ("sex", "q"),
        ("birth_year", "850302"),
        ("birth_year", "2020"),
        ("language", "xx"),
        ("referrer", "någon"),
        ("phone", "070"),
    ],
)
async def test_what_is_wrong_is_said_and_kept(app: AppContext, field: str, value: str) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        answer = await fill_in(client, **{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert 'role="alert"' in answer.text
    assert "<title>Fel:" in answer.text
    assert field == "name" or 'value="Kim Ek"' in answer.text
    assert await everybody(app) == []


async def test_an_identity_number_is_refused(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        for field in ("name", "phone", "birth_year"):
            answer = await fill_in(client, **{field: "811218-9876"})
            assert answer.status_code == 422
            assert "personnummer" in answer.text
    assert await everybody(app) == []


async def test_the_same_person_again_is_asked_about(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        await fill_in(client)
        again = await fill_in(client, name="kim  ek")
        assert again.status_code == 422
        assert "Finns redan: A-01" in again.text
        assert (await fill_in(client, name="kim  ek", another="on")).status_code == 303
        assert (await fill_in(client, birth_year="1990")).status_code == 303
    assert len(await everybody(app)) == 3


async def test_of_a_protected_person_no_name_is_kept(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        assert (await fill_in(client, protected="ja")).status_code == 422
        assert (await fill_in(client, protected="ja", name="")).status_code == 303
    (person,) = await everybody(app)
    assert (person.name, person.protected) == ("", True)


async def test_an_administrator_enrols_for_a_coach(app: AppContext) -> None:
    coach = await desk(app)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert (await fill_in(client)).status_code == 422
        made = await fill_in(client, coach=str(coach))
        assert made.headers["location"] == NEW
        assert "A-01 är inskriven." in page_text(await client.get(NEW))
    (person,) = await everybody(app)
    assert person.coach_id == coach


async def test_whoever_is_only_invited_is_enrolled_and_counted_too(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    new = "/admin/invitations/new"
    async with open_browser(app) as client:
        await log_in(client)
        form = {**hidden_fields(await client.get(new), new), "name": "Kim", "project": "1"}
        await client.post(new, data={**form, "language": "sv"})
    kim = (await everybody(app))[1]
    assert kim.enrolled_at == app.clock()
    async with app.database.reading() as session:
        found = await session.scalars(
            select(Occasion.kind).where(Occasion.participant_id == kim.id)
        )
        assert set(found) == {"enrolment", "three-month"}
