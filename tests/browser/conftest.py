"""Fixtures: the whole web application on a free port, and a small phone's browser before it."""

import asyncio
import os
import shutil
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.app_context import AppContext, build_app
from bot.settings.settings import Settings
from bot.star.fonts import font_files
from bot.web_app import web_app
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables

T = TypeVar("T")
PHONE = {"width": 360, "height": 740}
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SHELL = shutil.which("chromium-headless-shell") or CHROMIUM
"""The same browser without what is around a page, where it is installed: half the work."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-device-for-media-stream",  # a microphone that beeps, and is always allowed
    "--use-fake-ui-for-media-stream",
]


@dataclass(frozen=True)
class Site:
    """A running web application, and a way to work beside it on the same database."""

    url: str
    settings: Settings
    clock: StandingClock

    def work(self, do: Callable[[AppContext], Awaitable[T]]) -> T:
        async def done() -> T:
            app = build_app(self.settings, self.clock)
            try:
                return await do(app)
            finally:
                await app.database.close()

        # Playwright keeps a loop of its own running in this thread.
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(lambda: asyncio.run(done())).result()


@pytest.fixture
def more_settings() -> dict[str, str]:
    """Settings that a file of tests adds."""
    return {}


@pytest.fixture
def host() -> str:
    """The name people reach the site by: passkeys are made for names alone."""
    return "127.0.0.1"


@pytest.fixture
def site(
    tmp_path: Path, clock: StandingClock, more_settings: dict[str, str], host: str
) -> Iterator[Site]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://{host}:{listening.getsockname()[1]}"
        settings = test_settings(tmp_path, SKAPABOT_PUBLIC_URL=url, **more_settings)
        app = build_app(settings, clock)
        server = uvicorn.Server(
            uvicorn.Config(
                web_app(app), log_config=None, log_level="warning", access_log=False, lifespan="off"
            )
        )

        async def serve() -> None:
            await give_tables(app.database)
            await server.serve(sockets=[listening])
            await app.database.close()

        thread = threading.Thread(target=lambda: asyncio.run(serve()))
        thread.start()
        deadline = time.monotonic() + 60
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.started
        yield Site(url, settings, clock)
        server.should_exit = True
        thread.join(10)


def fonts_of_a_phone(folder: Path) -> Path:
    """Let the browser find the program's own fonts: phones can write every language of ours."""
    own = sorted({str(Path(path).parent) for path in font_files()})
    folders = "".join(f"<dir>{one}</dir>" for one in own)
    kept = folder / "fonts.conf"
    kept.write_text(
        f"<fontconfig><include>/etc/fonts/fonts.conf</include>{folders}</fontconfig>",
        encoding="utf-8",
    )
    return kept


@pytest.fixture(scope="module")
def program() -> str:
    """Which browser a file of tests is in."""
    return SHELL


@pytest.fixture(scope="module")  # no longer: its loop would be in the way of asynchronous tests
def browser(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if not Path(program).exists():
        if os.environ.get("CI"):
            pytest.fail("chromium is missing, and in CI the browser tests must run")
        pytest.skip("chromium is not installed: the browser tests need it")
    with sync_playwright() as playwright:
        fonts = fonts_of_a_phone(tmp_path_factory.mktemp("fonts"))
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=ARGUMENTS,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, locale="sv-SE", has_touch=True)  # type: ignore[arg-type]
    context.set_default_timeout(5000)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    return phone.new_page()
