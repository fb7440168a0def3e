"""Parts of the process: what ends one is waited out, and the others go on."""

import asyncio
import signal
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables.people import Account
from tests.bot.process.running import Service
from tests.bot.process.seeing import answers, health, is_running, is_so, is_up
from tests.fake_botapi import FakeBotApi
from tests.fake_botapi.faults import Kind
from tests.people import BO, KIM, add_coach, invite_participant

WAITS = "another process is using this bot token: stop the other one first"


@pytest.mark.parametrize("kind", ["unauthorized", "not_found", "conflict", "bad_gateway_html"])
async def test_one_passing_refusal_of_a_poll_ends_nothing(kind: Kind, tmp_path: Path) -> None:
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        await service.start()
        await answers(api, KIM)
        polls = len(api.calls_of("getUpdates"))
        api.fault("getUpdates", kind=kind, times=2)
        api.says(KIM, "hej")
        await api.until(lambda: len(api.calls_of("getUpdates")) >= polls + 4, timeout=30)
        await answers(api, BO)
        assert (await health(service)).text == "ok"
        await service.kill(signal.SIGTERM)


async def test_with_a_wrong_token_the_web_goes_on_and_it_is_said_once(tmp_path: Path) -> None:
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        service.environ["SKAPABOT_TELEGRAM_TOKEN"] = "99:not-this-one"
        await service.start()
        await api.until(lambda: len(api.calls_of("getMe")) >= 3, timeout=30)
        answer = await health(service)
        assert answer.status_code == 200, "the web chat is not to be taken out of service"
        assert "check SKAPABOT_TELEGRAM_TOKEN" in answer.json()["telegram"]
        assert answer.json()["database"] == "ok"
        await service.kill(signal.SIGTERM)
        assert service.log().count("check SKAPABOT_TELEGRAM_TOKEN") == 1
        assert "not-this-one" not in service.log()


async def test_a_test_server_with_the_same_token_waits_and_takes_nothing(tmp_path: Path) -> None:
    """Two databases know nothing of each other: Telegram alone tells that there is another."""
    (tmp_path / "b").mkdir()
    async with FakeBotApi.running() as api:
        first, second = Service(tmp_path, api.url), Service(tmp_path / "b", api.url)
        app = await first.app()
        code = await invite_participant(app, "Bo", coach_id=await add_coach(app))
        await first.start()
        await answers(api, KIM)
        await second.start()
        await is_so(lambda: WAITS in second.log())
        api.user(BO, first_name="Bo")
        api.starts(BO, code)
        await api.wait_for(BO, "Välj ditt språk", timeout=30)
        for _ in range(20):
            await answers(api, KIM)
        assert is_running(first)
        assert is_running(second)
        assert (await health(second)).status_code == 200
        assert "another process" in (await health(second)).json()["telegram"]
        await second.kill(signal.SIGTERM)
        with sqlite3.connect(tmp_path / "b" / "skapabot.db") as database:
            assert database.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
        async with app.database.reading() as session:
            assert (await session.scalars(select(Account.address))).all() == [str(BO)]
        assert second.log().count(WAITS) == 1
        await first.kill(signal.SIGTERM)
        await app.database.close()


async def test_of_two_processes_on_one_database_one_serves_and_the_other_takes_over(
    tmp_path: Path,
) -> None:
    (tmp_path / "b").mkdir()
    async with FakeBotApi.running() as api:
        first, second = Service(tmp_path, api.url), Service(tmp_path / "b", api.url)
        await (await first.app()).database.close()
        second.environ |= {
            **first.environ,
            "SKAPABOT_DATABASE_URL": f"sqlite:///{tmp_path / 'skapabot.db'}",
            "SKAPABOT_DATA_DIR": str(tmp_path / "b"),
            "SKAPABOT_PORT": str(second.port),
        }
        await first.start()
        await answers(api, KIM)
        await second.start()
        await is_so(lambda: "another process of this database" in second.log())
        assert not any("409" in call.outcome for call in api.calls)
        assert await first.kill(signal.SIGTERM) == 0
        await answers(api, BO)
        assert not any("409" in call.outcome for call in api.calls), "never two at once"
        assert (await health(second)).text == "ok"
        await second.kill(signal.SIGTERM)


async def test_after_a_kill_the_next_process_of_the_folder_serves_at_once(tmp_path: Path) -> None:
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        await service.start()
        await answers(api, KIM)
        for _ in range(3):
            await service.kill()
            await service.start()
            api.forget_calls()
            await api.until(lambda: bool(api.calls_of("getUpdates")), timeout=10)
        assert "another process" not in service.log()
        await service.kill()


async def test_while_telegram_is_away_the_log_stays_short(tmp_path: Path) -> None:
    service = Service(tmp_path, "http://127.0.0.1:1/bot")
    await service.start()
    await is_up(service)
    await asyncio.sleep(6)
    answer = await health(service)
    assert answer.status_code == 200
    assert answer.json()["telegram"] == "cannot be reached yet"
    await service.kill(signal.SIGTERM)
    assert service.log().count("Telegram cannot be reached yet") == 1
