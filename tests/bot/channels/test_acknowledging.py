"""What could not be committed has not been acknowledged, whatever the channel."""

import contextlib
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

import bot.channels.telegram.poller
from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind
from storage.database.database import Database
from storage.tables.people import Participant
from storage.tables.ratings import StoredAnswer
from tests.bot.channels.contracts import CHANNELS
from tests.bot.channels.telegram.conftest import Telegram
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.people import BO, enrol_participants, invite_participant
from tests.people.knocks import CALLBACK_KEY, NUMBER, give_knock, with_sms
from tests.walk import Walk

TRIED = {"telegram", "web", "terminal", "sms"}


class Failing:
    """A disk that is full at the worst moment. ``times`` counts the commits that failed."""

    times = 0


@contextlib.contextmanager
def no_commits() -> Iterator[Failing]:
    """Let every transaction fail when it is to be committed."""
    failing, real = Failing(), Database.writing

    @contextlib.asynccontextmanager
    async def writing(self: Database) -> AsyncIterator[AsyncSession]:
        async with real(self) as session:
            yield session
            failing.times += 1
            raise OperationalError("COMMIT", {}, Exception("disk full"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "writing", writing)
        yield failing


async def values(app: AppContext) -> list[int | None]:
    async with app.database.reading() as session:
        return [row.value for row in await session.scalars(select(StoredAnswer))]


def test_every_channel_that_hears_is_tried_here() -> None:
    assert {channel.name for channel in CHANNELS if channel.hears} == TRIED


async def test_in_the_terminal_nothing_is_shown(app: AppContext) -> None:
    bo = Walk(app)
    await bo.to_first_question(await invite_participant(app, "Bo"))
    with no_commits(), pytest.raises(OperationalError):
        await bo.says("4")
    assert bo.seen == []
    assert await values(app) == []
    assert "2/6" in await bo.says("4")
    assert await values(app) == [4]


async def test_in_the_web_chat_the_page_says_that_it_failed(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    action, fields = bo.button("4 God")
    with no_commits():
        await bo.post(action, fields)
    assert bo.page.status_code == 500
    assert await values(app) == []
    await bo.post(action, fields)
    assert await values(app) == [4]


async def test_a_stop_by_sms_is_asked_for_again(app: AppContext) -> None:
    ready = with_sms(app, 1)
    [who] = await enrol_participants(ready, ["a-key"], ready.clock(), Channel.WEB)
    await give_knock(ready, who, KnockKind.SMS, NUMBER)
    address, stop = f"/sms/{CALLBACK_KEY}/answer", {"from": NUMBER, "message": "STOP"}
    visitor = Visitor(ready)
    with no_commits():
        assert (await visitor.http.post(address, data=stop)).status_code == 500
    assert (await visitor.http.post(address, data=stop)).status_code == 204
    async with ready.database.reading() as session:
        assert (await session.get_one(Participant, who)).stopped


async def test_in_telegram_the_update_is_not_confirmed(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.channels.telegram.poller, "DATABASE_PAUSE", 0.05)
    bo = await telegram.begin_rating(BO)
    async with telegram.sender.chat(BO):  # what was sent is written down
        pass
    with no_commits() as failing:
        telegram.api.presses(BO, label=bo.full_label("4 · God"))
        await telegram.api.until(lambda: failing.times > 2)
        assert telegram.api.pending() == 1
    await bo.sees("Fråga 2")
    assert await values(telegram.app) == [4]
