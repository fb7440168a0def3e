"""What the bot says it will do, and what it says somebody can do, is so."""

from dataclasses import replace

import pytest

from dialogs.engine.ask import Ask, Kind, Option, Way
from dialogs.engine.notice import notice
from dialogs.engine.reply import Code, Say
from dialogs.engine.scene import Scene
from dialogs.steps.choice import asked_again_lines
from tests.scenes import scene

SWEDISH = scene("sv")
WEB_ONLY, STOPPED = replace(SWEDISH, knocks=False), replace(SWEDISH, quiet=True)
CHOICE = Ask("which", "Vilket?", options=(Option("yes", "Ja"),))


@pytest.mark.parametrize(
    ("to", "says"),
    [
        (SWEDISH, "Just nu finns ingen fråga till dig. Jag hör av mig när det är dags."),
        (
            WEB_ONLY,
            "Just nu finns ingen fråga till dig. Jag kan inte säga till när det är dags, så titta "
            "gärna in igen.",
        ),
        (STOPPED, "Just nu finns ingen fråga till dig."),
        (replace(STOPPED, knocks=False), "Just nu finns ingen fråga till dig."),
    ],
)
def test_nobody_who_said_stop_is_told_that_they_will_be_written_to(to: Scene, says: str) -> None:
    assert notice(Code.IDLE, to).text == says


@pytest.mark.parametrize(
    ("to", "lines"),
    [
        (SWEDISH, [Say("Jag frågar hur det har gått när det är dags.")]),
        (WEB_ONLY, [Say("Titta in igen den dagen, så frågar jag hur det har gått.")]),
        (STOPPED, []),
    ],
)
def test_that_a_step_is_asked_about_is_said_to_those_who_are_asked(
    to: Scene, lines: list[Say]
) -> None:
    assert list(asked_again_lines(to)) == lines


@pytest.mark.parametrize(
    ("ask", "offered"),
    [(CHOICE, False), (replace(CHOICE, kind=Kind.SCALE, ways=(Way.COMMENT,)), True), (None, False)],
)
def test_a_comment_is_named_only_where_one_can_be_written(ask: Ask | None, offered: bool) -> None:
    assert ("kommentar" in notice(Code.TOO_LONG, SWEDISH, ask).text) is offered
