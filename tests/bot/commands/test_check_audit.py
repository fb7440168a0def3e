"""The check of the audit log, as its operator runs it."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot.commands.conftest import Command, Ran
from tests.bot.commands.test_commands import add_karin


def line_of(ran: Ran) -> str:
    (line,) = (one for one in ran.out.splitlines() if one.startswith("audit "))
    return line.removeprefix("audit").strip()


def test_the_log_is_read_and_what_was_changed_past_the_program_is_said(
    skapabot: Command, tables: Path
) -> None:
    assert skapabot("migrate").code == 0
    assert line_of(skapabot("check")) == "ok, no line yet"
    assert add_karin(skapabot).code == 0
    found = re.fullmatch(r"ok, lines: 1; the end is (1-[0-9a-f]{16})", line_of(skapabot("check")))
    assert found
    code = found[1]
    assert line_of(skapabot("check", "--audit-end", code)).startswith("ok")
    removed = line_of(skapabot("check", "--audit-end", "2-0123456789abcdef"))
    assert "2-0123456789abcdef is not in the chain" in removed
    (file,) = tables.glob("*.db")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TRIGGER audit_log_no_update")
        connection.execute("UPDATE audit_log SET action = 'signed out'")
        connection.commit()
    ran = skapabot("check")
    assert ran.code == 1
    assert line_of(ran).startswith(
        "the audit log was changed past the program: the first that does not fit is line 1 of "
    )
