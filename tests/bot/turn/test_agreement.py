"""A newer agreement: put to whoever said yes to an older one, in a pause and seldom, and kept."""

import datetime as dt

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.agenda.messages import MessageKind, MessageStatus
from dialogs.people.enrolment import EnrolmentStatus
from storage.agreements.agreements import (
    ShownAgreement,
    may_be_read_by_others,
    store_agreement,
)
from storage.caseload.case_file import casefile
from storage.caseload.requests import Span, accept, ask_coach
from storage.sight.seen import may_see
from storage.tables.agenda import Reminder
from storage.tables.people import Agreement, Participant, Staff
from tests.conftest import StandingClock
from tests.people import add_coach, change_participant, invite_participant
from tests.people.agreements import agrees
from tests.walk import Walk

ASKED, READERS = "Är det okej för dig?", "Vem som får läsa"
OLD = ShownAgreement("4", "sv", "Vill du vara med?", names_others=False)


async def person(app: AppContext) -> Participant:
    async with app.database.reading() as session:
        return (await session.scalars(select(Participant))).one()


async def may_others(app: AppContext) -> bool:
    who = (await person(app)).id
    async with app.database.reading() as session:
        return await may_be_read_by_others(session, who)


async def says_yes_to_the_old(app: AppContext) -> None:
    who = (await person(app)).id
    async with app.database.writing() as session:
        await store_agreement(session, who, OLD, app.clock(), agreed=True)


async def stands_in(app: AppContext, coach: int, other: int) -> None:
    """Let another coach stand in since yesterday."""
    span = Span(app.clock() - dt.timedelta(days=1), app.clock() + dt.timedelta(days=5))
    async with app.database.writing() as session:
        by, to = await session.get_one(Staff, coach), await session.get_one(Staff, other)
        asked = await ask_coach(session, coach, other, by, app.clock(), span=span)
        assert asked is not None
        await accept(session, asked, to, app.clock(), app.calendar)


async def sees(app: AppContext, coach: int, who: int) -> bool:
    async with app.database.reading() as session:
        return await may_see(session, coach, who, app.clock())


async def test_a_yes_to_todays_text_lets_others_read(either: AppContext) -> None:
    code = await invite_participant(either, "Bo", coach_id=await add_coach(either))
    walk = Walk(either)
    await walk.begins(code)
    asked = await walk.says("Svenska")
    assert "När din handledare är borta kan en annan läsa dem." in asked
    assert not await may_others(either)
    await walk.says("Nej, inte nu", "Läs frågan en gång till", "Ja, jag vill vara med")
    assert await may_others(either)
    async with either.database.reading() as session:
        assert {one.version for one in await session.scalars(select(Agreement))} == {"5"}


@pytest.mark.parametrize(
    ("answer", "may"), [("Ja, det är okej", True), ("Nej, som förut", False)], ids=["yes", "no"]
)
async def test_an_older_yes_stands_and_the_newer_text_is_asked_once(
    either: AppContext, clock: StandingClock, answer: str, *, may: bool
) -> None:
    walk = await Walk.after(either, "plan")
    await says_yes_to_the_old(either)
    assert not await may_others(either), "an old yes keeps its meaning"
    assert ASKED in await walk.begins("")
    said = await walk.says(answer)
    assert "Tack för ditt svar." in said
    assert await may_others(either) is may
    one = await person(either)
    assert one.status == EnrolmentStatus.ACTIVE
    async with either.database.reading() as session:
        agreed = (await casefile(session, one, clock())).agreement
    assert agreed is not None
    assert (agreed.agreed, agreed.version) == (True, "5" if may else "4")
    clock.passes(days=400)
    assert ASKED not in await walk.begins("")


async def test_whoever_wants_to_wait_is_asked_again_after_a_quarter(
    either: AppContext, clock: StandingClock
) -> None:
    walk = await Walk.after(either, "plan")
    await says_yes_to_the_old(either)
    await walk.begins("")
    await walk.says("Fråga en annan gång")
    assert not await may_others(either)
    clock.passes(days=90)
    assert ASKED not in await walk.begins("")
    clock.passes(days=2)
    assert ASKED in await walk.begins("")


async def test_it_never_comes_in_the_middle_and_comes_after_a_rating(either: AppContext) -> None:
    walk = await Walk.at(either, "plan", "area")
    await says_yes_to_the_old(either)
    assert ASKED not in await walk.begins("")
    assert ASKED not in await walk.says("/help")
    assert ASKED in await walk.says("Inte nu")


async def test_a_wish_for_quiet_is_not_answered_with_a_question(either: AppContext) -> None:
    walk = await Walk.after(either, "plan")
    await says_yes_to_the_old(either)
    assert ASKED not in await walk.says("/pause")


async def test_who_never_said_yes_has_nothing_to_renew(either: AppContext) -> None:
    walk = await Walk.after(either, "plan")
    assert ASKED not in await walk.begins("")


async def test_a_yes_to_others_is_taken_back_where_the_coach_is_shown_and_counts_at_once(
    either: AppContext,
) -> None:
    walk = await Walk.after(either, "plan")
    karin, eva = await add_coach(either), await add_coach(either, "Eva")
    bo = (await person(either)).id
    await change_participant(either, bo, coach_id=karin)
    assert READERS not in await walk.says("/coach"), "nothing has been said that can be taken back"
    await agrees(either, bo)
    await stands_in(either, karin, eva)
    assert await sees(either, eva, bo)
    for answer, may in (
        ("Nej, inte nu", False),
        ("Ja, det är okej", True),
        ("Nej, inte nu", False),
    ):
        assert READERS in await walk.says("/coach")
        asked = await walk.says(READERS)
        assert "Säger du nej läser ingen annan dina svar när din handledare är borta." in asked
        assert "Tack för ditt svar." in await walk.says(answer)
        assert await sees(either, eva, bo) is may
        assert await sees(either, karin, bo), "the own coach reads as before"
    async with either.database.reading() as session:
        found = await session.scalars(
            select(Reminder.status).where(Reminder.kind == MessageKind.SUBSTITUTE)
        )
        assert MessageStatus.PLANNED not in found.all(), "nobody is told of who sees nothing"
        one = await person(either)
        agreed = (await casefile(session, one, either.clock())).agreement
    assert agreed is not None
    assert agreed.agreed
    assert one.status == EnrolmentStatus.ACTIVE


async def test_whoever_says_yes_again_is_told_who_stands_in(either: AppContext) -> None:
    walk = await Walk.after(either, "plan")
    karin, eva = await add_coach(either), await add_coach(either, "Eva")
    bo = (await person(either)).id
    await change_participant(either, bo, coach_id=karin)
    await agrees(either, bo)
    await stands_in(either, karin, eva)
    await walk.says("/coach", READERS, "Nej, inte nu")
    said = await walk.says("/coach", READERS, "Ja, det är okej", "hej")
    assert "Eva" in said
