"""The staff's pages with many participants around, beside a database with one caseload alone."""

import datetime as dt
import re
from contextlib import ExitStack, contextmanager

import httpx
from sqlalchemy import select, update
from starlette.responses import Response

from admin.web.session import Sessions
from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.people.sub_projects import ensure_sub_project, name_led
from storage.staff.sessions import begin_session
from storage.staff.staff import add_staff, coaches, staff_by_email
from storage.tables.people import Participant
from tests.admin.visits import form_token
from tests.bench.figures import Figures, say
from tests.bench.pages import EMAIL, PASSWORD, RATINGS, browsing, filled, timed
from tests.bench.scans import watched_queries
from tests.people import add_meeting
from tests.postgres import postgres_is_there, postgres_server

TEAM = 5
"""So many coaches work in each sub-project."""
LONG = 200
"""So many participants somebody has who has far too many."""
OWN = 50
_PERSON = "{person}"
_FIGURES = ("/admin", "/admin/completeness")
PAGES = {
    StaffRole.COACH: (
        "/admin",
        _PERSON,
        f"{_PERSON}/conversation",
        f"{_PERSON}/together",
        f"{_PERSON}/paper",
        f"{_PERSON}/meetings/new",
        f"{_PERSON}/particulars",
        f"{_PERSON}/notes",
        f"{_PERSON}/history",
        "/admin/completeness",
        "/admin/digest",
        "/admin/requests",
        "/admin/enrolments/invitations",
    ),
    StaffRole.LEADER: (*_FIGURES, "/admin/plans", "/admin/digest"),
    StaffRole.EVALUATOR: (*_FIGURES, "/admin/export"),
    StaffRole.ADMIN: (
        *_FIGURES,
        "/admin/plans",
        "/admin/staff",
        "/admin/enrolments/new",
        "/admin/audit",
    ),
}
"""What is measured of each role; a person's plan stands on the person's page."""
TODAY = 5
"""So many meetings the first coach has today."""
SEARCH = "/admin/list/search"


async def staff_pages(people: int, many: int, times: int) -> Figures:
    """Measure every page, among everybody and with one caseload alone; and a list that is long.

    Among everybody on PostgreSQL too, where it is installed.
    """
    figures: Figures = {}
    with ExitStack() as stack:
        databases = [("all", people, many, ""), ("floor_one_caseload_alone", OWN, 1, "")]
        if postgres_is_there():
            server = stack.enter_context(contextmanager(postgres_server)())
            databases.append(("all_on_postgres", people, many, server.fresh_database()))
        for name, persons, staff, database in databases:
            figures |= await _measured(name, persons, staff, database, times)
    return figures


async def _measured(name: str, persons: int, staff: int, database: str, times: int) -> Figures:
    """Measure on one database; the long list on that with everybody."""
    figures: Figures = {}
    say(f"{name}: {persons} participants of {staff}, {persons * RATINGS * 6} answers")
    async with filled(persons, staff, database) as app:
        others = await _arranged(app, staff)
        await _meet_today(app, others[StaffRole.COACH])
        figures[name] = {"participants": persons, "answers": persons * RATINGS * 6}
        for role, staff_id in others.items():
            figures[name][role.value] = await _pages_of(app, staff_id, PAGES[role], times)
        if staff > 1:
            long = await _with_long_list(app)
            figures[name][f"list_of_{LONG}"] = await _pages_of(app, long, ("/admin",), times)
    return figures


async def _arranged(app: AppContext, many: int) -> dict[StaffRole, int]:
    """Spread the coaches over sub-projects, and add who else there is; gives one of each role."""
    async with app.database.writing() as session:
        first = await staff_by_email(session, EMAIL)
        own = [one.id for one in await coaches(session)]
        projects = [
            (await ensure_sub_project(session, f"Bench {number:03}")).id
            for number in range(max(many // TEAM, 1))
        ]
        for place, project in enumerate(projects):
            of = Participant.coach_id.in_(own[TEAM * place : TEAM * (place + 1)])
            await session.execute(update(Participant).where(of).values(sub_project_id=project))
        found = {StaffRole.COACH: first.id if first else 0}
        for role in (StaffRole.LEADER, StaffRole.EVALUATOR, StaffRole.ADMIN):
            staff = await add_staff(
                session,
                email=f"{role.value}@demo.invalid",
                name="Bench",
                role=role,
                password=PASSWORD,
            )
            await name_led(session, staff, projects[:3])
            found[role] = staff.id
    return found


async def _meet_today(app: AppContext, coach_id: int) -> None:
    """Let a coach meet some of the own participants in the next hours."""
    of = select(Participant.id).where(Participant.coach_id == coach_id).limit(TODAY)
    async with app.database.reading() as session:
        some = (await session.scalars(of)).all()
    for number, who in enumerate(some):
        await add_meeting(app, who, "coming", starts_in=dt.timedelta(minutes=10 + number))


async def _with_long_list(app: AppContext) -> int:
    """Give another coach two hundred participants."""
    async with app.database.writing() as session:
        coach = (await coaches(session))[-1].id
        some = select(Participant.id).order_by(Participant.id.desc()).limit(LONG)
        await session.execute(
            update(Participant).where(Participant.id.in_(some)).values(coach_id=coach)
        )
        await session.execute(
            update(Participant)
            .where(Participant.coach_id == coach, Participant.id.not_in(some))
            .values(coach_id=(await coaches(session))[0].id)
        )
    return coach


async def _pages_of(app: AppContext, staff_id: int, paths: tuple[str, ...], times: int) -> Figures:
    figures: Figures = {}
    async with browsing(app) as client:
        await _let_in(app, client, staff_id)
        first = await client.get("/admin")
        persons = re.findall(r'href="(/admin/participants/[^"/#]+)"', first.text)
        for path in paths:
            address = path.replace(_PERSON, persons[0] if persons else "")
            figures[path] = await _page(app, client, address, times)
        if persons:
            form = {"token": form_token(first), "words": "a", "need": "", "project": ""}
            figures[SEARCH] = await timed(client, [SEARCH], times, form)
        figures["floor_no_page"] = await timed(client, ["/health"], times)
    return figures


async def _page(app: AppContext, client: httpx.AsyncClient, path: str, times: int) -> Figures:
    with watched_queries(app.database.engine.sync_engine) as queries:
        page = await client.get(path)
    page.raise_for_status()
    async with client.stream("GET", path) as response:
        sent = sum([len(chunk) async for chunk in response.aiter_raw()])
    return {
        **await timed(client, [path], times),
        "bytes": len(page.content),
        "bytes_sent": sent,
        "queries": len(queries),
        # Of PostgreSQL nothing is said: it reads small tables whole by choice.
        **(
            {"tables_read_from_end_to_end": await queries.full_scans(app.database)}
            if app.database.is_sqlite
            else {}
        ),
    }


async def _let_in(app: AppContext, client: httpx.AsyncClient, staff_id: int) -> None:
    """Give a browser somebody's session, without a password."""
    sessions, answer = Sessions(app.settings, app.clock), Response()
    async with app.database.writing() as session:
        sessions.begin(answer, sessions.of(await begin_session(session, staff_id, "", app.clock())))
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    client.cookies.set(name, value)
