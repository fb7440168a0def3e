"""Access: every address of the coaches' module has a guard, and nobody goes round it."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from starlette.routing import Route

from admin.routes import CODE, FEED, LOGIN, PASSKEY, ROUTES, WELCOME, admin_routes
from bot.app_context import AppContext
from storage.database.base import Base
from tests.test_imports import FILES, ROOT, nodes

SELECTS_PARTICIPANTS = {
    # Access for staff: the one place.
    "storage/people/access.py",
    # Whose cases somebody on the staff may see now: the one condition.
    "storage/sight/seen.py",
    # A coach's own: given to another coach, or shown to a substitute who was asked.
    "storage/caseload/hand_over.py",
    "storage/caseload/moving.py",
    "storage/caseload/requests.py",
    # Whom a helper sits beside, while that lasts.
    "storage/seats/access.py",
    "storage/seats/seats.py",
    # Participants' own turns: who writes, their way in, what is theirs, their end.
    "bot/channels/web/entry.py",
    "bot/turn/admission.py",
    "storage/people/erasure.py",
    "storage/people/invitations.py",
    "storage/people/participants.py",
    "storage/people/personal_data.py",
    # A sub-project is removed where nobody is in it.
    "storage/people/sub_projects.py",
    # Sweeps, which nobody asks for and which show nobody anything.
    "storage/occasions/occasions.py",
    "storage/occasions/sending.py",
    "storage/occasions/backfill.py",
    "storage/follow_ups/backfill.py",
    "storage/occasions/plan_changes.py",
    "storage/occasions/replanning.py",
    "storage/reminders/claims.py",
    "storage/reminders/due.py",
    # What one coach may see, by that condition: lists and digests; and whom they took in last.
    "storage/caseload/caseload.py",
    "storage/caseload/contacts.py",
    "storage/caseload/erased.py",
    "storage/caseload/leavers.py",
    "storage/caseload/near_meetings.py",
    "storage/people/enrolment.py",
    # One coach's own again: whom they enrol, and how far each invitation has come.
    "storage/enrolling/registering.py",
    "storage/enrolling/inviting.py",
    "storage/staff/digest_findings.py",
    "storage/staff/digest_news.py",
    "storage/meetings/feeds.py",
    # Other meetings at the same time: when they are, and of which coach; nobody is named.
    "storage/meetings/clashes.py",
    # Figures about groups, and the export of the command line.
    "storage/figures/reasons.py",
    "storage/figures/groups.py",
    "storage/figures/tally.py",
    # A coach's own again: what is missing among them.
    "storage/figures/missing.py",
    "storage/figures/wordings.py",
    "storage/ratings/export.py",
    # The log, for administrators: pseudonyms alone.
    "storage/audit/reading.py",
    # The operator moves look-ups to another key: pseudonyms alone are shown.
    "storage/staff/look_ups.py",
    # Invented people.
    "bot/sample/agenda.py",
    "bot/sample/day.py",
    "bot/sample/ways.py",
    "bot/sample/demo.py",
    "bot/sample/sample.py",
}


ASK_THE_ADDRESS = {
    # Where to go after the log-in; it is checked against a pattern.
    "admin/sign_in/pages.py",
    # What the log is to show: a code, days, whose; a form that changes nothing.
    "admin/audit/pages.py",
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
    doors = [LOGIN, CODE, PASSKEY, PASSKEY, WELCOME, WELCOME, FEED]
    assert [one.path for one in routes[: len(doors)]] == doors
    routes = routes[len(doors) :]
    assert [one.path for one in routes] == [path for _, path, _ in ROUTES]
    for (method, path, guarded), route in zip(ROUTES, routes, strict=True):
        assert route.methods is not None
        assert route.methods - {"HEAD"} == {method}
        assert inspect.unwrap(route.endpoint) is inspect.unwrap(guarded.handle), path


def asks_for_participants(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """List the lines that hand the table to a call, such as ``select``, or name its columns."""
    for node in nodes:
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
    assert list(asks_for_participants(ast.walk(ast.parse(source))))


def test_nobody_goes_round_the_access_module() -> None:
    """A new file here shows why it may; staff get at a participant by storage/people/access.py."""
    seen = {
        str(path): sorted(asks_for_participants(nodes(path)))
        for path in FILES
        if path.parts[0] != "dialogs"
    }
    asking = {path: lines for path, lines in seen.items() if lines}
    assert {path: asking[path] for path in asking if path not in SELECTS_PARTICIPANTS} == {}
    assert set(asking) >= SELECTS_PARTICIPANTS


def test_the_allowed_are_none_of_the_staffs_rooms() -> None:
    assert not [one for one in SELECTS_PARTICIPANTS if one.startswith(("admin/", "bot/staff/"))]


STATEMENTS = {"select", "update", "delete", "insert", "text", "aliased"}
BY_ID = {"Staff", "SubProject", "table"}
"""What is looked up by its id in the staff's rooms: nobody's answers, and nobody who gave them."""


def each(paths: Iterable[Path]) -> Iterator[tuple[ast.AST, str]]:
    """List everything these files say, with where it stands."""
    for path in paths:
        for node in nodes(path):
            yield node, f"{path}:{getattr(node, 'lineno', 1)}"


def test_the_staffs_rooms_ask_the_database_nothing_themselves() -> None:
    """What is read for somebody on the staff is read by storage, behind the one condition."""
    for node, where in each(
        path for path in FILES if str(path).startswith(("admin/", "bot/staff/"))
    ):
        match node:
            case ast.ImportFrom(module="sqlalchemy", names=names):
                assert not {one.name for one in names} & STATEMENTS, where
            case ast.Call(
                func=ast.Attribute(attr="get" | "get_one", value=ast.Name(id=session)),
                args=[ast.Name(id=table), *_],
            ) if session in {"session", "reading", "writing"}:
                assert table in BY_ID, where
            case _:
                pass


COLUMNS = {one.key for mapper in Base.registry.mappers for one in mapper.column_attrs}


def test_no_handler_sets_columns() -> None:
    """What is stored is changed by an imperative of storage, which can be read and tried alone."""
    for node, where in each(
        path for path in FILES if path.parts[0] == "admin" or path.name == "button_actions.py"
    ):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            assert owner in {"self", "draft"} or node.attr not in COLUMNS, where
