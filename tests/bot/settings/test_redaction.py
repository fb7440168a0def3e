"""The log: no words of a person come through, and a failure of ours says where it happened."""

import ast
import asyncio
import gc
import io
import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import httpx
import pytest
from sqlalchemy.exc import IntegrityError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.app_context import AppContext
from bot.settings.redaction import set_up_logging
from bot.settings.settings import Settings
from bot.web_app import web_app
from storage.database.faults import kind_and_place, kind_of
from tests.people import add_rating
from tests.test_imports import FILES, nodes

WORDS = "Jag mår dåligt"
KEY = "hemlig-nyckel"
HERE = "tests/bot/settings/test_redaction.py"
Lines = Callable[[], list[str]]


@pytest.fixture
def lines(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Lines]:
    """Log as the program does; gives what has been written to stderr since, line by line."""
    for owner, name in (
        (warnings, "showwarning"),
        (threading, "excepthook"),
        (sys, "unraisablehook"),
        (logging, "raiseExceptions"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    root.handlers.clear()  # they are not to be closed
    set_up_logging(settings)
    (ours,) = root.handlers
    assert isinstance(ours, logging.StreamHandler)
    ours.setStream(shown := io.StringIO())

    def written() -> list[str]:
        everything = shown.getvalue() + capsys.readouterr().err
        assert WORDS not in everything
        assert KEY not in everything
        return everything.splitlines()

    yield written
    root.handlers[:] = handlers
    root.setLevel(level)


def test_third_parties_say_where_and_nothing_more(lines: Lines) -> None:
    for name in (
        "telegram.ext",
        "aiohttp.client",
        "apscheduler",
        "sqlalchemy.pool",
        "uvicorn.error",
    ):
        logging.getLogger(name).error("%s at /c/%s", WORDS, KEY)
    for line, name in zip(lines(), ("telegram.ext", "aiohttp.client"), strict=False):
        assert f" ERROR {name}: at {HERE}:" in line


def test_an_answer_of_the_bot_api_that_is_cut_off(lines: Lines) -> None:
    with pytest.raises(TelegramError):
        BaseRequest.parse_json_payload(f'{{"ok":true,"result":[{{"text":"{WORDS}'.encode())
    (line,) = lines()
    assert ": at telegram/request/_baserequest.py:" in line


def test_our_own_lines_lose_every_secret(settings: Settings, lines: Lines) -> None:
    log = logging.getLogger("bot.somewhere")
    log.info("%s %s", settings.secret_key, settings.encryption_keys[0])
    log.info("/c/%s and /bot%s/getMe and /sms/%s/report/1", KEY, KEY, KEY)
    log.info("failed: %s", ValueError(WORDS))
    first, second, third = (line.partition(" bot.somewhere: ")[2] for line in lines())
    assert first == "[secret] [secret]"
    assert second == "/c/[key] and /bot[key]/getMe and /sms/[key]/report/1"
    assert third == "failed: ValueError"


def test_a_fault_is_named_wherever_a_third_party_puts_it(lines: Lines) -> None:
    log = logging.getLogger("uvicorn.error")
    try:
        raise OSError(98, f"{WORDS}: address in use")
    except OSError as fault:
        log.error(fault)
        log.error("%s", fault)
        log.exception(WORDS)
        log.error("%s %s", WORDS)  # one argument is missing: it is not printed by logging itself
    *three, last = lines()
    assert len(three) == 3
    assert all(f": OSError EADDRINUSE at {HERE}:" in line for line in three)
    assert last.rpartition(":")[0].endswith(f": at {HERE}")


async def test_a_task_that_nobody_waits_for(lines: Lines) -> None:
    async def fails() -> None:
        raise ValueError(WORDS)

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    (line,) = [one for one in lines() if HERE in one]  # others' tasks may end here too
    assert " asyncio: at asyncio/base_events.py:" in line
    assert f": ValueError at {HERE}:" in line


@pytest.mark.filterwarnings("default")
def test_what_python_prints_by_itself_comes_through_the_log(lines: Lines) -> None:
    class Falls:
        def __del__(self) -> None:
            raise ValueError(WORDS)

    def falls() -> None:
        raise ValueError(WORDS)

    Falls()
    thread = threading.Thread(target=falls)
    thread.start()
    thread.join()
    warnings.showwarning(UserWarning(WORDS), UserWarning, __file__, 7)
    dropped, ended, warned = (line for line in lines() if HERE in line)
    assert f"a fault that nobody could take: ValueError at {HERE}:" in dropped
    assert f"a thread has ended: ValueError at {HERE}:" in ended
    assert warned.endswith(f"UserWarning at {HERE}:7")


async def test_a_page_that_fails_names_route_file_and_line(app: AppContext, lines: Lines) -> None:
    async def fails(_request: Request) -> Response:
        raise ValueError(WORDS)

    web = web_app(app)
    web.router.routes.insert(0, Route("/c/{key}/fails", fails))
    transport = httpx.ASGITransport(web, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        assert (await client.get(f"/c/{KEY}/fails")).status_code == 500
    ours = [line for line in lines() if " bot.channels.web.errors: " in line]
    assert len(ours) == 1
    assert f": a page failed, GET /c/{{key}}/fails: ValueError at {HERE}:" in ours[0]


def test_a_fault_says_what_it_was_made_from_and_our_lines_on_the_way() -> None:
    def read() -> None:
        try:
            int(WORDS)
        except ValueError as fault:
            raise PermissionError(13, WORDS) from fault

    with pytest.raises(PermissionError) as made:
        read()
    kinds = "PermissionError EACCES from ValueError"
    assert kind_of(made.value) == kinds
    assert kind_and_place(made.value).startswith(f"{kinds} at {HERE}:")
    assert kind_and_place(ValueError(WORDS)) == "ValueError"
    group = ExceptionGroup(WORDS, [KeyError(WORDS)])
    assert kind_and_place(group) == "ExceptionGroup of KeyError"


async def test_a_fault_of_the_database_has_its_code_and_our_line(app: AppContext) -> None:
    with pytest.raises(IntegrityError) as fault:
        await add_rating(app, 77, (3,))  # of nobody
    said = kind_and_place(fault.value)
    assert said.startswith("IntegrityError from IntegrityError SQLITE_CONSTRAINT_FOREIGNKEY at ")
    assert " < storage/ratings/ratings.py:" in said


def test_one_function_names_faults() -> None:
    """``type(fault).__name__`` alone says no place, and a traceback says too much."""
    for path in FILES:
        for node in nodes(path):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log."):
                where = f"{path}:{node.lineno}"
                assert ast.unparse(node.func) != "log.exception", where
                assert "exc_info" not in {one.arg for one in node.keywords}, where
                assert not re.search(r"type\(\w+\)\.__name__", ast.unparse(node)), where
