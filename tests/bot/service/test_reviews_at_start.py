"""What has been reviewed is said from the first answer on, and a database that is away waits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.languages.text_states import digest_of_key
from bot.service import service
from dialogs.people.staff import StaffRole
from dialogs.texts import TextState
from storage.translations.reviews import store_review
from tests.bot.process.running import free_port
from tests.people import add_staff, staff_member

QUESTION = ("skapa.cooperation", "Hur bra är du på att samarbeta?")
MENDED = "ما مدى قدرتك على العمل مع الآخرين؟"


@pytest.fixture
async def app(app: AppContext) -> AppContext:
    tora = await staff_member(app, await add_staff(app, "Tora", StaffRole.TRANSLATOR))
    async with app.database.writing() as session:
        ours = (tora, "ar", digest_of_key(QUESTION), (MENDED,), "", TextState.REVIEWED)
        await store_review(session, *ours, app.clock())
    return replace(app, settings=replace(app.settings, port=free_port(), telegram_token=""))


@asynccontextmanager
async def serving(app: AppContext) -> AsyncIterator[httpx.Response]:
    """Serve, and give the first answer."""
    running = asyncio.create_task(service.serve(app, lambda _: None))
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
            async with asyncio.timeout(60):
                while True:
                    try:
                        first = await http.get(f"http://127.0.0.1:{app.settings.port}/health")
                        break
                    except httpx.ConnectError:
                        await asyncio.sleep(0.02)
        yield first
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_the_first_answer_speaks_as_reviewed(app: AppContext) -> None:
    async with serving(app) as first:
        assert first.text == "ok"
        assert catalog("ar").pgettext(*QUESTION) == MENDED


async def test_where_the_database_is_away_it_serves_and_reads_them_later(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "REVIEWS_EVERY", 0.2)
    await app.database.close()
    file = Path(app.settings.data_dir) / "skapabot.db"
    aside = file.rename(file.with_suffix(".aside"))
    file.mkdir()
    async with serving(app) as first:
        assert first.status_code == 503
        assert "could not be finished" in first.json()["sweeps"]["reviews"]
        assert catalog("ar").pgettext(*QUESTION) != MENDED
        file.rmdir()
        aside.rename(file)
        async with asyncio.timeout(60):
            while catalog("ar").pgettext(*QUESTION) != MENDED:  # noqa: ASYNC110  # nothing tells
                await asyncio.sleep(0.05)
