"""The log's pages: all of it for an administrator, a participant's own for their coach."""

import re

import pytest

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.audit.reading import PAGE
from storage.people.audit import Audit, log_action
from tests.admin.visits import audit_entries, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, add_staff

LINE = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def lines(page: str) -> list[str]:
    shown = page.split('<ul class="staff">')[1].split("</ul>")[0]
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in LINE.findall(shown)]


async def opens(app: AppContext, staff_id: int, who: int, times: int = 1) -> None:
    async with app.database.writing() as session:
        for _ in range(times):
            await log_action(
                session,
                Audit.PARTICIPANT_OPENED,
                app.clock(),
                staff_id=staff_id,
                participant_id=who,
            )


async def test_an_administrator_finds_who_has_read_whom(
    app: AppContext, clock: StandingClock
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    ada = await add_staff(app, "Ada", StaffRole.ADMIN)
    bo, kim = await add_participant(app, karin), await add_participant(app, eva, "Kim")
    await opens(app, karin, bo.id)
    clock.passes(days=1)
    await opens(app, eva, kim.id)
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        page = (await client.get("/admin/audit")).text
        assert lines(page)[1:] == [
            f"{kim.pseudonym} · Eva öppnade sidan 24 nov. 2026 10:00",
            f"{bo.pseudonym} · Karin öppnade sidan 23 nov. 2026 10:00",
        ]
        assert "Kim" not in page, "codes alone"
        of_bo = (await client.get("/admin/audit", params={"code": bo.pseudonym})).text
        assert lines(of_bo) == [f"{bo.pseudonym} · Karin öppnade sidan 23 nov. 2026 10:00"]
        typed = bo.pseudonym.lower().replace("-0", "")
        of_typed = (await client.get("/admin/audit", params={"code": typed})).text
        assert lines(of_typed)[-1:] == lines(of_bo), "a code is written as it comes"
        of_eva = (await client.get("/admin/audit", params={"staff": str(eva)})).text
        assert [one.split(" · ")[0] for one in lines(of_eva)] == [kim.pseudonym]
        days = {"since": "2026-11-23", "until": "2026-11-23"}
        of_monday = (await client.get("/admin/audit", params=days)).text
        assert [one.split(" · ")[0] for one in lines(of_monday)] == [bo.pseudonym]
        nothing = await client.get("/admin/audit", params={"since": "2027-01-01"})
        assert "Välj andra dagar eller töm fälten." in page_text(nothing)
    looks = await audit_entries(app, Audit.AUDIT_READ)
    assert looks == [(ada, None, True), *[(ada, bo.id, True)] * 2, *[(ada, None, True)] * 3]


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"code": "X-99"}, "Det finns ingen deltagare med den koden."),
        ({"code": "' OR 1"}, "Det finns ingen deltagare med den koden."),
        ({"since": "i går"}, "Skriv en dag, till exempel 2027-03-01."),
        ({"until": "9999-12-31"}, "Året kan inte stämma. Rätta det."),
        ({"since": "2026-11-24", "until": "2026-11-23"}, "Den sista dagen ligger före den första."),
    ],
)
async def test_what_cannot_be_looked_for_is_said_beside_the_field(
    app: AppContext, asked: dict[str, str], fault: str
) -> None:
    await add_staff(app, "Ada", StaffRole.ADMIN)
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        page = await client.get("/admin/audit", params=asked)
    assert page.status_code == 422
    assert f'role="alert" id="{list(asked)[-1]}-fault">{fault}' in page.text
    assert await audit_entries(app, Audit.AUDIT_READ) == []


async def test_a_long_log_comes_page_by_page(app: AppContext) -> None:
    karin = await add_coach(app)
    bo = await add_participant(app, karin)
    await add_staff(app, "Ada", StaffRole.ADMIN)
    await opens(app, karin, bo.id, PAGE + 5)
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        first = await client.get("/admin/audit", params={"code": bo.pseudonym})
        assert len(lines(first.text)) == PAGE
        older = re.search(r'href="(/admin/audit\?[^"]+)">Äldre', first.text)
        assert older
        second = await client.get(older[1].replace("&amp;", "&"))
        assert (len(lines(second.text)), "Äldre" in second.text) == (5, False)


async def test_a_coach_sees_who_has_opened_their_participant(
    app: AppContext, clock: StandingClock
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    here = f"/admin/participants/{bo.pseudonym}"
    async with app.database.writing() as session:
        await log_action(session, Audit.OWN_DATA_READ, clock(), participant_id=bo.id)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert (await client.get(here)).status_code == 404
        assert (await client.get(f"{here}/history")).status_code == 404
        await log_in(client)
        page = await client.get(here)
        assert f'href="{here}/history"' in page.text
        found = await client.get(f"{here}/history")
        assert lines(found.text) == [
            "Karin öppnade sidan 23 nov. 2026 10:00",
            "Eva nekades: läste vem som har öppnat sidan 23 nov. 2026 10:00",
            "Eva nekades: öppnade sidan 23 nov. 2026 10:00",
        ], "the newest first; this look itself comes the next time"
    assert (eva, bo.id, False) in await audit_entries(app, Audit.HISTORY_OPENED)
