"""What goes wrong is logged by its kind and place, never with what a person wrote."""

import asyncio
import sqlite3
from pathlib import Path

import httpx

from tests.bot.channels.web.visitor import Visitor
from tests.bot.process.running import Service
from tests.people import invite_participant

SECRET = "Det gör ont i ryggen"


async def test_a_failing_database_tells_the_log_nothing_about_anybody(tmp_path: Path) -> None:
    service = Service(tmp_path, "http://127.0.0.1:1/bot")
    service.environ["SKAPABOT_TELEGRAM_TOKEN"] = ""
    service.environ["SKAPABOT_PUBLIC_URL"] = f"http://127.0.0.1:{service.port}"
    app = await service.app()
    code = await invite_participant(app, "Bo Exempelsson")
    visitor = Visitor(app)
    await app.database.close()
    await service.start()
    async with httpx.AsyncClient(
        base_url=service.environ["SKAPABOT_PUBLIC_URL"], trust_env=False
    ) as http:
        visitor.http = http
        await _is_up(http)
        await visitor.open(f"/c/{code}")
        for words in ("Börja", "Svenska", "Ja, jag vill vara med"):
            await visitor.press(words)
        await visitor.press("Skriv en kommentar")
        with sqlite3.connect(tmp_path / "skapabot.db") as database:
            database.execute("ALTER TABLE answers RENAME TO elsewhere")
        await visitor.write(SECRET)
    assert visitor.page.status_code == 500
    assert "Något gick fel" in visitor.text
    await service.kill()
    log = service.log()
    assert "OperationalError" in log
    for secret in (SECRET, "ryggen", "Exempelsson", code, "Traceback"):
        assert secret not in log


async def _is_up(http: httpx.AsyncClient) -> None:
    for _ in range(100):
        try:
            await http.get("/health")
        except httpx.ConnectError:
            await asyncio.sleep(0.1)
        else:
            return
