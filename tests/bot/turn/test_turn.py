"""Turns on both databases: what was shown as received is stored, once."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.turn.arrival import Arrival, ButtonPress
from dialogs.engine.conversation import Conversation
from dialogs.engine.event import Typed
from dialogs.engine.replay import Play
from dialogs.engine.scene import Scene
from dialogs.people.accounts import Channel
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.talks.routing import DIALOGS
from storage.tables.people import Agreement, Participant, StoredConversation
from storage.tables.ratings import Rating, StoredAnswer, Wording
from tests.conftest import StandingClock
from tests.people import invite_participant
from tests.walk import Walk


async def answers(app: AppContext) -> dict[str, StoredAnswer]:
    async with app.database.reading() as session:
        rows = await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))
        return {row.item: row for row in rows}


async def test_each_answer_is_stored_the_moment_it_is_given(either: AppContext) -> None:
    bo = await Walk.at(either, "rating")
    await bo.says("4", "2")
    found = await answers(either)
    assert {item: row.value for item, row in found.items()} == {"health": 4, "knowledge": 2}
    async with either.database.reading() as session:
        rating = (await session.scalars(select(Rating))).one()
        wording = await session.get_one(Wording, found["health"].wording)
    assert rating.finished_at is None, "a half-finished rating is visible as such"
    assert (rating.instrument, rating.version, rating.mode) == ("skapa", "1", "alone")
    assert wording.question.startswith("Hur skulle du betygsätta din hälsa")
    assert wording.anchors.splitlines()[3] == "God"


async def test_what_was_agreed_to_is_stored_with_its_version(either: AppContext) -> None:
    bo = Walk(either)
    await bo.begins(await invite_participant(either, "Bo"))
    await bo.says("Svenska", "Nej, inte nu", "1", "Ja, jag vill vara med")
    async with either.database.reading() as session:
        given = (await session.scalars(select(Agreement).order_by(Agreement.id))).all()
        participant = (await session.scalars(select(Participant))).one()
    assert [agreement.agreed for agreement in given] == [False, True]
    assert given[1].version == "5"
    assert "Din handledare läser dina svar" in given[1].text
    assert participant.status == "active"


async def test_nobody_rates_themselves_before_they_have_said_yes(either: AppContext) -> None:
    bo = Walk(either)
    await bo.begins(await invite_participant(either, "Bo"))
    assert "Vill du vara med?" in await bo.says("Svenska", "/rating")
    assert "Välj ditt språk" in await bo.says("/language", "/rating")
    async with either.database.reading() as session:
        assert (await session.scalars(select(Rating))).all() == []


async def test_three_weeks_later_the_same_question_is_open(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await Walk.at(either, "rating")
    await bo.says("4", ".")
    clock.passes(weeks=3)
    shown = await bo.says("hej igen")
    assert "2/6" in shown


async def test_going_back_takes_the_answer_back(either: AppContext) -> None:
    bo = await Walk.at(either, "rating")
    await bo.says("4", "3", "<")
    assert set(await answers(either)) == {"health"}
    await bo.says("5")
    assert (await answers(either))["knowledge"].value == 5


async def test_a_finished_rating_can_be_changed_and_stays_finished(either: AppContext) -> None:
    said = {"knowledge": "skip", "after": "change"}
    bo = await Walk.at(either, "rating", "which#1", answers=said)
    await bo.says("Kunskap: hoppade över", "5")
    async with either.database.reading() as session:
        rating = (await session.scalars(select(Rating))).one()
    assert rating.finished_at is not None
    found = await answers(either)
    assert (found["knowledge"].value, found["knowledge"].skipped) == (5, False)


async def test_a_comment_stands_beside_its_answer(either: AppContext) -> None:
    bo = await Walk.at(either, "rating")
    await bo.says("+", "Bättre på morgonen")
    assert (await answers(either))["health"].comment == "Bättre på morgonen"
    assert (await answers(either))["health"].value is None
    await bo.says("3", "<", "4")
    found = (await answers(either))["health"]
    assert (found.comment, found.value) == ("Bättre på morgonen", 4)


async def test_another_language_in_the_middle_keeps_every_answer(either: AppContext) -> None:
    bo = await Walk.at(either, "rating")
    await bo.says("4", "/language ar", "3")
    found = await answers(either)
    assert {row.language for row in found.values()} == {"sv", "ar"}


async def test_of_two_presses_at_once_the_first_counts(either: AppContext) -> None:
    await Walk.at(either, "rating")
    async with either.database.reading() as session:
        open_now = (
            await session.scalars(
                select(StoredConversation).where(StoredConversation.ended_at.is_(None))
            )
        ).one()

    async def presses(key: str) -> str | None:
        token = either.buttons.token(open_now.id, "health#1", key)
        async with either.database.writing() as session:
            outcome = await either.turns.take(
                session, Arrival(Channel.TERMINAL, "Bo", ButtonPress(token))
            )
        return outcome.notice

    notices = await asyncio.gather(presses("2"), presses("5"))
    assert sorted(notices, key=str) == [None, "stale"]
    assert len(await answers(either)) == 1


async def test_many_people_at_once_do_not_disturb_each_other(either: AppContext) -> None:
    walks = [Walk(either, f"person {n}") for n in range(8)]
    codes = [await invite_participant(either, walk.address) for walk in walks]

    async def rates(walk: Walk, code: str, value: str) -> None:
        await walk.to_first_question(code)
        await walk.says(*[value] * 6)

    await asyncio.gather(
        *(rates(w, c, str(n % 5 + 1)) for n, (w, c) in enumerate(zip(walks, codes, strict=True)))
    )
    async with either.database.reading() as session:
        rows = (await session.scalars(select(StoredAnswer))).all()
    assert len(rows) == 8 * 6
    assert len({(row.rating_id, row.value) for row in rows}) == 8


async def test_everything_of_a_person_is_erased_and_only_theirs(either: AppContext) -> None:
    bo, kim = [await Walk.at(either, "rating", name=name) for name in ("Bo", "Kim")]
    for walk in (bo, kim):
        await walk.says("4", "+", "en kommentar")
    shown = await bo.says("/delete", "Ja, ta bort", "Ja, ta bort allt nu")
    assert "Nu är allt borttaget" in shown
    assert "inbjudan från din handledare" in await bo.says("hej"), "we do not know him any more"
    async with either.database.reading() as session:
        people = {row.status: row for row in await session.scalars(select(Participant))}
        kept = (await session.scalars(select(StoredAnswer))).all()
    assert people[EnrolmentStatus.ERASED].name is None
    assert people[EnrolmentStatus.ACTIVE].name == "Kim"
    assert len(kept) == 2


async def test_invitations_are_single_use_and_expire(
    either: AppContext, clock: StandingClock
) -> None:
    code = await invite_participant(either, "Bo")
    late = await invite_participant(either, "Kim")
    assert "känner inte igen" in await Walk(either, "x").begins("nonsense")
    await Walk(either, "Bo").begins(code)
    assert "redan använd" in await Walk(either, "somebody else").begins(code)
    assert "Välj ditt språk" in await Walk(either, "Bo").begins(code), "the owner just goes on"
    clock.now += dt.timedelta(days=31)
    assert "gäller inte längre" in await Walk(either, "Kim").begins(late)


async def test_an_account_that_has_a_person_is_not_bound_to_another(either: AppContext) -> None:
    bo = Walk(either, "Bo")
    await bo.begins(await invite_participant(either, "Bo"))
    kims = await invite_participant(either, "Kim")
    assert "någon annan" in await bo.begins(kims)
    assert "Välj ditt språk" in await Walk(either, "Kim").begins(kims), "her code is unused still"


async def test_a_stranger_is_told_kindly(either: AppContext) -> None:
    async with either.database.writing() as session:
        arrival = Arrival(Channel.TELEGRAM, "7", Typed("hej"), language="sv-SE")
        outcome = await either.turns.take(session, arrival)
    assert "inbjudan från din handledare" in outcome.replies[0].text
    assert outcome.participant_id is None


async def test_what_has_ended_by_itself_does_not_lie_on_top_for_ever(
    either: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog of an earlier program had a question more; what waits below can be answered."""
    bo = await Walk.at(either, "rating")
    assert "Välj ditt språk" in await bo.says("/language")

    def shorter(_scene: Scene, _conversation: Conversation) -> Play:
        yield from ()
        return None

    monkeypatch.setitem(DIALOGS, "language", shorter)
    assert "1/6" in await bo.says("4"), "this word met what has ended"
    assert "2/6" in await bo.says("4")


async def test_the_clock_is_read_once_a_turn(either: AppContext) -> None:
    """However long a turn takes: what it stores and what it opens carry the same moment."""
    bo = Walk(either)
    await bo.begins(await invite_participant(either, "Bo"))
    await bo.says("Svenska")
    reads: list[dt.datetime] = []

    def clock() -> dt.datetime:
        reads.append(either.clock() + dt.timedelta(hours=len(reads)))
        return reads[-1]

    turns = replace(either.turns, clock=clock)
    async with either.database.writing() as session:
        outcome = await turns.take(
            session, Arrival(Channel.TERMINAL, "Bo", Typed("Ja, jag vill vara med"))
        )
    assert outcome.ask is not None
    assert outcome.ask.id == "health#1"
    assert len(reads) == 1
