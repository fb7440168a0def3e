"""Two at once: a turn that had to wait meets whom it finds then, not who was there before."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.turn.arrival import Arrival
from dialogs.engine.event import Typed
from dialogs.occasions.occasion import OccasionStatus
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.enrolment import EnrolmentStatus
from storage.people.access import revoke_access
from storage.people.erasure import erase_participant
from storage.people.participants import hold_participant
from storage.tables.agenda import Occasion, Reminder, Step
from storage.tables.people import Account, Agreement, Invitation, Participant, StoredConversation
from storage.tables.ratings import Rating, StoredAnswer
from tests.bot.channels.web.visitor import Visitor, begin_rating
from tests.people import BO, enrol_participants, invite_participant
from tests.postgres import on_postgres, until_somebody_waits
from tests.walk import Walk

THEIRS = (
    Account,
    Agreement,
    Invitation,
    Occasion,
    Rating,
    Reminder,
    Step,
    StoredAnswer,
    StoredConversation,
)
STRANGER = "inbjudan från din handledare"
Change = Callable[[AsyncSession, int], Awaitable[None]]


async def kept(app: AppContext) -> dict[str, int]:
    """Count what is stored about the one person of a test."""
    async with app.database.reading() as session:
        counted = {one.__name__: await count(session, one) for one in THEIRS}
    return {name: rows for name, rows in counted.items() if rows}


async def count(session: AsyncSession, table: type) -> int:
    return await session.scalar(select(func.count()).select_from(table)) or 0


async def while_it_waits(app: AppContext, turn: Awaitable[object], change: Change) -> None:
    """Let a turn come as far as the person, change something about them, and let it go on."""
    async with app.database.writing() as session:
        who = (await session.scalars(select(Participant.id))).one()
        await hold_participant(session, who)
        waiting = asyncio.ensure_future(turn)
        await until_somebody_waits(session)
        await change(session, who)
    await waiting


def erase(app: AppContext) -> Change:
    return lambda session, who: erase_participant(session, who, app.clock())


def revoke(app: AppContext) -> Change:
    return lambda session, who: revoke_access(session, who, app.clock())


async def assert_erased(app: AppContext) -> None:
    """Nothing is left but what figures count: one occasion that was due, and not who it was."""
    assert await kept(app) == {"Occasion": 1}
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant))).one()
        due = (await session.scalars(select(Occasion))).one()
    assert due.status in (OccasionStatus.DONE, OccasionStatus.MISSED)
    assert (due.rating_id, due.due_on.day) == (None, 1)
    assert (who.status, who.language, who.name) == (EnrolmentStatus.ERASED, "sv", None)


@on_postgres
@pytest.mark.parametrize("word", ["4", "/rating", "/language ar", "/stop", "/delete"])
async def test_who_is_erased_while_their_turn_waits_is_a_stranger(
    either: AppContext, word: str
) -> None:
    bo = await Walk.at(either, "rating")
    await while_it_waits(either, bo.says(word), erase(either))
    assert STRANGER in "\n".join(bo.seen)
    await assert_erased(either)


@on_postgres
@pytest.mark.parametrize("word", ["4", "/pause", "/rating", "/language", "/delete"])
async def test_a_web_answer_that_waits_for_an_erasure_stores_nothing(
    either: AppContext, word: str
) -> None:
    bo = await begin_rating(either, await invite_participant(either, "Bo"))
    await while_it_waits(either, bo.write(word), erase(either))
    assert bo.page.status_code == 403
    assert "Den här chatten är inte öppen längre" in bo.text
    await assert_erased(either)


@on_postgres
async def test_a_web_answer_that_waits_for_its_link_to_be_revoked_stores_nothing(
    either: AppContext,
) -> None:
    bo = await begin_rating(either, await invite_participant(either, "Bo"))
    before = await kept(either)
    await while_it_waits(either, bo.write("4"), revoke(either))
    assert bo.page.status_code == 403
    assert await kept(either) == before
    async with either.database.reading() as session:
        account = (await session.scalars(select(Account))).one()
    assert account.status == AccountStatus.REVOKED, "an answer does not open it again"


@on_postgres
@pytest.mark.parametrize(("change", "status_code"), [(erase, 404), (revoke, 410)])
async def test_an_invitation_that_is_closed_while_its_press_waits_opens_nothing(
    either: AppContext, change: Callable[[AppContext], Change], status_code: int
) -> None:
    code = await invite_participant(either, "Bo")
    bo = await Visitor(either).open(f"/c/{code}")
    await while_it_waits(either, bo.post(f"/c/{code}", {}), change(either))
    assert bo.page.status_code == 410
    assert "chat" not in bo.http.cookies
    assert (await bo.open(f"/c/{code}")).page.status_code == status_code
    found = await kept(either)
    assert "Account" not in found
    assert "StoredConversation" not in found


@on_postgres
async def test_of_two_who_use_an_invitation_at_once_one_comes_in(either: AppContext) -> None:
    code = await invite_participant(either, "Bo")
    bo, other = [await Visitor(either).open(f"/c/{code}") for _ in range(2)]
    await asyncio.gather(*(one.post(f"/c/{code}", {}) for one in (bo, other)))
    assert sorted(one.page.status_code for one in (bo, other)) == [200, 410]
    assert (await kept(either))["Account"] == 1


@on_postgres
@pytest.mark.parametrize("change", [erase, revoke])
async def test_a_pin_that_waits_for_its_link_to_go_is_not_set(
    either: AppContext, change: Callable[[AppContext], Change]
) -> None:
    bo = await begin_rating(either, await invite_participant(either, "Bo"))
    pin = bo.post("/chat/link", {"do": "pin", "pin": "04711"})
    await while_it_waits(either, pin, change(either))
    assert bo.page.status_code == 403
    async with either.database.reading() as session:
        assert not any(await session.scalars(select(Account.pin_hash)))


@on_postgres
async def test_the_doorbell_makes_no_link_for_somebody_who_has_been_erased(
    either: AppContext,
) -> None:
    await enrol_participants(either, [BO], either.clock())
    turns = replace(either.turns, doorbell=replace(either.doorbell, always=True))

    async def ring() -> None:
        async with either.database.writing() as session:
            arrival = Arrival(Channel.TELEGRAM, str(BO), Typed("hej"))
            assert (await turns.take(session, arrival)).nudge is None

    await while_it_waits(either, ring(), erase(either))
    await assert_erased(either)
