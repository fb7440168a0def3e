"""A stored text that no key opens is named where it would stand; nobody's page ends, and no byte
of it is written over."""

from collections.abc import Mapping

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.app_context import AppContext
from storage.database.encryption import Vault
from tests.admin.visits import form_token, log_in, open_browser, page_text
from tests.people import (
    add_coach,
    add_meeting,
    add_participant,
    add_rating,
    comment_only_step,
    suggest_own_step,
)

SAYS = "kan inte läsas"
FULL = (3, 4, 3, 2, 4, 4)
SPOILT = b"not a token at all"
ANOTHER_KEY = Vault([Fernet.generate_key().decode()], "s").seal("hemligt")
COLUMNS = (
    ("participants", "name"),
    ("answers", "comment"),
    ("meetings", "place"),
    ("meetings", "line"),
    ("meetings", "proposal"),
    ("steps", "words"),
    ("steps", "helped"),
    ("steps", "comment"),
    ("staff", "name"),
    ("staff", "email"),
    ("channel_accounts", "address"),
)


async def _spoil(app: AppContext, table: str, column: str, content: bytes = SPOILT) -> None:
    """Damage a column in the first row of a table."""
    async with app.database.engine.begin() as connection:
        await connection.execute(
            text(f"UPDATE {table} SET {column} = :as WHERE id = (SELECT min(id) FROM {table})"),
            {"as": content},
        )


async def _stored(app: AppContext, table: str, column: str) -> object:
    async with app.database.engine.connect() as connection:
        return await connection.scalar(text(f"SELECT {column} FROM {table} ORDER BY id LIMIT 1"))


async def _two_people(app: AppContext) -> None:
    """Let A-01 have one of everything that people write, and A-02 be somebody else."""
    coach = await add_coach(app)
    amal = await add_participant(app, coach, "Amal")
    await add_rating(app, amal.id, FULL, comment="Det går bättre")
    await add_meeting(app, amal.id, "cannot", proposal="På onsdag")
    await suggest_own_step(app, "Gå en promenad", None)
    await comment_only_step(app, "Bra tänkt")
    await add_participant(app, coach, "Bo")


async def _post(client: httpx.AsyncClient, page: str, to: str, **form: str) -> httpx.Response:
    token = form_token(await client.get(page))
    return await client.post(to, data={"token": token, **form})


@pytest.mark.parametrize("content", [SPOILT, b"", ANOTHER_KEY], ids=["spoilt", "empty", "key"])
async def test_a_name_that_cannot_be_read_ends_no_page(either: AppContext, content: bytes) -> None:
    await _two_people(either)
    await _spoil(either, "participants", "name", content)
    async with open_browser(either) as client:
        await log_in(client)
        caseload = await client.get("/admin")
        theirs = await client.get("/admin/participants/A-01")
        others = await client.get("/admin/participants/A-02")
        renewal = await client.get("/admin/participants/A-01/invitation")
    assert renewal.status_code == 200
    assert SAYS in page_text(renewal)
    for page in (caseload, theirs, others):
        assert page.status_code == 200
        assert f"{SAYS} A-01" in page_text(page)
    assert "Bo A-02" in page_text(caseload)
    assert await _stored(either, "participants", "name") == content


@pytest.mark.parametrize(("table", "column"), COLUMNS)
async def test_what_cannot_be_read_is_named_and_stays(
    either: AppContext, table: str, column: str
) -> None:
    await _two_people(either)
    await _spoil(either, table, column)
    async with open_browser(either) as client:
        await log_in(client)
        caseload = await client.get("/admin")
        theirs = await client.get("/admin/participants/A-01")
        others = await client.get("/admin/participants/A-02")
    assert [page.status_code for page in (caseload, theirs, others)] == [200] * 3
    shown = (column not in ("helped", "email", "address")) or (table, column) == ("steps", "helped")
    assert (SAYS in page_text(theirs)) is shown
    assert "\ue000" not in caseload.text + theirs.text + others.text
    assert await _stored(either, table, column) == SPOILT


CHANGES: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "meeting": (
        "/admin/participants/A-01/meetings/1",
        "/admin/participants/A-01/meetings/1",
        {"day": "2026-11-30", "time": "10:00", "minutes": "60", "place": "Nygatan 2",
         "line": "", "early": "24", "late": "2", "kind": "talk",
         "with-participant": "on"},
    ),
    "comment": ("/admin/participants/A-01", "/admin/participants/A-01/steps/1", {"comment": ""}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "table", "column"),
    [("meeting", "meetings", "line"), ("comment", "steps", "comment")],
)
async def test_a_form_left_empty_takes_nothing_away(
    either: AppContext, change: str, table: str, column: str
) -> None:
    await _two_people(either)
    await _spoil(either, table, column)
    page, to, form = CHANGES[change]
    async with open_browser(either) as client:
        await log_in(client)
        shown = await client.get(page)
        assert f'value="{SAYS}"' not in shown.text
        assert f"\n{SAYS}</textarea>" not in shown.text
        assert (await _post(client, page, to, **form)).status_code == 303
    assert await _stored(either, table, column) == SPOILT
