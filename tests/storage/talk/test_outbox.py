"""The outbox on both databases: a row is claimed once, and what is in doubt is settled."""

import datetime as dt

from sqlalchemy import select

from bot.app_context import AppContext
from bot.channels.telegram.outgoing.kinds import (
    LinkButton,
    NudgeMessage,
    PromisedMessage,
    QuestionMessage,
    TextMessage,
)
from storage.tables.channels import Outgoing
from storage.tables.people import Account
from storage.talk import holds, outbox
from storage.talk.questions import record_shown, supersede_questions
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import BO, enrol_participants

LINE, ASKS = TextMessage(BO, "Hej"), QuestionMessage(BO, "Fråga 1", ())
NUDGE = NudgeMessage(BO, "Hej", LinkButton("Öppna", "https://x.org"))
MINUTES = dt.timedelta(minutes=2)


async def promise(
    app: AppContext, *messages: PromisedMessage, claim: bool = False
) -> tuple[int, list[int]]:
    """Promise messages to Bo; gives his account and the rows."""
    async with app.database.reading() as session:
        account = (await session.scalars(select(Account))).one_or_none()
    if account is None:
        await enrol_participants(app, [BO], moment("2026-11-23 09:00"))
        return await promise(app, *messages, claim=claim)
    async with app.database.writing() as session:
        rows = await outbox.promise_messages(
            session,
            participant_id=account.participant_id,
            account_id=account.id,
            messages=messages,
            now=app.clock(),
            claim=claim,
        )
    return account.id, [row.id for row in rows]


async def stand(app: AppContext) -> list[tuple[str, str, bool]]:
    """List each row's purpose and status, and whether what it says is still kept."""
    async with app.database.reading() as session:
        rows = (await session.scalars(select(Outgoing).order_by(Outgoing.id))).all()
    return [(row.purpose, row.status, row.payload is not None) for row in rows]


async def settle_doubts(
    app: AppContext, longest: dt.timedelta = MINUTES, but: frozenset[int] = frozenset()
) -> int:
    async with app.database.writing() as session:
        found = await outbox.has_doubts(session, app.clock(), longest, but)
        settled = await outbox.settle_doubts(session, app.clock(), longest, but)
    assert found == bool(settled)
    return settled


async def test_a_row_is_claimed_once_and_settled_once(either: AppContext) -> None:
    _, (row,) = await promise(either, LINE)
    now = either.clock()
    async with either.database.writing() as session:
        assert await outbox.claim_message(session, row, now)
        assert not await outbox.claim_message(session, row, now)
        await outbox.settle_message(session, row, "sent", now)
        await outbox.settle_message(session, row, "undeliverable", now)
        assert not await outbox.claim_message(session, row, now)
    assert await stand(either) == [("line", "sent", False)]


async def test_a_turn_claims_the_question_that_comes_first_and_nothing_else(
    either: AppContext,
) -> None:
    await promise(either, ASKS, LINE, claim=True)
    await promise(either, LINE, ASKS, claim=True)
    await promise(either, NUDGE, claim=True)
    assert [status for _, status, _ in await stand(either)] == ["sending", *["pending"] * 4]


async def test_what_a_process_that_is_gone_had_in_hand_is_settled(
    either: AppContext, clock: StandingClock
) -> None:
    _, (asks, mine) = await promise(either, ASKS, ASKS)
    _, (line,) = await promise(either, LINE)
    async with either.database.writing() as session:
        for row in (asks, mine, line):
            assert await outbox.claim_message(session, row, clock())
    clock.passes(seconds=119)
    assert await settle_doubts(either) == 0
    clock.passes(seconds=1)
    assert await settle_doubts(either, but=frozenset({mine})) == 2
    assert await stand(either) == [
        ("question again", "pending", True),
        ("question", "sending", True),
        ("line", "uncertain", False),
    ]
    clock.passes(hours=-1)
    assert await settle_doubts(either) == 1, "claimed by a clock that was wrong"


async def test_a_question_gives_way_to_a_later_one_and_to_what_was_shown(
    either: AppContext, clock: StandingClock
) -> None:
    account_id, _ = await promise(either, ASKS)
    async with either.database.writing() as session:
        await supersede_questions(session, account_id, clock())
    assert await stand(either) == [("question", "pending", True)]
    await promise(either, LINE, ASKS)
    async with either.database.writing() as session:
        await supersede_questions(session, account_id, clock())
    statuses = [status for _, status, _ in await stand(either)]
    assert statuses == ["uncertain", "pending", "pending"]
    async with either.database.writing() as session:
        await supersede_questions(session, account_id, clock(), shown=True)
    statuses = [status for _, status, _ in await stand(either)]
    assert statuses == ["uncertain", "pending", "uncertain"]


async def test_a_fate_written_late_says_nothing_about_what_is_shown_now(
    either: AppContext, clock: StandingClock
) -> None:
    account_id, (first, second) = await promise(either, ASKS, ASKS)
    async with either.database.writing() as session:
        await record_shown(session, account_id, 12, "", clock(), second)
        await record_shown(session, account_id, 11, "", clock(), first)
        await session.flush()
        shown = select(Account.shown_message).where(Account.id == account_id)
        assert await session.scalar(shown) == 12


async def test_for_whom_the_doorbell_rings_nothing_in_hand_is_sent_again(
    either: AppContext, clock: StandingClock
) -> None:
    await promise(either, ASKS, claim=True)
    async with either.database.writing() as session:
        await outbox.keep_nudges(session, clock())
    clock.passes(hours=1)
    assert await settle_doubts(either) == 0
    assert await stand(either) == [("question", "undeliverable", False)]


async def test_holds_are_kept_by_a_name_that_tells_nobody(
    either: AppContext, clock: StandingClock
) -> None:
    key = holds.hold_key(7, BO)
    assert str(BO) not in key
    assert key != holds.hold_key(8, BO)
    for seconds in (30, 60):
        hold = holds.Hold(clock(), clock() + dt.timedelta(seconds=seconds))
        async with either.database.writing() as session:
            await holds.store_hold(session, key, hold)
    async with either.database.reading() as session:
        assert await holds.stored_holds(session) == {key: hold}
