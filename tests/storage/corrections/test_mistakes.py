"""A mistaken invitation: worthless at once, and of who has never come in nothing stays."""

import inspect
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.caseload.calls import CallOutcome
from dialogs.labels.refusals import Refusal
from dialogs.people.accounts import Channel
from dialogs.shared_plan.plan import END
from storage.caseload.hand_over import hand_over
from storage.caseload.requests import ask_coach
from storage.coaching.notes import write_note
from storage.corrections.mistakes import withdraw_invitation
from storage.database.base import Base
from storage.figures.groups import group_counts
from storage.needs.calls import note_call
from storage.people import erasure
from storage.people.audit import Audit
from storage.people.invitations import check_invitation, invite
from storage.people.participants import add_account, hold_participant
from storage.shared_plan.goals import word_goal
from storage.tables.people import AuditEntry, Participant, Staff
from tests.conftest import StandingClock
from tests.people import Diary, add_coach, add_participant


async def withdraw(app: AppContext, who: int, coach: int) -> bool:
    async with app.database.writing() as session:
        await hold_participant(session, who)
        person = await session.get_one(Participant, who)
        return await withdraw_invitation(session, person, app.clock(), staff_id=coach)


async def test_somebody_invited_by_mistake_is_in_no_figure_and_one_line_tells_of_it(
    either: AppContext,
) -> None:
    coach = await add_coach(either)
    people = [await add_participant(either, coach, opened=False) for _ in range(6)]
    await Diary(either, people[0].id).book()
    async with either.database.writing() as session:
        await write_note(session, people[0].id, "Ringde", either.clock(), by=coach)
        code, _ = await invite(session, people[0].id, either.clock())
    assert await withdraw(either, people[0].id, coach)
    async with either.database.reading() as session:
        assert await session.get(Participant, people[0].id) is None
        assert [one.persons for one in await group_counts(session, {people[1].sub_project_id})] == [
            5
        ]
        assert await check_invitation(session, code, either.clock()) is Refusal.UNKNOWN
        [line] = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == Audit.TAKEN_BACK)
        )
        assert (line.staff_id, line.participant_id) == (coach, people[0].id)


@pytest.mark.parametrize("opened", [True, False])
async def test_who_has_come_in_stays_and_unused_links_end(either: AppContext, opened: bool) -> None:
    coach = await add_coach(either)
    bo = await add_participant(either, coach, opened=opened)
    async with either.database.writing() as session:
        if not opened:
            await add_account(session, bo.id, Channel.WEB, "key", either.clock())
        code, _ = await invite(session, bo.id, either.clock())
    assert not await withdraw(either, bo.id, coach)
    async with either.database.reading() as session:
        assert await session.get(Participant, bo.id) is not None
        assert await check_invitation(session, code, either.clock()) is Refusal.EXPIRED


async def test_whatever_a_coach_has_noted_meanwhile_goes_too(either: AppContext) -> None:
    """Each stands for a table that refers to the person: none may hold up the withdrawal."""
    karin, eva = await add_coach(either), await add_coach(either, "Eva")
    now, bo = either.clock(), await add_participant(either, karin, opened=False)
    async with either.database.writing() as session:
        staff = await session.get_one(Staff, eva)
        await note_call(session, bo.id, CallOutcome.REACHED, karin, now, shown=now)
        terms = (("skapa", END), "Ett jobb", "sv", now)
        await word_goal(session, bo.id, *terms, by=karin)
        asked = await ask_coach(session, karin, eva, staff, now, span=None, participants=[bo.id])
        assert asked is not None
        assert await hand_over(session, bo.id, karin, eva, staff, now, either.calendar)
    assert await withdraw(either, bo.id, eva)
    async with either.database.reading() as session:
        assert await session.get(Participant, bo.id) is None


async def test_after_a_month_it_was_no_mistake(app: AppContext, clock: StandingClock) -> None:
    """Who never answered is in what completeness lacks: no press takes them out of it."""
    coach = await add_coach(app)
    people = [await add_participant(app, coach, opened=False) for _ in range(2)]
    clock.passes(days=30)
    assert await withdraw(app, people[0].id, coach)
    clock.passes(hours=1)
    assert not await withdraw(app, people[1].id, coach)
    async with app.database.reading() as session:
        assert await session.get(Participant, people[1].id) is not None


def test_every_table_that_refers_to_a_participant_is_emptied_of_them() -> None:
    """A new one is named in ``storage.people.erasure``, or nobody can be taken back or erased."""
    source = Path(inspect.getfile(erasure)).read_text(encoding="utf-8")
    referring = {
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if any(key.column.table.name == "participants" for key in mapper.local_table.foreign_keys)
    }
    assert referring
    assert {one for one in referring if not re.search(rf"\b{one}\b", source)} == set()
