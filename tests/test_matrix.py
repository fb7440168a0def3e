"""The matrix: who gets at what, address by address, beside ``tests.access_table``."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import httpx
import pytest
from sqlalchemy import select
from starlette.routing import Mount, Route

from admin.routes import LOGIN, ROUTES
from admin.web.guard import Guarded
from bot.app_context import AppContext, build_app
from bot.commands.cli import cli
from bot.languages.text_states import digest_of
from bot.settings.services.push import make_push_key
from bot.settings.settings import Settings
from bot.web.later_routes import LaterRoutes
from bot.web_app import web_app
from dialogs.people.staff import StaffRole
from storage.caseload.requests import Span, accept, ask_coach
from storage.people.sub_projects import ensure_sub_project
from storage.people.web_accounts import ensure_web_account
from storage.seats.seats import ask_helper
from storage.tables.people import AuditEntry, Participant, Staff
from tests.access_table import (
    ADDRESSES,
    ASKED,
    COACHES,
    COMMANDS,
    EVALUATING,
    EVERYBODY,
    GONE,
    HELPING,
    LEADER,
    OTHER,
    OTHER_ADDRESSES,
    OTHER_HELPER,
    OTHER_LEADER,
    OWN,
    PARTICIPANT,
    RUNNING,
    STAFF,
    STRANGER,
    SUBSTITUTE,
    THEIRS,
    TRANSLATING,
)
from tests.admin.visits import open_browser, own_session
from tests.conftest import StandingClock, test_settings
from tests.migrated import database_file, give_tables
from tests.people import add_coach, add_participant, add_staff, change_staff, lead
from tests.people.agreements import agrees
from tests.scenes import skapa

NAMES = [f"{method} {path}" for method, path, _ in ROUTES]

NAMES_PARTICIPANT, NAMES_SEAT = "{pseudonym}", "{beside:row}"
EXAMPLES = {
    "{instrument}": "skapa",
    "{language}": "ar",
    "{seat}": "coach",
    "{state}": "draft",
    "{source}": digest_of("skapa.health", skapa().item("health").wording),
}
"""What stands in an address that is not a number."""
NOT_THEIRS = {"POST /admin/requests/{request:row}": 409}
"""How else than with 404 somebody is turned away: the page says that nothing is open for them."""


def test_every_address_has_a_line_in_the_table() -> None:
    assert [one for one in NAMES if one not in ADDRESSES] == [], (
        "say who may: tests/access_table.py"
    )
    assert [one for one in ADDRESSES if one not in NAMES] == []


def routes_of(app: AppContext) -> Iterator[str]:
    """List every address of the service but those of the coaches' module."""
    for route in web_app(app).routes:
        match route:
            case Route(path=path, methods=methods):
                yield from (f"{method} {path}" for method in (methods or set()) - {"HEAD"})
            case Mount(path=path):
                yield f"GET {path}/"
            case _:
                assert isinstance(route, LaterRoutes)


def test_every_other_address_has_a_line_too(tmp_path: Path) -> None:
    more = {
        "SKAPABOT_SMS_URL": "elks://user:password@127.0.0.1/a1",
        "SKAPABOT_SMS_FROM": "Skapabot",
        "SKAPABOT_SMS_MONTHLY_PARTS": "500",
        "SKAPABOT_SMS_CALLBACK_KEY": "a-key-that-only-the-gateway-has",
        "SKAPABOT_PUSH_KEY": make_push_key(),
    }
    app = build_app(test_settings(tmp_path, **more))
    assert set(routes_of(app)) == set(OTHER_ADDRESSES)


@pytest.mark.parametrize(("method", "path", "guarded"), ROUTES, ids=NAMES)
def test_who_is_named_in_the_address_is_somebodys_own(
    method: str, path: str, guarded: Guarded
) -> None:
    assert method in {"GET", "POST"}
    is_about = NAMES_PARTICIPANT in path or NAMES_SEAT in path
    assert (guarded.law.action is not None) is is_about
    assert not (guarded.law.roles and guarded.law.action)
    assert guarded.law.hold is (method == "POST" and is_about)
    turned_away = NAMES_PARTICIPANT in path and SUBSTITUTE not in ADDRESSES[f"{method} {path}"]
    assert guarded.law.own_only is turned_away, "the law says what the table says of a substitute"


async def let_in(app: AppContext, client: httpx.AsyncClient, staff_id: int) -> str:
    """Give a browser somebody's session, without a password; gives the token of its forms."""
    name, value, token = await own_session(app, staff_id)
    client.cookies.set(name, value)
    return token


async def logged(app: AppContext) -> list[tuple[str, int | None, int | None, bool]]:
    async with app.database.reading() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(one.action, one.staff_id, one.participant_id, one.allowed) for one in rows]


@dataclass(frozen=True)
class House:
    """Somebody of every kind, and the participant whom the addresses name."""

    people: Mapping[str, int]
    bo: Participant
    key: str
    """With which Bo comes in."""


async def house(app: AppContext) -> House:
    people = {OWN: await add_coach(app, OWN)}
    bo = await add_participant(app, people[OWN])
    await agrees(app, bo.id)
    for who in (SUBSTITUTE, ASKED, OTHER):
        people[who] = await add_coach(app, who)
    for who, role in ROLES.items():
        people[who] = await add_staff(app, who, role)
    people[GONE] = await add_coach(app, GONE)
    await lead(app, people[LEADER])
    span = Span(app.clock() - dt.timedelta(days=1), app.clock() + dt.timedelta(days=1))
    async with app.database.writing() as session:
        by = await session.get_one(Staff, people[OWN])
        for who in (SUBSTITUTE, ASKED):
            asked = await ask_coach(session, people[OWN], people[who], by, app.clock(), span=span)
            assert asked is not None
            if who == SUBSTITUTE:
                to = await session.get_one(Staff, people[who])
                await accept(session, asked, to, app.clock(), app.calendar)
        beside = await ask_helper(session, bo, people[HELPING], by, app.clock(), span=span)
        assert beside is not None
        elsewhere = await ensure_sub_project(session, "Elsewhere")
        account = await ensure_web_account(session, bo.id, app.clock())
    await lead(app, people[OTHER_LEADER], elsewhere.id)
    return House(people, bo, account.address)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, House]:
    """The house, made once: every test has a copy of its database, which takes far less."""
    settings = test_settings(tmp_path_factory.mktemp("house"))

    async def build() -> House:
        app = build_app(settings, StandingClock())
        await give_tables(app.database)
        there = await house(app)
        await app.database.close()
        return there

    return settings, asyncio.run(build())


@pytest.fixture
async def app(
    built: tuple[Settings, House], tmp_path: Path, clock: StandingClock
) -> AsyncIterator[AppContext]:
    """The parts, with everybody of the house."""
    pattern, _ = built
    keys = ",".join(pattern.encryption_keys)
    app = build_app(test_settings(tmp_path, SKAPABOT_ENCRYPTION_KEYS=keys), clock)
    await give_tables(app.database, database_file(pattern.database_url))
    yield app
    await app.database.close()


@pytest.fixture
def there(built: tuple[Settings, House]) -> House:
    return built[1]


ROLES = {
    LEADER: StaffRole.LEADER,
    OTHER_LEADER: StaffRole.LEADER,
    EVALUATING: StaffRole.EVALUATOR,
    TRANSLATING: StaffRole.TRANSLATOR,
    HELPING: StaffRole.HELPER,
    OTHER_HELPER: StaffRole.HELPER,
    RUNNING: StaffRole.ADMIN,
}


def test_there_is_somebody_of_every_role() -> None:
    assert {*ROLES.values(), StaffRole.COACH} == set(StaffRole)
    assert {*ROLES, *COACHES, STRANGER, PARTICIPANT, GONE} == EVERYBODY


def filled_in(path: str, who: Participant) -> str:
    address = path.replace(NAMES_PARTICIPANT, who.pseudonym)
    for name, example in EXAMPLES.items():
        address = address.replace(name, example)
    return re.sub(r"\{\w+(:\w+)?\}", "1", address)


async def come_in(app: AppContext, client: httpx.AsyncClient, there: House, who: str) -> str:
    """Let somebody sit at a browser, with whatever session they have; gives their forms' token."""
    client.cookies.clear()
    if who == STRANGER:
        return ""
    if who == PARTICIPANT:
        await client.get(f"/c/{there.key}")
        await client.post(f"/c/{there.key}")
        assert "chat" in client.cookies
        return ""
    token = await let_in(app, client, there.people[who])
    if who == GONE:  # with a session that nobody has ended
        await change_staff(app, there.people[who], is_here=False)
    return token


@pytest.mark.parametrize(("method", "path", "guarded"), ROUTES, ids=NAMES)
async def test_everybody_gets_at_what_the_table_says(
    app: AppContext, there: House, method: str, path: str, guarded: Guarded
) -> None:
    """Whoever is not on the staff is sent to the log-in page; others find nothing; all is noted."""
    action = guarded.law.action
    address, allowed = filled_in(path, there.bo), ADDRESSES[f"{method} {path}"]
    refused = NOT_THEIRS.get(f"{method} {path}", 404)
    async with open_browser(app) as client:
        for who in sorted(EVERYBODY, key=lambda one: (one != PARTICIPANT, one == RUNNING, one)):
            token = await come_in(app, client, there, who)
            if method == "POST" and who in STAFF:
                before = await logged(app)
                bare = await client.post(address, data={"token": "wrong"})
                assert bare.status_code in {403, 404}, "a form that is none of ours"
                assert await logged(app) == before
            before = await logged(app)
            form = {"token": token} if method == "POST" else None
            answer = await client.request(method, address, data=form)
            news = (await logged(app))[len(before) :]
            if who not in STAFF:
                assert answer.status_code == 303, who
                assert answer.headers["location"].partition("?")[0] == LOGIN, who
                assert news == [], who
            elif action is not None:
                assert news[0] == (action, there.people[who], there.bo.id, who in allowed), who
                assert who in allowed or (answer.status_code, len(news)) == (404, 1), who
            else:
                assert (answer.status_code not in {404, refused}) is (who in allowed), who
                assert who in allowed or news == [], who


CHAT = [one for one, whose in OTHER_ADDRESSES.items() if whose == THEIRS]


@pytest.mark.parametrize("name", CHAT)
async def test_the_chat_is_for_participants_alone(app: AppContext, there: House, name: str) -> None:
    """No member of the staff comes into somebody's chat by being signed in, and no stranger."""
    method, path = name.split()
    address, before = filled_in(path, there.bo), await logged(app)
    async with open_browser(app) as client:
        for who in (STRANGER, GONE, OWN, RUNNING):
            token = await come_in(app, client, there, who)
            form = {"token": token} if method == "POST" else None
            answer = await client.request(method, address, data=form)
            assert answer.status_code == 403, who
            assert there.bo.pseudonym not in answer.text
            assert "chat" not in client.cookies
        await come_in(app, client, there, PARTICIPANT)
        assert (await client.request(method, address)).status_code != 403
    assert [one for one in await logged(app) if one not in before and one[1] is not None] == []


def commands(group: click.Group, above: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def test_every_command_has_a_line_in_the_table() -> None:
    assert set(commands(cli)) == set(COMMANDS), "say what the log says of it: access_table.py"
