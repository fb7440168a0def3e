"""Imports point one way: dialogs <- storage <- bot, admin."""

import ast
import sys
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
ROOTS = {Path("bot/web_app.py"): {"admin"}}
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
FILES = [path.relative_to(ROOT) for part in ALLOWED for path in sorted((ROOT / part).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_point_one_way(path: Path) -> None:
    allowed = ALLOWED[path.parts[0]] | ROOTS.get(path, set())
    assert imported(path) & OURS <= allowed


@pytest.mark.parametrize("path", [p for p in FILES if p.parts[0] == "dialogs"], ids=str)
def test_the_core_needs_the_standard_library_only(path: Path) -> None:
    others = imported(path) - OURS
    assert others <= set(sys.stdlib_module_names)
    assert not others & IMPURE


@pytest.mark.parametrize("path", [p for p in FILES if "versions" not in p.parts], ids=str)
def test_files_are_small(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 250
