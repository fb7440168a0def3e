"""A machine's drafts in Telegram: wished for when shown, said to be a machine's, ended by a switch.

The machine itself is tried in ``tests/bot/clips/machine``; here a tone stands for its voice.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app_context import AppContext, build_app
from bot.clips.clip import ConvertedClip
from bot.clips.conversion import convert
from bot.clips.machine import drafts
from dialogs.engine.labels import EAR
from tests.bot.channels.telegram.conftest import Telegram
from tests.bot.channels.telegram.listener import HEALTH, labels, listens
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables
from tests.people import BO, KIM
from tests.recordings import recording

MARK = "Uppläst av en dator"


@pytest.fixture(autouse=True)
def tone(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = convert(recording("wav", 0.5))

    async def say(language: str, text: str) -> ConvertedClip:
        return sound

    monkeypatch.setattr(drafts, "speak_aside", say)


@pytest.fixture
async def app(tmp_path: Path, clock: StandingClock) -> AsyncIterator[AppContext]:
    """The parts, with drafts on."""
    built = build_app(test_settings(tmp_path, SKAPABOT_VOICE_DRAFTS="yes"), clock)
    await give_tables(built.database)
    yield built
    await built.database.close()


async def test_what_is_read_now_is_heard_the_next_time_and_says_whose_voice_it_is(
    telegram: Telegram,
) -> None:
    await telegram.begin_rating(BO)
    assert "photo" in telegram.api.newest(BO), "nobody has spoken it yet, and nothing waits"
    await telegram.app.drafts.make_waiting()
    await listens(telegram, KIM)
    question = telegram.api.newest(KIM)
    assert "voice" in question
    assert HEALTH.wording in question["caption"]
    assert question["caption"].endswith(MARK)
    assert labels(question)[0][0].endswith("1"), "and its answers"


async def test_where_drafts_are_switched_off_again_none_is_heard(
    telegram: Telegram, clock: StandingClock
) -> None:
    await telegram.begin_rating(BO)
    await telegram.app.drafts.make_waiting()
    telegram.app.drafts.on = False
    clock.passes(seconds=6)
    bo = await telegram.add_chat(BO, "Bo")
    await bo.says("/start", sees=HEALTH.wording)
    assert labels(telegram.api.newest(BO))[0] != [EAR]
    assert MARK not in telegram.api.newest(BO)["caption"]
