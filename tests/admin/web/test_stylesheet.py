"""What a page of the staff's has to load to look right: little, and nothing that nobody uses."""

import re

import pytest

from bot.app_context import AppContext
from bot.web.pages import STATIC
from tests.admin.visits import open_browser
from tests.test_imports import ROOT

MOST = 25_000
"""Bytes, all of the module's rules together, before they are compressed."""
EVERYWHERE = ("base.css", "admin.css")
ALONE = ("paper.css", "conversation.css", "cards.css", "together.css")
"""Of one kind of page each, beside the two."""


def rules(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL)


async def test_all_rules_of_the_module_weigh_little(app: AppContext) -> None:
    async with open_browser(app) as client:
        served = [await client.get(f"/static/{name}") for name in (*EVERYWHERE, *ALONE)]
    assert all(one.status_code == 200 for one in served)
    assert sum(len(one.content) for one in served) < MOST


def test_every_sheet_of_the_module_is_counted() -> None:
    named = set[str]()
    for page in (ROOT / "admin").rglob("*.html"):
        named |= set(re.findall(r"static\('([\w.]+\.css)'\)", page.read_text(encoding="utf-8")))
    assert named == {*EVERYWHERE, *ALONE, "chat.css"}  # the last where the chat itself is shown


@pytest.mark.parametrize("name", [*EVERYWHERE, *ALONE])
def test_no_rule_is_for_what_no_page_has(name: str) -> None:
    selectors = re.sub(r"\{[^{}]*\}", "{}", rules(name))
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    sources = [*ROOT.glob("admin/**/*.html"), *ROOT.glob("bot/**/*.html")]
    sources += [*ROOT.glob("bot/**/*.py"), *ROOT.glob("bot/web/static/*.js")]
    text = "\n".join(
        re.sub(r"\{#.*?#\}", "", one.read_text(encoding="utf-8"), flags=re.DOTALL)
        for one in sources
    )
    found = set(re.findall(r"[a-z][\w-]*", text))
    assert classes <= found


@pytest.mark.parametrize("name", [*EVERYWHERE, *ALONE])
def test_no_sheet_asks_another_host(name: str) -> None:
    assert not re.findall(r"url\(|@import|https?:", rules(name))
