"""A database that is locked, full or gone: it is waited out and told, and the others go on."""

import asyncio
import json
import shutil
import signal
import sqlite3
from pathlib import Path

from tests.bot.process.running import Service
from tests.bot.process.seeing import answers, health, is_running, is_so, is_up, is_well_again
from tests.fake_botapi import FakeBotApi
from tests.people import BO, KIM


async def test_a_database_locked_for_long_is_waited_out(tmp_path: Path) -> None:
    """Longer than a statement waits for a lock, and longer than the lease lasts."""
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        await service.start()
        await answers(api, KIM)
        with sqlite3.connect(tmp_path / "skapabot.db", isolation_level=None) as database:
            database.execute("BEGIN EXCLUSIVE")
            api.says(KIM, "hej")
            await asyncio.sleep(1)
            locked = await health(service)
            await asyncio.sleep(44)
        assert (locked.status_code, locked.json()["telegram"]) == (503, "ok")
        assert "SQLITE_BUSY" in locked.json()["database"]
        since = api.mark(KIM)
        await api.wait_for(KIM, "inbjudan", timeout=30, since=since - 1)
        await answers(api, BO)
        await is_well_again(service)
        await service.kill(signal.SIGTERM)
        assert len(service.log().splitlines()) < 20, service.log()


async def test_a_read_only_database_is_waited_out(tmp_path: Path) -> None:
    """The same as on PostgreSQL, which calls it by another name (see tests/storage/database)."""
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        await service.start()
        await answers(api, KIM)
        await asyncio.sleep(2)  # what is under way is done with: it would say that all goes
        with sqlite3.connect(tmp_path / "skapabot.db") as database:
            database.execute(
                "CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN "
                "SELECT load_extension('there is none'); END"
            )
        api.says(KIM, "hej")
        await is_so(lambda: "the database does not answer" in service.log())
        await asyncio.sleep(5)
        with sqlite3.connect(tmp_path / "skapabot.db") as database:
            database.execute("DROP TRIGGER full")
        await answers(api, BO)
        assert is_running(service)
        await service.kill(signal.SIGTERM)
        assert service.log().count("the database does not answer") == 1


async def test_a_database_that_is_gone_is_told(tmp_path: Path) -> None:
    service = Service(tmp_path, "")
    service.environ |= {"SKAPABOT_TELEGRAM_TOKEN": "", "SKAPABOT_TELEGRAM_API_URL": ""}
    await service.start()
    await is_up(service)
    assert (await health(service)).text == "ok"
    shutil.move(tmp_path / "skapabot.db", tmp_path / "elsewhere")
    await asyncio.sleep(1.2)
    gone = await health(service)
    assert gone.status_code == 503
    assert "does not answer" in gone.json()["database"]
    assert "skapabot.db" not in json.dumps(gone.json())
    shutil.move(tmp_path / "elsewhere", tmp_path / "skapabot.db")
    await asyncio.sleep(1.2)
    assert (await health(service)).text == "ok"
    await service.kill(signal.SIGTERM)
