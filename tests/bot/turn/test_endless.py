"""A faulty dialog spoils the turn that meets it, and nothing else."""

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.engine.conversation import Conversation
from dialogs.engine.replay import EndlessDialogError, Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.talks.routing import DIALOGS
from storage.tables.ratings import StoredAnswer
from tests.walk import Walk


def spins(_scene: Scene, _conversation: Conversation) -> Play:
    while True:
        yield Say("och så vidare")


async def test_a_dialog_that_spins_stops_one_turn_and_nobody_else(
    either: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo, kim = [await Walk.at(either, "rating", name=name) for name in ("Bo", "Kim")]
    monkeypatch.setitem(DIALOGS, "language", spins)
    with pytest.raises(EndlessDialogError):
        await bo.says("/language")
    assert "2/6" in await kim.says("4")
    assert "2/6" in await bo.says("3"), "nothing of the turn that failed was stored"
    async with either.database.reading() as session:
        assert len((await session.scalars(select(StoredAnswer))).all()) == 2
