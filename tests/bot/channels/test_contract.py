"""Every channel against ``bot.channels.channel``, as far as reading its code can tell."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app_context import AppContext
from bot.channels.channel import ChannelContract
from bot.reminding.sweep import Reminding
from tests.bot.channels.contracts import CHANNELS, FOLDER, NAMES

BOT = FOLDER.parent
LEAVES_US = {
    *("call_api", "do_api_request", "send", "send_courtesy", "hand_over", "deliver"),
    *("show_courtesy", "is_answering", "may_write", "admit_waiting"),
    *("carry", "send_code", "hand_mail_over", "hand_sms_over", "push_over"),
    *("deliver_mails", "sweep", "sleep", "gather", "admit_answer", "admit_reminder", "connect"),
}
"""Calls that wait for something outside the database."""
OPENS = ("writing", "reading")
TALK_TO_A_SERVICE = {
    *("telegram/calls.py", "telegram/caller.py", "mail/calls.py", "sms/calls.py"),
    *("telegram/sending/media.py", "push/calls.py"),
}

each = pytest.mark.parametrize("channel", CHANNELS, ids=NAMES)


@each
def test_it_names_itself_and_its_own_ways(channel: ChannelContract) -> None:
    """What a channel must do is done in its own folder."""
    assert channel.name in NAMES
    must: list[object] = [channel.shows]
    if channel.hears:
        must += [channel.hears.translate, channel.hears.take]
    if channel.sends:
        must.append(channel.sends.send)
    for way in must:
        assert getattr(way, "__module__", "").startswith(f"bot.channels.{channel.name}."), way


def test_every_folder_has_one_contract_of_its_own() -> None:
    assert [channel.name for channel in CHANNELS] == NAMES


@each
def test_it_translates_and_words_without_asking_anybody(channel: ChannelContract) -> None:
    """Neither waits for a database or a service: what it needs is handed in."""
    assert not inspect.iscoroutinefunction(channel.shows)
    if channel.hears:
        assert not inspect.iscoroutinefunction(channel.hears.translate)
        assert inspect.iscoroutinefunction(channel.hears.take)


@each
def test_somebody_reads_it_or_is_written_to(channel: ChannelContract) -> None:
    assert channel.hears or channel.sends
    if channel.sends:
        assert channel.sends.back_off.longest < channel.sends.give_up_after


def test_the_sweep_knows_who_can_be_talked_to(app: AppContext) -> None:
    """A process that cannot send reminds through the channels where people come and look."""
    look = {channel.name for channel in CHANNELS if channel.hears and not channel.sends}
    assert set(Reminding(app).channels) == look


def python(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    """Give every file below a folder with its tree."""
    for path in sorted(folder.rglob("*.py")):
        yield str(path.relative_to(folder)), ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    """Give the last word of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def transactions(tree: ast.Module) -> Iterator[ast.AST]:
    """Find what runs while a session is open: blocks that open one, and whoever is handed one."""
    for node in ast.walk(tree):
        match node:
            case ast.AsyncWith(items=items, body=body):
                opened = [one.context_expr for one in items]
                if any(isinstance(e, ast.Call) and name_of(e) in OPENS for e in opened):
                    yield from body
            case ast.AsyncFunctionDef(args=given):
                if "session" in [argument.arg for argument in given.args]:
                    yield node
            case _:
                pass


def test_nobody_waits_for_the_world_within_a_transaction() -> None:
    waiting = {
        f"{name}: {name_of(node)}"
        for name, tree in python(BOT)
        for part in transactions(tree)
        for node in ast.walk(part)
        if isinstance(node, ast.Call) and name_of(node) in LEAVES_US
    }
    assert waiting == set()


def says_nothing_of_anybody(argument: ast.expr) -> bool:
    """Let pass a fault's kind and place, a row's id, a server's code or status, route, language."""
    if isinstance(argument, ast.Call):
        return name_of(argument) in ("kind_and_place", "kind_of", "_route")
    if isinstance(argument, ast.Attribute):
        return argument.attr in ("__name__", "id", "code")
    return isinstance(argument, ast.Name) and argument.id in ("language", "row_id", "status")


def test_no_channel_logs_what_is_said_or_who_says_it() -> None:
    for name, tree in python(FOLDER):
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "log":
                words, *others = node.args
                assert isinstance(words, ast.Constant), f"{name}: a text made up as it goes"
                assert all(map(says_nothing_of_anybody, others)), f"{name}: {ast.unparse(node)}"
                # A traceback can hold answers.
                assert not node.keywords, name
                assert node.func.attr != "exception", name


def test_a_fate_is_said_only_where_a_service_was_talked_to() -> None:
    """Whoever guesses one promises what cannot be kept."""
    said = {
        name.removeprefix("channels/")
        for name, tree in python(BOT)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node) == "Report"
    }
    assert said == TALK_TO_A_SERVICE
