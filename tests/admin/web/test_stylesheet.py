"""What a page of the staff's has to load to look right: little, and nothing that nobody uses."""

import re

import pytest

from bot.app_context import AppContext
from bot.web.sheets.joined import ALONE, EVERYWHERE, STATIC, sheet_address
from tests.admin.visits import open_browser
from tests.test_imports import ROOT

MOST = 25_000
"""Bytes, all of the module's rules together, before they are compressed."""
SHEETS = [f"{name}.css" for name in (*EVERYWHERE, *ALONE, "together")]
"""The last is for the chat as a coach's page has it."""


def rules(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL)


async def test_all_rules_of_the_module_weigh_little(app: AppContext) -> None:
    async with open_browser(app) as client:
        served = [await client.get(f"/static/{name}") for name in SHEETS]
    assert all(one.status_code == 200 for one in served)
    assert sum(len(one.content) for one in served) < MOST


async def test_a_page_asks_for_one_sheet_which_holds_its_rules(app: AppContext) -> None:
    async with open_browser(app) as client:
        login = await client.get("/admin/login")
        (address,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', login.text)
        assert address == sheet_address()
        for kind in ("", *ALONE):
            sheet = await client.get(sheet_address(kind))
            own = [*EVERYWHERE, kind] if kind else EVERYWHERE
            read = [(STATIC / f"{name}.css").read_text(encoding="utf-8") for name in own]
            assert sheet.text == "".join(read)
            assert sheet.headers["content-type"].startswith("text/css")
            assert "max-age" in sheet.headers["cache-control"]
        for name in ("nothing", "chat", "pagepaper"):
            assert (await client.get(f"/static/staff/{name}.css")).status_code == 404


def test_every_sheet_of_the_module_is_counted() -> None:
    named, kinds = set[str](), set[str]()
    for page in (ROOT / "admin").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        named |= set(re.findall(r"static\('([\w.]+\.css)'\)", text))
        kinds |= set(re.findall(r'stylesheet\("(\w+)"\)', text))
    assert kinds == set(ALONE)
    assert named == {"base.css", "chat.css", "together.css"}  # where the chat itself is shown


@pytest.mark.parametrize("name", SHEETS)
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


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_asks_another_host(name: str) -> None:
    assert not re.findall(r"url\(|@import|https?:", rules(name))
