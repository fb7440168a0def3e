"""Wrong guesses: those who make them wait, and nobody else does."""

import httpx
import pytest

from bot.app_context import AppContext
from storage.database.hashing import hashing_places
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach


async def guess(app: AppContext, address: str, times: int, name: str = "Karin") -> list[int]:
    async with open_browser(app, address) as client:
        return [(await log_in(client, name, "wrong")).status_code for _ in range(times)]


async def test_guesses_from_elsewhere_do_not_lock_the_owner_out(app: AppContext) -> None:
    await add_coach(app)
    assert await guess(app, "192.0.2.1", 6) == [401] * 5 + [429]
    async with open_browser(app, "192.0.2.2") as client:
        assert (await log_in(client)).status_code == 303


async def test_where_somebody_has_signed_in_before_nothing_locks_them_out(
    app: AppContext, clock: StandingClock
) -> None:
    await add_coach(app)
    async with open_browser(app) as office, open_browser(app) as other:
        assert (await log_in(office)).status_code == 303
        await office.post("/admin/logout")
        await guess(app, "127.0.0.1", 40)
        for number in range(30):  # and from everywhere
            await guess(app, f"192.0.2.{number}", 5)
        refused = await log_in(other)
        assert refused.status_code == 429
        assert (await log_in(office)).status_code == 303
        for _ in range(5):
            assert (await log_in(office, password="wrong")).status_code == 401
        assert (await log_in(office)).status_code == 429
        clock.passes(minutes=16)
        assert (await log_in(office)).status_code == 303
        late = await log_in(other)
        assert late.status_code == 429
        assert "i morgon" in page_text(late)


async def test_a_known_device_is_known_for_its_own_people_only(app: AppContext) -> None:
    await add_coach(app)
    await add_coach(app, "Lena")
    async with open_browser(app) as client:
        assert (await log_in(client)).status_code == 303
        await guess(app, "127.0.0.1", 5, "Lena")
        assert (await log_in(client, "Lena")).status_code == 429


async def test_a_forged_device_is_not_known(app: AppContext) -> None:
    await add_coach(app)
    await guess(app, "127.0.0.1", 5)
    async with open_browser(app) as client:
        client.cookies = httpx.Cookies({"device": "eyJkIjoiYSIsIm4iOltdfQ.abc.def"})
        assert (await log_in(client)).status_code == 429


async def test_one_ipv6_network_is_one_place(app: AppContext) -> None:
    await add_coach(app)
    codes = [(await guess(app, f"2001:db8::{n:x}", 1))[0] for n in range(1, 46)]
    assert codes.count(401) == 5
    names = [(await guess(app, f"2001:db8::{n:x}", 1, f"name{n}"))[0] for n in range(1, 46)]
    assert names.count(401) == 25
    assert await guess(app, "2001:db8:0:1::1", 1) == [401]


async def test_when_too_many_wait_it_is_said_kindly_and_counts_as_no_try(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_coach(app)
    monkeypatch.setattr(hashing_places, "most_of_one", 0)
    async with open_browser(app) as client:
        for _ in range(8):
            busy = await log_in(client)
            assert busy.status_code == 503
            assert "Vänta en liten stund" in page_text(busy)
        monkeypatch.undo()
        assert (await log_in(client)).status_code == 303
