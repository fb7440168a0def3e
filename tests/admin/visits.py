"""How tests visit the coaches' pages: a client with a session, and named participants."""

import datetime as dt
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
from sqlalchemy import select

from bot.app_context import AppContext
from bot.web_app import web_app
from dialogs.engine.effect import Record
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.people.invitations import invite
from storage.people.participants import add_account, add_participant
from storage.people.sub_projects import ensure_sub_project
from storage.ratings.ratings import AnswerSource, mark_complete, start_rating, store_record
from storage.staff.staff import add_staff
from storage.tables.people import AuditEntry, Participant

PASSWORD = "en lång hemlighet"
URL = "http://127.0.0.1:8080"


async def karin(app: AppContext, name: str = "Karin", role: StaffRole = StaffRole.COACH) -> int:
    """Add somebody to the staff, Karin the coach if nobody else; give the id."""
    async with app.database.writing() as session:
        staff = await add_staff(
            session, email=f"{name}@example.org", name=name, role=role, password=PASSWORD
        )
    return staff.id


async def participant(
    app: AppContext, coach_id: int, name: str = "Bo", *, opened: bool = True, language: str = "sv"
) -> Participant:
    """Add a participant who has opened the invitation and said yes, or has not opened it."""
    now = app.clock()
    async with app.database.writing() as session:
        project = await ensure_sub_project(session, "Iris")
        person = await add_participant(
            session,
            coach_id=coach_id,
            sub_project_id=project.id,
            name=name,
            now=now,
            language=language,
        )
        if opened:
            await add_account(session, person.id, Channel.WEB, f"key of {person.id}", now)
            person.status, person.enrolled_at = EnrolmentStatus.ACTIVE, now
        else:
            await invite(session, person.id, now)
    return person


async def rated(
    app: AppContext,
    who: int,
    values: Sequence[int | None],
    *,
    ago: dt.timedelta = dt.timedelta(0),
    comment: str = "",
    language: str = "sv",
) -> int:
    """Make a rating; it is finished where there is a value for every question."""
    at = app.clock() - ago
    skapa = app.installation.instruments["skapa"]
    scene = app.installation.scene(language, "Iris")
    async with app.database.writing() as session:
        rating = await start_rating(session, who, skapa, "enrolment", at)
        for item, value in zip(skapa.items, values, strict=False):
            record = Record(item.id, value, value is None, comment if item.id == "health" else "")
            given = AnswerSource(skapa.wording(item, scene.texts), Channel.WEB, at)
            await store_record(session, rating.id, record, given)
        if len(values) == len(skapa.items):
            await mark_complete(session, rating.id, at)
    return rating.id


@asynccontextmanager
async def browsing(app: AppContext) -> AsyncIterator[httpx.AsyncClient]:
    """Open a browser without JavaScript before the whole web application."""
    transport = httpx.ASGITransport(web_app(app))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


def token(page: httpx.Response) -> str:
    """Find the token of a page's forms."""
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


async def log_in(
    client: httpx.AsyncClient, name: str = "Karin", password: str = PASSWORD, after: str = ""
) -> httpx.Response:
    """Fill in the log-in form."""
    page = await client.get("/admin/login", params={"next": after} if after else None)
    hidden = re.search(r'name="next" value="([^"]*)"', page.text)
    form = {"token": token(page), "email": f"{name}@example.org", "password": password}
    return await client.post("/admin/login", data={**form, "next": hidden[1] if hidden else ""})


async def audit(app: AppContext, action: str) -> list[tuple[int | None, int | None, bool]]:
    """List who did something to whom, and whether it was allowed."""
    async with app.database.reading() as session:
        found = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
        )
        return [(one.staff_id, one.participant_id, one.allowed) for one in found]
