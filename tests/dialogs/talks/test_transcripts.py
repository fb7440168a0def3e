"""Golden conversations: what a person says, and everything they get to see.

With ``at: which#1, after=change`` in its head one begins in the middle of its dialog: at that ask,
with these answers given (see ``answer_until``). With ``listens: 2`` somebody who listens begins a
rating, and is asked in so many presses.

``pytest tests/dialogs/talks/test_transcripts.py --update`` writes them anew; read the difference.
"""

import re
from pathlib import Path

import pytest

from bot.languages.spoken import languages
from tests.talk import Talk

FOLDER = Path(__file__).parents[2] / "transcripts"
FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, pytestconfig: pytest.Config) -> None:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    title, *told = head.splitlines()
    of = dict(fact.split(": ") for fact in told)
    ask, *answers = of.get("at", "").split(", ")
    given = dict(answer.split("=") for answer in answers)
    facts = {"practice": True, "presses": int(of["listens"])} if "listens" in of else {}
    talk = Talk.at(of["dialog"], ask, of["language"], answers=given, facts=facts)
    for line in body.splitlines():
        if line.startswith("> "):
            talk.says(line.removeprefix("> "))
    now = "\n".join((title, *told, "", *talk.lines)) + "\n"
    if pytestconfig.getoption("update"):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


def test_every_language_has_a_whole_conversation() -> None:
    """From the choice of a language to the star."""
    whole = {path.stem.rpartition("-")[2] for path in FILES if path.stem.startswith("whole-")}
    assert whole == set(languages())


LONGEST_BUTTON = 40
"""Characters. A phone in Telegram cuts what is longer."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_button_can_be_read_whole(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    options = [line.strip() for line in lines if re.match(r" {8}\S", line)]
    ways = [way for line in options if line[0] == "(" for way in line.strip("()").split(" | ")]
    labels = [line for line in options if line[0] != "("] + ways
    assert [label for label in labels if len(label) > LONGEST_BUTTON] == []
