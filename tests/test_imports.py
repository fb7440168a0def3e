"""The house: imports point one way, folders stay small and have no circles."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"admin", "bot", "dialogs", "storage", "tests"}
ALLOWED = {
    "dialogs": {"dialogs"},
    "storage": {"storage", "dialogs"},
    "bot": {"bot", "storage", "dialogs"},
    "admin": {"admin", "bot", "storage", "dialogs"},
}
# The composition root is the one place that knows every part.
COMPOSITION = {Path("bot/web_app.py"): {"admin"}}
# What would make the core depend on the world around it.
IMPURE = {
    "asyncio",
    "io",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "time",
    "threading",
}
AT_THE_ROOT = {
    "dialogs": {"texts"},
    "storage": {"clock", "keys", "schema"},  # whether a database fits program, settings, machine
    "bot": {"__main__", "app_context", "web_app"},
    "admin": {"routes"},
}
MOST_MODULES = 12
FILES = [path.relative_to(ROOT) for part in ALLOWED for path in sorted((ROOT / part).rglob("*.py"))]
MODULES = {str(path.with_suffix("")).replace("/", "."): path for path in FILES}


def nodes(path: Path) -> Iterator[ast.AST]:
    """List everything that a file says, each part after what it is a part of."""
    return ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))


@cache
def imported(path: Path) -> frozenset[str]:
    """List the modules that a file imports, by their whole names."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= (inside & MODULES.keys()) or {node.module}
    return frozenset(names)


def packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


# One test for all files: a test for each took longer to tell of than to do.
def test_imports_point_one_way() -> None:
    for path in FILES:
        allowed = ALLOWED[path.parts[0]] | COMPOSITION.get(path, set())
        assert packages(path) & OURS <= allowed, path


def test_the_core_needs_the_standard_library_only() -> None:
    for path in FILES:
        if path.parts[0] == "dialogs":
            others = packages(path) - OURS
            assert others <= set(sys.stdlib_module_names), path
            assert not others & IMPURE, path


def test_files_are_small() -> None:
    lines = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert [p for p, many in lines.items() if many > 250 and "versions" not in p.parts] == []


def folders() -> Iterator[tuple[Path, set[str]]]:
    """List every folder of the product with the names of its modules."""
    found: dict[Path, set[str]] = defaultdict(set)
    for path in FILES:
        if path.stem != "__init__":
            found[path.parent].add(path.stem)
    yield from sorted(found.items())


ROOMS = dict(folders())


def test_a_folder_fits_the_eye() -> None:
    full = [folder for folder, modules in ROOMS.items() if len(modules) > MOST_MODULES]
    assert [one for one in full if one.name != "versions"] == []


@pytest.mark.parametrize("part", AT_THE_ROOT)
def test_nothing_new_lies_at_the_root(part: str) -> None:
    assert ROOMS.get(Path(part), set()) == AT_THE_ROOT[part]


def test_no_circle_between_folders() -> None:
    """The roots know every room (they put the house together), so they are not counted."""
    rooms: dict[Path, set[Path]] = {folder: set() for folder in ROOMS}
    for module, path in MODULES.items():
        for name in imported(path) & MODULES.keys():
            other = MODULES[name].parent
            if name != module and len(path.parts) > 2 and other not in (path.parent, Path("bot")):
                rooms[path.parent].add(other)
    try:
        TopologicalSorter(rooms).prepare()
    except CycleError as circle:
        pytest.fail(" <- ".join(map(str, circle.args[1])))


def test_no_circle_between_files() -> None:
    known = {
        module: (imported(path) & MODULES.keys()) - {module} for module, path in MODULES.items()
    }
    try:
        TopologicalSorter(known).prepare()
    except CycleError as circle:
        pytest.fail(" <- ".join(map(str, circle.args[1])))
