"""What happens meanwhile: forms that come slowly, log-ins under way, two at one moment."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlencode

import httpx
import pytest

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.caseload.hand_over import hand_over
from storage.database.hashing import hashing_places
from storage.staff.invitations import invite_staff
from storage.staff.leaving import let_go
from storage.tables.people import Participant, Staff
from tests.admin.staff.test_staff_pages import add_admin, send
from tests.admin.visits import hidden_fields, log_in, open_browser
from tests.people import add_coach, add_participant, add_staff

FORM = {"content-type": "application/x-www-form-urlencoded"}


class SlowForm:
    """A form of which the end comes when it is let go."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._body = urlencode(fields).encode()
        self.begun, self.go = asyncio.Event(), asyncio.Event()

    async def content(self) -> AsyncIterator[bytes]:
        yield self._body[:5]
        self.begun.set()
        await self.go.wait()
        yield self._body[5:]

    def sent_by(self, client: httpx.AsyncClient, path: str) -> "asyncio.Task[httpx.Response]":
        return asyncio.create_task(client.post(path, content=self.content(), headers=FORM))


async def test_a_form_that_comes_late_is_not_taken_from_who_has_left(app: AppContext) -> None:
    await add_admin(app)
    bea = await add_staff(app, "Bea", StaffRole.ADMIN)
    karin = await add_coach(app)
    path = f"/admin/staff/{karin}"
    async with open_browser(app) as ada, open_browser(app, "192.0.2.9") as beas:
        await log_in(ada, "Ada")
        await log_in(beas, "Bea")
        fields = {"name": "Karin", "email": "Karin@example.org", "role-coach": "", "role-admin": ""}
        slow = SlowForm({**hidden_fields(await beas.get(path), path), **fields})
        late = slow.sent_by(beas, path)
        await slow.begun.wait()
        assert (await send(ada, f"/admin/staff/{bea}/leave", {})).status_code == 303
        slow.go.set()
        assert (await late).status_code != 200
    async with app.database.reading() as session:
        assert StaffRole.ADMIN not in (await session.get_one(Staff, karin)).roles


async def test_a_log_in_under_way_does_not_outlive_a_new_link(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = await add_coach(app)
    checked, go = asyncio.Event(), asyncio.Event()
    run = hashing_places.run

    async def slowly(*args: object, **named: object) -> object:
        done: object = await run(*args, **named)  # type: ignore[arg-type]
        checked.set()
        await go.wait()
        return done

    monkeypatch.setattr(hashing_places, "run", slowly)
    async with open_browser(app) as thief:
        under_way = asyncio.create_task(log_in(thief))
        await checked.wait()
        async with app.database.writing() as session:
            await invite_staff(session, await session.get_one(Staff, karin), app.clock())
        go.set()
        assert (await under_way).headers["location"] == "/admin/login"
        assert (await thief.get("/admin")).headers["location"] == "/admin/login"


async def test_a_participant_who_was_moved_meanwhile_stays_there(app: AppContext) -> None:
    ada, karin = await add_admin(app), await add_coach(app)
    eva, sara = await add_coach(app, "Eva"), await add_coach(app, "Sara")
    bo = await add_participant(app, karin)
    for to in (eva, sara):
        async with app.database.writing() as session:
            by = await session.get_one(Staff, ada)
            assert await hand_over(session, bo.id, karin, to, by, app.clock(), app.calendar)
    async with app.database.reading() as session:
        assert (await session.get_one(Participant, bo.id)).coach_id == eva


async def test_nobody_is_given_to_a_coach_who_has_left(app: AppContext) -> None:
    ada, karin, eva = await add_admin(app), await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    async with app.database.writing() as session:
        by = await session.get_one(Staff, ada)
        await let_go(session, await session.get_one(Staff, eva), by, app.clock())
    async with app.database.writing() as session:
        by = await session.get_one(Staff, ada)
        assert not await hand_over(session, bo.id, karin, eva, by, app.clock(), app.calendar)
    async with app.database.reading() as session:
        assert (await session.get_one(Participant, bo.id)).coach_id == karin


async def test_of_two_administrators_who_let_each_other_go_one_stays(either: AppContext) -> None:
    ada = await add_staff(either, "Ada", StaffRole.ADMIN)
    bea = await add_staff(either, "Bea", StaffRole.ADMIN)
    async with open_browser(either) as adas, open_browser(either, "192.0.2.9") as beas:
        await log_in(adas, "Ada")
        await log_in(beas, "Bea")
        forms = []
        for client, other in ((adas, bea), (beas, ada)):
            path = f"/admin/staff/{other}/leave"
            form = hidden_fields(await client.get(path), path)
            forms.append(client.post(path, data=form))
        await asyncio.gather(*forms)
    async with either.database.reading() as session:
        here = [(await session.get_one(Staff, one)).is_here for one in (ada, bea)]
    assert sorted(here) == [False, True]
