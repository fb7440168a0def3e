"""A substitute: asked, agreed, and seeing what they may for as long as it lasts."""

import re

import httpx
import pytest
from sqlalchemy import select

from admin.routes import ROUTES
from bot.app_context import AppContext
from dialogs.agenda.messages import MessageKind
from dialogs.people.staff import StaffRole
from storage.caseload.requests import requested_participants, requests_of
from storage.people.audit import Audit
from storage.staff.leaving import let_go
from storage.tables.agenda import Reminder
from storage.tables.people import AuditEntry, Participant, Staff
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, add_staff
from tests.people.agreements import OLD, agrees

PAGE = "/admin/requests"
WEEK = {"kind": "substitute", "first": "2026-11-24", "last": "2026-11-27"}
"""From a Tuesday to a Friday; the tests begin on the Monday before."""


async def press(client: httpx.AsyncClient, do: str, request: int = 1) -> httpx.Response:
    return await send(client, f"{PAGE}/{request}", {"do": do}, page=PAGE)


async def sees(client: httpx.AsyncClient, who: Participant) -> bool:
    """Tell whether somebody sees a participant, everywhere the same."""
    listed = who.pseudonym in (await client.get("/admin")).text
    page = await client.get(f"/admin/participants/{who.pseudonym}")
    assert (page.status_code == 200) is listed
    return listed


async def told(app: AppContext) -> list[int]:
    async with app.database.reading() as session:
        found = select(Reminder.participant_id).where(Reminder.kind == MessageKind.SUBSTITUTE)
        return list(await session.scalars(found.order_by(Reminder.participant_id)))


async def test_a_substitute_sees_who_has_agreed_from_a_day_to_a_day(
    app: AppContext, clock: StandingClock
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo, kim = await add_participant(app, karin), await add_participant(app, karin, "Kim")
    await agrees(app, bo.id)
    await agrees(app, kim.id, OLD)
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        asked = await send(karins, PAGE, {**WEEK, "to": str(eva)})
        assert asked.status_code == 303
        assert f"Vikarien ser inte \u2068{kim.pseudonym}\u2069" in page_text(await karins.get(PAGE))
        assert "1 fråga från en kollega väntar" in (await evas.get("/admin")).text
        assert not await sees(evas, bo), "nobody has said yes"
        assert await told(app) == []
        assert (await press(evas, "accept")).status_code == 303
        assert await told(app) == [bo.id]
        assert not await sees(evas, bo), "the first day is tomorrow"
        clock.passes(days=1)
        await log_in(evas, "Eva")
        await log_in(karins)
        assert await sees(evas, bo)
        assert await sees(karins, bo)
        assert not await sees(evas, kim), "an old yes keeps its meaning"
        page = page_text(await evas.get(f"/admin/participants/{bo.pseudonym}"))
        assert "är vikarie för \u2068Karin\u2069 till och med 27 nov. 2026." in page
        assert "Du är vikarie för \u2068Karin\u2069" in page_text(await evas.get("/admin"))
        assert "Lämna över" not in page
        path = f"/admin/participants/{bo.pseudonym}/hand-over"
        assert (await evas.get(path)).status_code == 404, "a substitute gives nobody away"
        clock.passes(days=4)
        await log_in(evas, "Eva")
        assert not await sees(evas, bo), "it has ended by itself"
    async with app.database.reading() as session:
        looks = select(AuditEntry).where(AuditEntry.action == Audit.PARTICIPANT_OPENED)
        looks = looks.where(AuditEntry.staff_id == eva, AuditEntry.allowed)
        logged = (await session.scalars(looks)).all()
    assert logged
    assert {one.about_staff_id for one in logged} == {karin}, "each look says for whom"


async def test_either_ends_it_before_its_time(app: AppContext, clock: StandingClock) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    await agrees(app, bo.id)
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        now = {**WEEK, "first": "2026-11-23"}
        for number, ends in ((1, karins), (2, evas)):
            await send(karins, PAGE, {**now, "to": str(eva)})
            await press(evas, "accept", number)
            assert await sees(evas, bo)
            await press(ends, "close", number)
            assert not await sees(evas, bo)
        assert (await karins.post(f"{PAGE}/2", data=await _token(karins))).status_code == 409


async def _token(client: httpx.AsyncClient) -> dict[str, str]:
    found = (await client.get(PAGE)).text.partition('name="token" value="')[2].partition('"')[0]
    return {"token": found, "do": "accept"}


async def test_nobody_says_yes_for_another(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    await add_coach(app, "Sara")
    bo = await add_participant(app, karin)
    await agrees(app, bo.id)
    async with open_browser(app) as karins, open_browser(app) as saras:
        await log_in(karins)
        await log_in(saras, "Sara")
        await send(karins, PAGE, {**WEEK, "first": "2026-11-23", "to": str(eva)})
        await karins.post(f"{PAGE}/1", data=await _token(karins))
        assert (await saras.post(f"{PAGE}/1", data=await _token(saras))).status_code == 409
    async with open_browser(app) as evas:
        await log_in(evas, "Eva")
        assert not await sees(evas, bo)
        assert "Ja, det gör jag" in (await evas.get(PAGE)).text


async def test_only_those_who_were_ticked_and_whoever_says_yes_later(
    app: AppContext, clock: StandingClock
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo, kim = await add_participant(app, karin), await add_participant(app, karin, "Kim")
    await agrees(app, kim.id)
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        form = {**WEEK, "first": "2026-11-23", "to": str(eva), "whom": "some"}
        none = await send(karins, PAGE, form)
        assert none.status_code == 422
        assert "Kryssa i minst en person." in none.text
        await send(karins, PAGE, {**form, f"person-{bo.id}": "on"})
        await send(karins, PAGE, {**form, f"person-{bo.id}": "on"})  # pressed twice
        assert (await evas.get(PAGE)).text.count("Ja, det gör jag") == 1
        await press(evas, "accept")
        assert not await sees(evas, kim)
        assert not await sees(evas, bo)
        await agrees(app, bo.id)
        assert await sees(evas, bo)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"to": ""}, "Välj en handledare."),
        ({"first": ""}, "Välj en dag."),
        ({"last": "2026-11-20"}, "Sista dagen är före den första, eller har varit."),
        ({"last": "2036-11-20"}, "Välj en dag inom ett år."),
    ],
)
async def test_a_fault_is_told_and_what_was_filled_in_stays(
    app: AppContext, fields: dict[str, str], says: str
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    await add_participant(app, karin)
    async with open_browser(app) as karins:
        await log_in(karins)
        sent = {**WEEK, "to": str(eva), **fields}
        answer = await send(karins, PAGE, sent)
        assert answer.status_code == 422
        assert says in answer.text
        assert 'role="alert"' in answer.text
        assert f'value="{sent["first"]}"' in answer.text


async def test_who_leaves_is_nobodys_substitute(app: AppContext) -> None:
    ada = await add_staff(app, "Ada", StaffRole.ADMIN)
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    await add_participant(app, karin)
    async with open_browser(app) as karins:
        await log_in(karins)
        await send(karins, PAGE, {**WEEK, "to": str(eva)})
        async with app.database.writing() as session:
            by = await session.get_one(Staff, ada)
            await let_go(session, await session.get_one(Staff, eva), by, app.clock())
        page = await karins.get(PAGE)
        assert "Ingen är vikarie" in page.text
        assert "Det finns ingen annan handledare att fråga." in page.text


async def test_a_substitute_gets_at_every_page_of_a_participant_but_what_is_the_coachs(
    app: AppContext,
) -> None:
    """As the addresses have it; what a page needs besides may be missing to both alike."""
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    await agrees(app, bo.id)
    pages = [
        re.sub(r"\{\w+:row\}", "1", path.replace("{pseudonym}", bo.pseudonym))
        for method, path, guarded in ROUTES
        if method == "GET" and guarded.law.action is not None
    ]
    async with open_browser(app) as karins, open_browser(app) as evas:
        await log_in(karins)
        await log_in(evas, "Eva")
        assert [path for path in pages if (await evas.get(path)).status_code == 200] == []
        await send(karins, PAGE, {**WEEK, "first": "2026-11-23", "to": str(eva)})
        await press(evas, "accept")
        theirs = {path: (await karins.get(path)).status_code for path in pages}
        hers = {path: (await evas.get(path)).status_code for path in pages}
    differ = [path for path in pages if theirs[path] != hers[path]]
    home = f"/admin/participants/{bo.pseudonym}"
    assert differ == [f"{home}/hand-over", f"{home}/notes", f"{home}/data"]
    assert 200 in hers.values()


async def test_two_hundred_ticked_are_two_hundred_asked_about(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    people = [(await add_participant(app, karin, f"Namn {n}")).id for n in range(200)]
    async with open_browser(app) as karins:
        await log_in(karins)
        ticked = {f"person-{one}": "on" for one in people}
        form = {**WEEK, "to": str(eva), "whom": "some", **ticked}
        assert (await send(karins, PAGE, form)).status_code == 303
    async with app.database.reading() as session:
        (asked,) = await requests_of(session, karin, app.clock())
        assert len(await requested_participants(session, asked)) == 200


@pytest.mark.parametrize("first", ["0001-01-01", "1899-12-31", "9999-12-31"])
async def test_a_first_day_in_no_year_of_ours_is_mended(app: AppContext, first: str) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    await add_participant(app, karin)
    async with open_browser(app) as karins:
        await log_in(karins)
        page = await send(karins, PAGE, {**WEEK, "first": first, "to": str(eva)})
        assert page.status_code == 422
        assert "Året kan inte stämma." in page_text(page)
        assert f'value="{first}"' in page.text
