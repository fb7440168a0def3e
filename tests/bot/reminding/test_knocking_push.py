"""Who has only the web chat is told of a message by the phone's browser, without a word in it."""

from collections.abc import AsyncIterator

import pytest

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from bot.settings.services.push import public_push_key
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind, KnockStatus
from tests.bot.channels.push.service import FakePush, push_service
from tests.bot.channels.web.visitor import Visitor
from tests.bot.reminding.test_knocking import asked
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import change_participant, enrol_participants
from tests.people.knocks import PUSH_KEY, knocks_of, with_push


@pytest.fixture
async def fake() -> AsyncIterator[FakePush]:
    async with push_service(public_push_key(PUSH_KEY)) as running:
        yield running


async def bo_by_push(app: AppContext, fake: FakePush) -> tuple[AppContext, int]:
    """Bo's own browser says on the page where it is."""
    ready = with_push(app)
    [who] = await enrol_participants(ready, ["a-key"], moment("2026-11-23 14:00"), Channel.WEB)
    visitor = await Visitor(ready).enter("a-key")
    await visitor.open("/chat/knock")
    assert public_push_key(PUSH_KEY) in visitor.page.text
    await visitor.post("/chat/knock", {"do": "push", "subscription": fake.subscription})
    assert "Nu säger jag till i en telefon som du har valt." in visitor.text
    [knock] = await knocks_of(ready, who)
    assert (knock.kind, knock.status) == (KnockKind.PUSH, KnockStatus.OPEN)
    return ready, who


async def test_a_notice_says_a_language_and_nothing_else(
    either: AppContext, clock: StandingClock, fake: FakePush
) -> None:
    app, who = await bo_by_push(either, fake)
    await change_participant(app, who, language="ar")
    clock.now = moment("2027-02-23 09:00")
    assert (await Reminding(app).sweep()).sent == 1
    assert fake.opened == [{"language": "ar"}]
    assert (await asked(app))[0] == ("sent", "push")


@pytest.mark.parametrize(
    ("answer", "fate", "knock"),
    [
        (410, "laid", KnockStatus.GONE),
        (404, "laid", KnockStatus.GONE),
        (413, "laid", KnockStatus.OPEN),
        (403, "planned", KnockStatus.OPEN),
        (429, "planned", KnockStatus.OPEN),
        (503, "uncertain", KnockStatus.OPEN),
        (0, "uncertain", KnockStatus.OPEN),
    ],
)
async def test_what_the_service_answers_is_what_is_written(
    app: AppContext,
    clock: StandingClock,
    fake: FakePush,
    answer: int,
    fate: str,
    knock: KnockStatus,
) -> None:
    ready, who = await bo_by_push(app, fake)
    clock.now = moment("2027-02-23 09:00")
    fake.answers = [answer]
    await Reminding(ready).sweep()
    assert (await asked(ready))[0] == (fate, "push")
    assert [one.status for one in await knocks_of(ready, who)] == [knock]
    clock.passes(minutes=3)
    await Reminding(ready).sweep()
    assert (await asked(ready))[0][0] == ("sent" if fate == "planned" else fate)


async def test_what_is_no_browser_changes_nothing(app: AppContext) -> None:
    ready = with_push(app)
    [who] = await enrol_participants(ready, ["a-key"], moment("2026-11-23 14:00"), Channel.WEB)
    visitor = await Visitor(ready).enter("a-key")
    for said in ("", "{}", '{"endpoint": "https://10.0.0.1/", "keys": {}}'):
        await visitor.post("/chat/knock", {"do": "push", "subscription": said})
        assert visitor.page.status_code == 422
    assert await knocks_of(ready, who) == []
