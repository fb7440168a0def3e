"""Two at once: whoever comes second finds what the first has left, and writes upon that."""

import asyncio

import httpx
from sqlalchemy import func, select

from bot.app_context import AppContext
from dialogs.agenda.plan import Plan
from dialogs.engine.effect import MeetingAnswered
from dialogs.people.staff import StaffRole
from storage.meetings.answers import record_meeting_answer
from storage.people.erasure import erase_participant
from storage.people.participants import hold_participant
from storage.people.sub_projects import ensure_sub_project, hold_sub_project, store_plan
from storage.tables.agenda import Meeting
from storage.tables.people import Invitation, Participant, SubProject
from tests.admin.visits import form_token, hidden_fields, log_in, open_browser, page_text
from tests.people import Diary, add_coach, add_participant, add_staff
from tests.postgres import on_postgres, until_somebody_waits

FILLED = {
    "day": "2026-12-01",
    "time": "10:00",
    "minutes": "45",
    "kind": "talk",
    "with-participant": "on",
    "place": "Torget 2",
    "line": "Ta med planen",
    "early": "24",
    "late": "2",
}


async def bo(app: AppContext) -> Diary:
    return Diary(app, (await add_participant(app, await add_coach(app))).id)


async def send(client: httpx.AsyncClient, path: str) -> httpx.Response:
    """Open a form and send it, with another place."""
    page = await client.get(path)
    return await client.post(path, data={**FILLED, "token": form_token(page)})


@on_postgres
async def test_an_answer_that_comes_between_is_not_one_to_the_changed_meeting(
    either: AppContext,
) -> None:
    meets = await bo(either)
    meeting = await meets.book()
    address = f"/admin/participants/A-01/meetings/{meeting.id}"
    async with open_browser(either) as client:
        await log_in(client)
        async with either.database.writing() as session:
            await hold_participant(session, meets.who)
            change = asyncio.create_task(send(client, address))
            await until_somebody_waits(session)
            said = MeetingAnswered("coming", meeting.id, meeting.revision, coming=True)
            assert await record_meeting_answer(session, meets.who, said, either.clock())
        assert (await change).status_code == 303
    [changed] = await meets.meetings()
    assert (changed.revision, changed.place) == (1, "Torget 2")
    assert (changed.answer, changed.answered_at) == (None, None)


@on_postgres
async def test_what_is_called_off_is_the_meeting_as_it_has_become(either: AppContext) -> None:
    meets = await bo(either)
    meeting = await meets.book()
    address = f"/admin/participants/A-01/meetings/{meeting.id}/cancel"
    async with open_browser(either) as client:
        await log_in(client)
        async with either.database.writing() as session:
            await hold_participant(session, meets.who)
            cancel = asyncio.create_task(send(client, address))
            await until_somebody_waits(session)
            [held] = await session.scalars(select(Meeting))
            held.revision, held.place = held.revision + 1, "Torget 2"
        assert (await cancel).status_code == 303
    [off] = await meets.meetings()
    assert (off.cancelled, off.revision, off.place) == (True, 2, "Torget 2")


@on_postgres
async def test_nothing_is_booked_for_somebody_who_has_been_erased_meanwhile(
    either: AppContext,
) -> None:
    meets = await bo(either)
    async with open_browser(either) as client:
        await log_in(client)
        async with either.database.writing() as session:
            await hold_participant(session, meets.who)
            booking = asyncio.create_task(send(client, "/admin/participants/A-01/meetings/new"))
            await until_somebody_waits(session)
            await erase_participant(session, meets.who, either.clock())
        assert (await booking).status_code == 404
    assert await meets.meetings() == []


@on_postgres
async def test_of_two_plans_the_one_stored_last_holds(either: AppContext) -> None:
    await add_staff(either, "Karin", StaffRole.ADMIN)
    async with either.database.writing() as session:
        project = await ensure_sub_project(session, "Iris")
        await store_plan(session, project, Plan())
    async with open_browser(either) as client:
        await log_in(client)
        address = f"/admin/plans/{project.id}"
        page = await client.get(address)
        async with either.database.writing() as session:
            await hold_sub_project(session, project.id)
            usual = {"do": "usual-sure", "token": form_token(page)}
            last = asyncio.create_task(client.post(address, data=usual))
            await until_somebody_waits(session)
            held = await session.get_one(SubProject, project.id)
            await store_plan(session, held, Plan(every=2))
        assert (await last).status_code == 303
    async with either.database.reading() as session:
        found = await session.get_one(SubProject, project.id)
    assert Plan.from_json(found.plan) == Plan()


@on_postgres
async def test_of_two_who_renew_an_invitation_the_last_code_alone_is_good(
    either: AppContext,
) -> None:
    await bo(either)
    path = "/admin/participants/A-01/invitation"
    async with open_browser(either) as client:
        await log_in(client)
        form = hidden_fields(await client.get(path))
        await asyncio.gather(*(client.post(path, data=form) for _ in range(4)))
    async with either.database.reading() as session:
        valid = select(Invitation).where(
            Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)
        )
        assert len((await session.scalars(valid)).all()) == 1


@on_postgres
async def test_nobody_who_has_been_erased_meanwhile_is_invited_anew(either: AppContext) -> None:
    meets = await bo(either)
    path = "/admin/participants/A-01/invitation"
    async with open_browser(either) as client:
        await log_in(client)
        form = hidden_fields(await client.get(path))
        async with either.database.writing() as session:
            await hold_participant(session, meets.who)
            renewal = asyncio.create_task(client.post(path, data=form))
            await until_somebody_waits(session)
            await erase_participant(session, meets.who, either.clock())
        assert (await renewal).status_code == 404
    async with either.database.reading() as session:
        assert (await session.scalars(select(Invitation))).all() == []


@on_postgres
async def test_a_change_that_waits_for_another_is_shown_both_and_overwrites_nothing(
    either: AppContext,
) -> None:
    meets = await bo(either)
    meeting = await meets.book()
    path = f"/admin/participants/A-01/meetings/{meeting.id}"
    async with open_browser(either) as client:
        await log_in(client)
        form = hidden_fields(await client.get(path), path)
        async with either.database.writing() as session:
            await hold_participant(session, meets.who)
            change = asyncio.create_task(client.post(path, data={**form, **FILLED}))
            await until_somebody_waits(session)
            [held] = await session.scalars(select(Meeting))
            held.revision, held.place = held.revision + 1, "Torget 9"
        assert (await change).status_code == 409
        assert "Torget 9" in (await change).text
        assert "Torget 2" in (await change).text
    assert [one.place for one in await meets.meetings()] == ["Torget 9"]


@on_postgres
async def test_a_second_press_adds_somebody_where_the_first_one_s_is_erased_meanwhile(
    either: AppContext,
) -> None:
    await add_participant(either, await add_coach(either), "Bo")
    path = "/admin/invitations/new"
    async with open_browser(either) as client:
        await log_in(client)
        form = hidden_fields(await client.get(path), path)
        form |= {"name": "Kim", "project": "1", "language": "sv"}
        assert (await client.post(path, data=form)).status_code == 303
        async with either.database.writing() as session:
            kim = await session.scalar(select(func.max(Participant.id)))
            assert kim is not None
            await hold_participant(session, kim)
            again = asyncio.create_task(client.post(path, data=form))
            await until_somebody_waits(session)
            await erase_participant(session, kim, either.clock())
        assert (await again).status_code == 303
    async with either.database.reading() as session:
        [invitation] = await session.scalars(select(Invitation))
        assert invitation.participant_id > kim


@on_postgres
async def test_a_plan_that_waits_for_another_is_shown_beside_it(either: AppContext) -> None:
    await add_staff(either, "Karin", StaffRole.ADMIN)
    async with either.database.writing() as session:
        project = await ensure_sub_project(session, "Iris")
        await store_plan(session, project, Plan(every=4, follow_up=8))
    async with open_browser(either) as client:
        await log_in(client)
        address = f"/admin/plans/{project.id}"
        form = hidden_fields(await client.get(address), address)
        mine = {"every": "6", "follow_up": "6", "before": "14", "after": "30"}
        more = {"reminders": "0, 2", "morning": "9", "midday": "12", "evening": "17"}
        async with either.database.writing() as session:
            await hold_sub_project(session, project.id)
            last = asyncio.create_task(client.post(address, data={**form, **mine, **more}))
            await until_somebody_waits(session)
            held = await session.get_one(SubProject, project.id)
            await store_plan(session, held, Plan(every=2))
        assert (await last).status_code == 409
        assert "Månader mellan skattningarna Nu: 2 Ditt: 6" in page_text(await last)
    async with either.database.reading() as session:
        found = await session.get_one(SubProject, project.id)
    assert Plan.from_json(found.plan) == Plan(every=2)
