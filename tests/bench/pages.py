"""The web chat's pages, and what other pages are measured with."""

import re
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.app_context import AppContext, build_app
from bot.sample.lives import Size
from bot.sample.sample import make_sample
from bot.settings.settings import read_settings
from bot.web_app import web_app
from storage.people.invitations import invite
from storage.people.participants import add_participant
from storage.people.sub_projects import ensure_sub_project
from storage.schema import migrate
from storage.staff.staff import staff_by_email
from tests.bench.figures import Figures, cost, spread

EMAIL, PASSWORD, URL = "coach@demo.invalid", "only for benchmarks", "http://127.0.0.1:8080"
CASELOAD = 20
RATINGS = 10


@asynccontextmanager
async def filled(people: int, coaches: int = 1, database: str = "") -> AsyncIterator[AppContext]:
    """Give parts on a database with so many participants, ten ratings each.

    ``database``: the address of an empty one; else it is an SQLite file.
    """
    folder = Path(tempfile.mkdtemp(prefix="skapabot-bench-"))
    environ = {
        "SKAPABOT_ENVIRONMENT": "test",
        "SKAPABOT_DATA_DIR": str(folder),
        "SKAPABOT_SECRET_KEY": "a secret for benchmarks only, of good length",
        "SKAPABOT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "SKAPABOT_PUBLIC_URL": URL,
        **({"SKAPABOT_DATABASE_URL": database} if database else {}),
    }
    app = build_app(read_settings(environ))
    size = Size(
        people=people,
        coaches=coaches,
        quarters=RATINGS - 1,
        commented=0.02,
        odd=0,
        full=True,
        conversations=False,
    )
    try:
        await migrate(app.database)
        async with app.database.writing() as session:
            now = app.clock()
            await make_sample(
                session, app.installation, now, email=EMAIL, password=PASSWORD, size=size
            )
            # As a server does by itself within the hour: filled at once it knows of no rows yet.
            if session.get_bind().dialect.name == "postgresql":
                await session.execute(text("ANALYZE"))
        yield app
    finally:
        await app.database.close()
        shutil.rmtree(folder)


@asynccontextmanager
async def browsing(app: AppContext) -> AsyncIterator[httpx.AsyncClient]:
    """Open a browser before the whole web application."""
    transport = httpx.ASGITransport(web_app(app))
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


async def timed(
    client: httpx.AsyncClient,
    paths: list[str],
    times: int,
    form: Mapping[str, str] | None = None,
) -> Figures:
    """Ask for pages in turn, so many requests in all, after one round to warm up.

    ``form``: what is sent to each.
    """
    taken, worked = [], []
    for number in range(-len(paths), times):
        began, work = time.perf_counter(), time.process_time()
        path = paths[number % len(paths)]
        page = await client.get(path) if form is None else await client.post(path, data=form)
        if number >= 0:
            taken.append(time.perf_counter() - began)
            worked.append(time.process_time() - work)
        page.raise_for_status()
    return cost(taken, worked)


async def web_chat(times: int) -> Figures:
    """Measure the web chat: what a phone has to load, and how long the server takes."""
    async with filled(CASELOAD) as app, browsing(app) as client:
        pages: list[float] = []
        posts: list[float] = []
        sizes: dict[str, int] = {}
        while len(posts) < times:
            await _conversation(app, client, pages, posts, sizes)
            client.cookies.clear()
        return {
            "page": spread(pages),
            "answer": spread(posts),
            "floor_no_page": await timed(client, ["/health"], times),
            "bytes_of_first_question": {**sizes, "in_all": sum(sizes.values())},
        }


async def _conversation(
    app: AppContext,
    client: httpx.AsyncClient,
    pages: list[float],
    posts: list[float],
    sizes: dict[str, int],
) -> None:
    code = await _code(app)
    await client.get(f"/c/{code}")
    await client.post(f"/c/{code}")
    while True:
        began = time.perf_counter()
        page = await client.get("/chat")
        pages.append(time.perf_counter() - began)
        page.raise_for_status()
        if not sizes and "/6" in page.text + page.text.replace(" av ", "/"):
            sizes |= await _sizes(client, page.text)
        button = re.search(r'<button[^>]* name="token" value="([^"]+)"', page.text) or re.search(
            r'name="token" value="([^"]+)"', page.text
        )
        if button is None:
            return
        began = time.perf_counter()
        answer = await client.post("/chat", data={"token": button[1]})
        posts.append(time.perf_counter() - began)
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise RuntimeError(f"an answer in the web chat led to {answer.status_code}")


async def _code(app: AppContext) -> str:
    async with app.database.writing() as session:
        coach = await staff_by_email(session, EMAIL)
        project = await ensure_sub_project(session, "Bench")
        person = await add_participant(
            session,
            coach_id=coach.id if coach else 0,
            sub_project_id=project.id,
            name="Bench",
            now=app.clock(),
            invented=True,
        )
        return (await invite(session, person.id, app.clock()))[0]


async def _sizes(client: httpx.AsyncClient, page: str) -> dict[str, int]:
    """Count the bytes on the wire, compressed: the page and every file it names."""
    paths = dict.fromkeys(["/chat", *re.findall(r'(?:href|src)="(/static/[^"]+)"', page)])
    sizes = {}
    for path in paths:
        async with client.stream("GET", path) as response:
            length = sum([len(chunk) async for chunk in response.aiter_raw()])
        sizes[path.partition("?")[0]] = length
    return sizes
