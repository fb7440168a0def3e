"""The web server against requests that never end: nobody else notices, and it stops when told."""

import asyncio
import contextlib
import os
import resource
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.bot.process.running import Service
from tests.bot.process.seeing import answers, health, is_up
from tests.fake_botapi import FakeBotApi
from tests.people import BO, KIM

BEGUN = b"GET / HTTP/1.1\r\nHost: x\r\n"
POSTED = b"POST /chat HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\nwords="
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@contextlib.asynccontextmanager
async def web_only(folder: Path) -> AsyncIterator[Service]:
    service = Service(folder, "")
    service.environ |= {"SKAPABOT_TELEGRAM_TOKEN": "", "SKAPABOT_TELEGRAM_API_URL": ""}
    await service.start()
    await is_up(service)
    try:
        yield service
    finally:
        if service.process is not None and service.process.returncode is None:
            await service.kill()


async def begin(service: Service, sent: bytes) -> Connection:
    """Send so much of a request, and no more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(sent)
    await writer.drain()
    return reader, writer


async def end(connections: list[Connection]) -> None:
    for _, writer in connections:
        writer.transport.abort()
    await asyncio.sleep(0)


async def ends(connection: Connection, seconds: float) -> bytes:
    """Read until the other side ends the connection."""
    with contextlib.suppress(ConnectionError):
        return await asyncio.wait_for(connection[0].read(), seconds)
    return b""


@pytest.mark.parametrize("sent", [b"", BEGUN, POSTED], ids=["silent", "headers", "body"])
async def test_1100_half_open_requests_stop_nobody(sent: bytes, tmp_path: Path) -> None:
    async with FakeBotApi.running() as api:
        service = Service(tmp_path, api.url)
        await start_with_files(service, 256)
        await answers(api, KIM)
        opened: list[Connection] = []
        for _ in range(1100):
            with contextlib.suppress(ConnectionError):
                opened.append(await begin(service, sent))
        began = time.monotonic()
        assert (await health(service)).text == "ok"
        assert time.monotonic() - began < 3
        await answers(api, BO)
        assert service.process is not None
        files = psutil.Process(service.process.pid).num_fds()
        assert files < 200
        await end(opened)
        assert await asyncio.wait_for(service.kill(signal.SIGTERM), 15) == 0
        assert "ERROR" not in service.log()


async def start_with_files(service: Service, files: int) -> None:
    """Start it with so many files at the most, and let ourselves have more."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4096), most))
    await service.start()
    assert service.process is not None
    resource.prlimit(service.process.pid, resource.RLIMIT_NOFILE, (files, files))


async def test_endless_headers_are_refused_before_they_take_memory(tmp_path: Path) -> None:
    async with web_only(tmp_path) as service:
        assert service.process is not None
        before = psutil.Process(service.process.pid).memory_info().rss
        for start in (
            BEGUN + b"X-Long: ",
            b"GET /",
            b"POST /chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: ",
            b"POST /chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        ):
            connection = await begin(service, start)
            sent = 0
            with contextlib.suppress(ConnectionError):
                while sent < 60_000_000 and not connection[0].at_eof():
                    connection[1].write(b"x" * 65536)
                    await connection[1].drain()
                    sent += 65536
            assert sent < 8_000_000, start
            await end([connection])
        many = b"".join(b"X-%d: %s\r\n" % (n, b"x" * 100) for n in range(1000))
        connection = await begin(service, BEGUN + many + b"\r\n")
        assert (await ends(connection, 5)).startswith(b"HTTP/1.1 431 ")
        await end([connection])
        assert psutil.Process(service.process.pid).memory_info().rss - before < 20_000_000
        assert (await health(service)).text == "ok"


async def test_a_large_form_is_still_understood_as_too_large(tmp_path: Path) -> None:
    async with web_only(tmp_path) as service:
        address = f"http://127.0.0.1:{service.port}"
        async with httpx.AsyncClient(trust_env=False, base_url=address) as http:
            sizes, same = (1000, 60_000, 900_000), {"Origin": address}
            posts = [
                await http.post("/admin/login", content=b"x" * size, headers=same) for size in sizes
            ]
            assert [post.status_code for post in posts] == [403, 403, 413]


@pytest.mark.parametrize("sent", [b"", BEGUN, POSTED], ids=["silent", "headers", "body"])
async def test_told_to_stop_it_owes_nothing_to_an_unfinished_request(
    sent: bytes, tmp_path: Path
) -> None:
    async with web_only(tmp_path) as service:
        connection = await begin(service, sent)
        await asyncio.sleep(0.5)
        began = time.monotonic()
        assert await asyncio.wait_for(service.kill(signal.SIGTERM), 15) == 0
        assert time.monotonic() - began < 4
        assert "ERROR" not in service.log()
        await end([connection])


async def test_a_slow_request_is_ended_and_a_kept_connection_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.fspath(tmp_path))
    (tmp_path / "sitecustomize.py").write_text(
        "import bot.service.connection as one\none.READ_SECONDS = 1.0\n", encoding="utf-8"
    )
    async with web_only(tmp_path) as service:
        for sent in (b"", BEGUN, POSTED, b"\r\n\r\n"):
            connection = await begin(service, sent)
            await ends(connection, 4)
            await end([connection])
        kept = await begin(service, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(0.5)
        kept[1].write(b"\r\n")  # so that uvicorn itself waits no longer for another request
        assert b"ok" in await ends(kept, 4)
        await end([kept])
        assert "ERROR" not in service.log()


HUNG_UP = [
    (BEGUN.replace(b"GET /", b"GET /chat") + b"\r\n") * 4,
    BEGUN.replace(b"GET /", b"GET /admin/login") + b"\r\n",
    POSTED.replace(b"60000", b"900000") + b"x" * 300_000,
    (BEGUN.replace(b"GET /", b"GET /health") + b"\r\n") * 2 + POSTED,
]


@pytest.mark.parametrize("sent", HUNG_UP, ids=["several", "one", "body", "mixed"])
async def test_whoever_hangs_up_in_the_middle_is_no_fault_of_ours(
    sent: bytes, tmp_path: Path
) -> None:
    async with web_only(tmp_path) as service:
        for turn in range(120):
            connection = await begin(service, sent)
            await asyncio.sleep(turn % 12 / 2000)
            await end([connection])
        assert (await health(service)).text == "ok"
        assert await asyncio.wait_for(service.kill(signal.SIGTERM), 15) == 0
        assert "ERROR" not in service.log(), service.log()[-2000:]
