"""Who has only the web chat is told of a message by SMS: paid for once, reported, and stopped."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from bot.app_context import AppContext
from bot.reminding.ready_message import ReadyMessage
from bot.reminding.sweep import Reminding, SweepCounts
from bot.web_app import web_app
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind, KnockStatus
from dialogs.words.sms import sms_parts
from storage.knocks.knocks import drop_knock
from storage.knocks.sms_months import parts_sent
from storage.reminders.due import DueReminder
from storage.tables.knocks import SmsMonth
from storage.tables.people import Participant
from tests.bot.channels.sms.gateway import FakeGateway, gateway
from tests.bot.channels.web.visitor import Visitor
from tests.bot.reminding.test_knocking import asked
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import change_participant, enrol_participants, messages
from tests.people.knocks import CALLBACK_KEY, NUMBER, give_knock, knocks_of, with_sms

Meanwhile = Callable[[AppContext, Callable[[], Awaitable[None]]], Awaitable[None]]
TEXT = re.compile(
    r"^Du har ett meddelande från Skapabot\. http://127\.0\.0\.1:8080/c/(d\.\S+) "
    r"Svara STOP för att slippa\.$"
)


@pytest.fixture
async def fake() -> AsyncIterator[FakeGateway]:
    async with gateway() as running:
        yield running


async def bo_by_sms(app: AppContext, fake: FakeGateway, most: int = 100) -> tuple[AppContext, int]:
    """Bo has the web chat and a mobile phone, and is asked in February."""
    ready = with_sms(app, fake.port, most)
    [who] = await enrol_participants(ready, ["a-key"], moment("2026-11-23 14:00"), Channel.WEB)
    await give_knock(ready, who, KnockKind.SMS, NUMBER)
    return ready, who


async def post(app: AppContext, path: str, **form: str) -> int:
    """Post as the gateway does; give the status of the answer."""
    transport = httpx.ASGITransport(web_app(app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        answer = await client.post(path, data=form)
        assert answer.status_code != 200, "its text would be sent as an SMS"
        return answer.status_code


async def report(app: AppContext, fake: FakeGateway, status: str, number: int = -1) -> int:
    address = fake.taken[number]["whendelivered"].removeprefix("http://127.0.0.1:8080")
    return await post(app, address, id="s1", status=status)


async def spent(app: AppContext) -> tuple[int, int]:
    """Give the parts and the cost of February."""
    async with app.database.reading() as session:
        row = await session.get(SmsMonth, "2027-02")
        assert row is not None
        assert await parts_sent(session, "2027-02") == row.parts
        return row.parts, row.cost


async def test_an_sms_is_one_part_and_its_link_opens_the_chat(
    either: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    app, _ = await bo_by_sms(either, fake)
    clock.now = moment("2027-02-23 09:00")
    assert (await Reminding(app).sweep()).sent == 1
    [sms] = fake.taken
    assert (sms["to"], sms["from"], sms["dontlog"]) == (NUMBER, "+46766861234", "message")
    assert sms_parts(sms["message"]) == 1
    found = TEXT.match(sms["message"])
    assert found
    assert (await asked(app))[0] == ("sent", "sms")
    assert await spent(app) == (1, 3500)
    assert "dags att göra din stjärna" in (await Visitor(app).enter(found[1])).text


async def test_in_arabic_it_is_two_parts(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, who = await bo_by_sms(app, fake)
    await change_participant(ready, who, language="ar")
    clock.now = moment("2027-02-23 09:00")
    await Reminding(ready).sweep()
    assert sms_parts(fake.taken[0]["message"]) == 2
    assert await spent(ready) == (2, 7000)


async def test_delivered_is_said_only_where_it_was_reported(
    either: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    app, _ = await bo_by_sms(either, fake)
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    first = next(row for row in await messages(app) if row.status == "sent")
    assert first.delivered_at is None
    assert await report(app, fake, "sent") == 204
    clock.passes(minutes=1)
    for _ in range(2):
        assert await report(app, fake, "delivered") == 204
        clock.passes(minutes=1)
    again = next(row for row in await messages(app) if row.status == "sent")
    assert again.delivered_at == moment("2027-02-23 09:01")


async def test_what_was_in_doubt_is_sent_once_its_report_says_so(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, _ = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")
    fake.answers = ["lost"]
    await Reminding(ready).sweep()
    assert (await asked(ready))[0] == ("uncertain", "sms")
    await report(ready, fake, "delivered")
    assert (await asked(ready))[0] == ("sent", "sms")


async def test_a_number_that_fails_twice_is_no_more(
    either: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    app, who = await bo_by_sms(either, fake)
    clock.now = moment("2027-02-23 09:00")
    for expected in (KnockStatus.OPEN, KnockStatus.GONE):
        await Reminding(app).sweep()
        for _ in range(2):  # said twice it counts once
            assert await report(app, fake, "failed") == 204
        assert [one.status for one in await knocks_of(app, who)] == [expected]
        clock.passes(days=3)
    await Reminding(app).sweep()
    fates = [status for status, _ in await asked(app)]
    assert fates == ["undeliverable", "undeliverable", "laid"]
    assert len(fake.taken) == 2


async def test_a_delivered_one_between_two_failures_counts_anew(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, who = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")
    for status in ("failed", "delivered", "failed"):
        await Reminding(ready).sweep()
        await report(ready, fake, status)
        clock.passes(days=4)
    assert len(fake.taken) == 3
    assert [one.status for one in await knocks_of(ready, who)] == [KnockStatus.OPEN]


@pytest.mark.parametrize(
    ("answer", "fate", "knock"),
    [
        ((400, 'Invalid "to" number'), "laid", KnockStatus.GONE),
        ((400, "message is missing"), "laid", KnockStatus.OPEN),
        ((401, "Unauthorized"), "planned", KnockStatus.OPEN),
        ((403, "Not enough credits"), "planned", KnockStatus.OPEN),
        ((429, "Slow down"), "planned", KnockStatus.OPEN),
        ((302, ""), "planned", KnockStatus.OPEN),
        ((500, "Oh no"), "uncertain", KnockStatus.OPEN),
        ("lost", "uncertain", KnockStatus.OPEN),
    ],
)
async def test_what_the_gateway_answers_is_what_is_written(
    app: AppContext,
    clock: StandingClock,
    fake: FakeGateway,
    answer: tuple[int, str] | str,
    fate: str,
    knock: KnockStatus,
) -> None:
    ready, who = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")
    fake.answers = [answer]
    await Reminding(ready).sweep()
    assert (await asked(ready))[0] == (fate, "sms")
    assert [one.status for one in await knocks_of(ready, who)] == [knock]
    assert (await spent(ready))[0] == (1 if fate == "uncertain" else 0)


async def test_a_gateway_that_is_not_there_is_tried_again(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, _ = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")
    away = with_sms(app, 1)  # nobody listens there
    await Reminding(away).sweep()
    assert (await asked(ready)) == [("planned", "sms")]
    clock.passes(hours=1)
    await Reminding(ready).sweep()
    assert len(fake.taken) == 1


async def test_a_gateway_that_takes_nothing_for_days_leaves_it_in_the_chat(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, who = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")
    fake.answers = [(403, "Not enough credits")] * 100
    for _ in range(72):
        await Reminding(ready).sweep()
        clock.passes(hours=1)
    assert await asked(ready) == [("laid", "sms")]
    assert 20 < 100 - len(fake.answers) < 30
    assert (await spent(ready), fake.taken) == ((0, 0), [])
    assert [one.status for one in await knocks_of(ready, who)] == [KnockStatus.OPEN]


async def test_above_the_ceiling_nothing_leaves_and_it_lies_in_the_chat(
    either: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    app, who = await bo_by_sms(either, fake, 3)
    [other] = await enrol_participants(app, ["key-2"], moment("2026-11-24 14:00"), Channel.WEB)
    await give_knock(app, other, KnockKind.SMS, "+46701740606")
    for day in (23, 24):
        clock.now = moment(f"2027-02-{day} 09:00")
        await Reminding(app).sweep()
    assert len(fake.taken) == 1
    assert "the ceiling is reached" in str((await app.health.report()).parts["sms"])
    assert not (await app.health.report()).needs_help
    fates = {row.participant_id: row.status for row in await messages(app) if row.settled_at}
    assert sorted(fates.values()) == ["laid", "sent"]
    assert set(fates) == {who, other}
    clock.now = moment("2027-03-01 09:00")
    async with app.database.reading() as session:
        assert set((await Reminding(app)._reach(session, clock.now)).knocks) == {KnockKind.SMS}
    assert "sms" not in (await app.health.report()).parts


async def test_stop_by_sms_is_a_stop(
    either: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    app, who = await bo_by_sms(either, fake)
    answer = f"/sms/{CALLBACK_KEY}/answer"
    for text in ("Vad är det här?", "stoppa in den", ""):
        assert await post(app, answer, **{"from": NUMBER, "message": text}) == 204
    assert await post(app, answer, **{"from": "+46701740699", "message": "STOP"}) == 204
    assert not await has_stopped(app, who)
    assert await post(app, answer, **{"from": NUMBER, "message": " Stopp! "}) == 204
    assert await has_stopped(app, who)
    clock.now = moment("2027-02-23 09:00")
    await Reminding(app).sweep()
    assert fake.taken == []


@pytest.fixture
def claimed_before() -> Meanwhile:
    """Sweep, and let something happen when a message has been claimed and has not left yet."""

    async def sweep(app: AppContext, happens: Callable[[], Awaitable[None]]) -> None:
        reminding = Reminding(app)
        claim = reminding._claim

        async def claim_first(due: DueReminder) -> ReadyMessage | None:
            claimed = await claim(due)
            await happens()
            return claimed

        reminding._claim = claim_first  # type: ignore[method-assign]
        await reminding.sweep()

    return sweep


async def test_a_stop_between_claim_and_sending_is_obeyed_and_costs_nothing(
    app: AppContext, clock: StandingClock, fake: FakeGateway, claimed_before: Meanwhile
) -> None:
    ready, who = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")

    async def stops() -> None:
        await change_participant(ready, who, stopped=True)

    await claimed_before(ready, stops)
    assert fake.taken == []
    assert await spent(ready) == (0, 0)


async def test_who_has_just_chosen_not_at_all_gets_nothing(
    app: AppContext, clock: StandingClock, fake: FakeGateway, claimed_before: Meanwhile
) -> None:
    ready, who = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")

    async def chooses_not_at_all() -> None:
        async with ready.database.writing() as session:
            await drop_knock(session, who)

    await claimed_before(ready, chooses_not_at_all)
    assert fake.taken == []
    assert (await asked(ready))[0] == ("laid", "sms")
    assert await spent(ready) == (0, 0)


async def test_a_number_that_no_key_opens_ends_nothing(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, _ = await bo_by_sms(app, fake)
    visitor = await Visitor(ready).enter("a-key")
    async with ready.database.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE knocks SET address = x'00'")
    for path in ("/chat/knock", "/chat/mydata"):
        await visitor.open(path)
        assert visitor.page.status_code == 200
        assert "kan inte läsas" in visitor.text
    clock.now = moment("2027-02-23 09:00")
    await Reminding(ready).sweep()
    assert (await asked(ready))[0] == ("laid", "sms")
    assert fake.taken == []


async def test_nobody_without_the_key_is_heard(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, who = await bo_by_sms(app, fake)
    stop = {"from": NUMBER, "message": "STOP"}
    for key in ("wrong", CALLBACK_KEY[:-1], CALLBACK_KEY + "x", "ä"):
        assert await post(ready, f"/sms/{key}/answer", **stop) == 404
        assert await post(ready, f"/sms/{key}/report/1", status="failed") == 404
    assert await post(app, f"/sms/{CALLBACK_KEY}/answer", **stop) == 404, "there is no gateway"
    assert not await has_stopped(ready, who)
    assert await post(ready, f"/sms/{CALLBACK_KEY}/report/999999", status="failed") == 204


async def has_stopped(app: AppContext, who: int) -> bool:
    async with app.database.reading() as session:
        return (await session.get_one(Participant, who)).stopped


async def test_a_report_about_what_is_in_hand_comes_again(
    app: AppContext, clock: StandingClock, fake: FakeGateway
) -> None:
    ready, _ = await bo_by_sms(app, fake)
    clock.now = moment("2027-02-23 09:00")
    reminding = Reminding(ready)
    [row] = await reminding.sort_out(SweepCounts())
    assert await reminding._claim(row)
    path = f"/sms/{CALLBACK_KEY}/report/{row.reminder.id}"
    assert await post(ready, path, status="failed") == 503
