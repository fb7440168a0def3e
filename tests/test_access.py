"""Access: every address of the coaches' module has a guard, and nobody goes round it."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from starlette.responses import Response
from starlette.routing import Route

from admin.routes import CODE, LOGIN, PASSKEY, ROUTES, WELCOME, admin_routes
from admin.web.guard import Guarded
from admin.web.session import Sessions
from bot.app_context import AppContext
from bot.languages.text_states import digest_of
from dialogs.people.staff import StaffRole
from storage.database.base import Base
from storage.staff.sessions import begin_session
from storage.tables.people import AuditEntry
from tests.admin.visits import open_browser
from tests.people import add_coach, add_participant, add_staff, lead
from tests.scenes import skapa
from tests.test_imports import FILES, ROOT

NAMES = [f"{method} {path}" for method, path, _ in ROUTES]

ROLES = tuple(StaffRole)
NAMES_PARTICIPANT = "{pseudonym}"
ONLY_FOR = {
    "/admin/plans/{project:row}/leaders": {"admin"},
    "/admin/plans/{project:row}/name": {"admin"},
    "/admin/plans/{project:row}/removal": {"admin"},
    "/admin/plans/new": {"admin"},
    "/admin/plans": {"leader", "admin"},
    "/admin/invitations": {"coach", "admin"},
    "/admin/completeness": {"coach", "leader", "evaluator", "admin"},
    "/admin/enrolments/invitations": {"coach"},
    "/admin/enrolments": {"coach", "admin"},
    "/admin/digest": {"coach", "leader"},
    "/admin/list": {"coach"},
    "/admin/translations": {"translator", "admin"},
    "/admin/contact": {"coach"},
    "/admin/paper": {"coach", "admin"},
    "/admin/overview": {"leader", "admin", "evaluator"},
    "/admin/export": {"evaluator"},
    "/admin/staff": {"admin"},
    "/admin/requests": {"coach"},
}
EXAMPLES = {
    "{instrument}": "skapa",
    "{language}": "ar",
    "{seat}": "coach",
    "{state}": "draft",
    "{source}": digest_of("skapa.health", skapa().item("health").wording),
}
"""What stands in an address that is not a number."""
NOTHING_HERE = {("GET", "/admin/{rest:path}"), ("POST", "/admin/digest/telegram")}
"""Answered with 404 also to those who may: the last address of all, and a bot that has no name."""

SELECTS_PARTICIPANTS = {
    # Access for staff: the one place.
    "storage/people/access.py",
    # Whose cases somebody on the staff may see now: the one condition.
    "storage/sight/seen.py",
    # A coach's own: given to another coach, or shown to a substitute who was asked.
    "storage/caseload/hand_over.py",
    "storage/caseload/requests.py",
    # Participants' own turns: who writes, their way in, what is theirs, their end.
    "bot/channels/web/entry.py",
    "bot/turn/admission.py",
    "storage/people/erasure.py",
    "storage/agreements/agreements.py",
    "storage/people/invitations.py",
    "storage/people/participants.py",
    "storage/people/personal_data.py",
    # A sub-project is removed where nobody is in it.
    "storage/people/sub_projects.py",
    # Sweeps, which nobody asks for and which show nobody anything.
    "storage/occasions/occasions.py",
    "storage/occasions/sending.py",
    "storage/occasions/backfill.py",
    "storage/occasions/plan_changes.py",
    "storage/occasions/replanning.py",
    "storage/reminders/claims.py",
    "storage/reminders/due.py",
    # What one coach may see, by that condition: lists and digests; and whom they took in last.
    "storage/caseload/caseload.py",
    "storage/caseload/erased.py",
    "storage/caseload/leavers.py",
    "storage/caseload/near_meetings.py",
    "storage/people/enrolment.py",
    # One coach's own again: whom they enrol, and how far each invitation has come.
    "storage/enrolling/registering.py",
    "storage/enrolling/inviting.py",
    "storage/staff/digest_findings.py",
    "storage/staff/digest_news.py",
    # Figures about groups, and the export of the command line.
    "storage/figures/completeness.py",
    "storage/figures/groups.py",
    "storage/figures/tally.py",
    # A coach's own again: what is missing among them.
    "storage/figures/missing.py",
    "storage/figures/wordings.py",
    "storage/ratings/export.py",
    # The operator moves look-ups to another key: pseudonyms alone are shown.
    "storage/staff/look_ups.py",
    # Invented people.
    "bot/sample/agenda.py",
    "bot/sample/demo.py",
    "bot/sample/sample.py",
}


ASK_THE_ADDRESS = {
    # Where to go after the log-in; it is checked against a pattern.
    "admin/sign_in/pages.py",
}


def test_no_page_believes_what_its_address_says() -> None:
    """A notice in an address is said again by a restored tab: the flash carries it (bot.web)."""
    asking = {
        str(path) for path in FILES if "query_params" in (ROOT / path).read_text(encoding="utf-8")
    }
    assert asking == ASK_THE_ADDRESS


def test_every_address_but_the_doors_is_guarded(app: AppContext) -> None:
    routes = [one for one in admin_routes(app) if isinstance(one, Route)]
    assert len(routes) == len(admin_routes(app))
    doors = [LOGIN, CODE, PASSKEY, PASSKEY, WELCOME, WELCOME]
    assert [one.path for one in routes[: len(doors)]] == doors
    routes = routes[len(doors) :]
    assert [one.path for one in routes] == [path for _, path, _ in ROUTES]
    for (method, path, guarded), route in zip(ROUTES, routes, strict=True):
        assert route.methods is not None
        assert route.methods - {"HEAD"} == {method}
        assert inspect.unwrap(route.endpoint) is inspect.unwrap(guarded.handle), path


@pytest.mark.parametrize(("method", "path", "guarded"), ROUTES, ids=NAMES)
def test_who_is_named_in_the_address_is_somebodys_own(
    method: str, path: str, guarded: Guarded
) -> None:
    assert method in {"GET", "POST"}
    assert (guarded.law.action is not None) is (NAMES_PARTICIPANT in path)
    rooms = (roles for room, roles in ONLY_FOR.items() if path.startswith(room))
    assert guarded.law.roles == next(rooms, set())
    assert guarded.law.hold is (method == "POST" and NAMES_PARTICIPANT in path)


async def let_in(app: AppContext, client: httpx.AsyncClient, staff_id: int) -> str:
    """Give a browser somebody's session, without a password; gives the token of its forms."""
    sessions, answer = Sessions(app.settings, app.clock), Response()
    async with app.database.writing() as writing:
        session = sessions.of(await begin_session(writing, staff_id, "", app.clock()))
    sessions.begin(answer, session)
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    client.cookies.set(name, value)
    return sessions.token(session)


async def logged(app: AppContext) -> list[tuple[str, int | None, int | None, bool]]:
    async with app.database.reading() as session:
        rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(one.action, one.staff_id, one.participant_id, one.allowed) for one in rows]


@pytest.mark.parametrize(("method", "path", "guarded"), ROUTES, ids=NAMES)
async def test_the_law_of_every_address_holds(
    app: AppContext, method: str, path: str, guarded: Guarded
) -> None:
    """Strangers are sent to the log-in page, other roles and coaches find nothing; all is noted."""
    law = guarded.law
    own = await add_coach(app)
    bo = await add_participant(app, own)
    others = [(await add_staff(app, role.value.title(), role), role) for role in ROLES]
    await lead(app, next(one for one, role in others if role is StaffRole.LEADER))
    address = path.replace(NAMES_PARTICIPANT, bo.pseudonym)
    for name, example in EXAMPLES.items():
        address = address.replace(name, example)
    address = re.sub(r"\{\w+(:\w+)?\}", "1", address)
    async with open_browser(app) as client:
        stranger = await client.request(method, address)
        assert stranger.status_code == 303
        assert stranger.headers["location"].partition("?")[0] == LOGIN
        assert await logged(app) == []
        for staff_id, role in [*others, (own, "coach")]:
            may = not law.roles or role in law.roles
            if method == "POST":
                await let_in(app, client, staff_id)
                before = await logged(app)
                bare = await client.post(address, data={"token": "wrong"})
                assert bare.status_code == (403 if may else 404)
                assert await logged(app) == before
            form = {"token": await let_in(app, client, staff_id)}
            before = await logged(app)
            answer = await client.request(method, address, data=form if method == "POST" else None)
            news = (await logged(app))[len(before) :]
            if law.action is not None:
                is_own = staff_id == own
                assert news[0] == (law.action, staff_id, bo.id, is_own)
                assert is_own or (answer.status_code, len(news)) == (404, 1)
            elif (method, path) not in NOTHING_HERE:
                assert (answer.status_code == 404) is not may
                assert may or news == []


def asks_for_participants(tree: ast.AST) -> Iterator[int]:
    """List the lines that hand the table to a call, such as ``select``, or name its columns."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(
                value=ast.Name(id="Participant") | ast.Attribute(attr="Participant")
            ):
                yield node.lineno
            case ast.Call(args=args, keywords=keywords):
                for one in [*args, *(keyword.value for keyword in keywords)]:
                    match one:
                        case ast.Name(id="Participant") | ast.Attribute(attr="Participant"):
                            yield one.lineno
                        case _:
                            pass
            case _:
                pass


def sees_participants(path: Path) -> list[int]:
    return sorted(asks_for_participants(ast.parse((ROOT / path).read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "source",
    [
        "select(Participant)",
        "select(Participant.id)",
        "session.get(Participant, 1)",
        "session.get_one(people.Participant, 1)",
        "select(Rating).join(Participant, on)",
        "select(Rating).where(Participant.pseudonym == given)",
        "aliased(Participant)",
    ],
)
def test_the_lint_sees(source: str) -> None:
    assert list(asks_for_participants(ast.parse(source)))


@pytest.mark.parametrize("path", [one for one in FILES if one.parts[0] != "dialogs"], ids=str)
def test_nobody_goes_round_the_access_module(path: Path) -> None:
    """A new file here shows why it may; staff get at a participant by storage/people/access.py."""
    assert bool(sees_participants(path)) is (str(path) in SELECTS_PARTICIPANTS), sees_participants(
        path
    )


def test_the_allowed_are_none_of_the_staffs_rooms() -> None:
    assert not [one for one in SELECTS_PARTICIPANTS if one.startswith(("admin/", "bot/staff/"))]


COLUMNS = {one.key for mapper in Base.registry.mappers for one in mapper.column_attrs}


@pytest.mark.parametrize(
    "path",
    [one for one in FILES if one.parts[0] == "admin" or one.name == "button_actions.py"],
    ids=str,
)
def test_no_handler_sets_columns(path: Path) -> None:
    """What is stored is changed by an imperative of storage, which can be read and tried alone."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            assert owner in {"self", "draft"} or node.attr not in COLUMNS, node.lineno
