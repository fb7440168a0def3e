"""The invented sample: the same from the same seed, marked as invented, and plausible."""

import datetime as dt
import random
from collections import Counter

import pytest
from sqlalchemy import func, select

from bot.app_context import AppContext
from bot.sample.demo import EMAIL, demo_password, prepare_demo
from bot.sample.lives import Size, invented_lives
from bot.sample.rows import NO_CHAT
from bot.sample.sample import make_sample
from bot.sample.words import COACHES, COMMENTS, SUB_PROJECTS, SURNAMES, TRY_NAMES, WITHOUT_BOT
from dialogs.occasions.occasion import OccasionStatus
from dialogs.people.participant_status import ParticipantStatus
from dialogs.people.particulars import Sex
from dialogs.people.staff import StaffRole
from dialogs.talks.routing import replay_of
from storage.caseload.caseload import caseload_rows
from storage.caseload.requests import requests_to
from storage.database.passwords import password_fits
from storage.people.invitations import check_invitation
from storage.staff.staff import staff_by_email
from storage.tables.agenda import Meeting, Occasion
from storage.tables.people import (
    Account,
    Invitation,
    Participant,
    Staff,
    StoredConversation,
    SubProject,
)
from storage.tables.ratings import Rating, StoredAnswer
from storage.talk.conversations import conversation_of, open_conversations
from storage.talk.outbox import waiting_messages
from tests.conftest import START

SMALL = Size(people=14, odd=1)
ITEMS = ("health", "knowledge", "time", "belief", "skills", "cooperation")


async def made(app: AppContext, size: Size = SMALL) -> Staff:
    async with app.database.writing() as session:
        return await make_sample(
            session, app.installation, START, email=EMAIL, password="long enough", size=size
        )


def test_the_same_seed_gives_the_same_lives() -> None:
    def lives(seed: int) -> object:
        return invented_lives(random.Random(seed), START, ITEMS, Size())

    assert lives(1) == lives(1) != lives(2)


def test_lives_are_lifelike() -> None:
    lives = invented_lives(random.Random(1), START, ITEMS, Size())
    stages = Counter(life.stage for life in lives)
    assert (len(lives), stages["half"], stages["unopened"], stages["expired"]) == (40, 2, 2, 2)
    assert {life.language for life in lives} == {"sv", "en", "ar"}
    assert {rating.mode for life in lives for rating in life.ratings} == {
        *("alone", "together", "interpreter", "paper")
    }
    moves = {
        (last > first) - (last < first)
        for life in lives
        if len(life.ratings) > 2
        for first, last in [
            [sum(said.value or 3 for said in life.ratings[place].answers) for place in (0, -1)]
        ]
    }
    assert moves >= {-1, 1}
    for life in lives:
        times = [said.at for rating in life.ratings for said in rating.answers]
        assert times == sorted(times)
        assert all(START - dt.timedelta(days=500) < at < START for at in times)
        for rating in life.ratings:
            assert {said.value for said in rating.answers} <= {None, 1, 2, 3, 4, 5}
            assert {said.comment for said in rating.answers} <= {"", *COMMENTS[life.language]}
    assert any(said.value is None for life in lives for r in life.ratings for said in r.answers)


async def test_everything_invented_is_marked(either: AppContext) -> None:
    await made(either)
    async with either.database.reading() as session:
        people = (await session.scalars(select(Participant))).all()
        assert len(people) == 14
        assert all(person.invented for person in people)
        assert all((person.name or "").split()[-1] in SURNAMES for person in people)
        assert {person.sex for person in people} == {Sex.WOMAN, Sex.MAN}
        assert set(await session.scalars(select(SubProject.name))) == set(SUB_PROJECTS)
        assert set(await session.scalars(select(Staff.name))) == set(COACHES)
    assert all("påhittad" in name for name in (*SUB_PROJECTS, *COACHES, *TRY_NAMES.values()))


async def test_the_tables_hold_what_a_service_would_have_written(either: AppContext) -> None:
    await made(either)
    async with either.database.reading() as session:
        ratings = (await session.scalars(select(Rating))).all()
        answers = (await session.scalars(select(StoredAnswer))).all()
        per_rating = Counter(answer.rating_id for answer in answers)
        for rating in ratings:
            assert (per_rating[rating.id] == 6) is (rating.finished_at is not None)
        assert all(answer.skipped is (answer.value is None) for answer in answers)
        talks = (await session.scalars(select(StoredConversation))).all()
        assert len(talks) == len(ratings)
        for talk in talks:
            person = await session.get_one(Participant, talk.participant_id)
            conversation = conversation_of(talk)
            seen = replay_of(conversation, either.installation.scene(person.language, ""))
            assert (seen.ask is None) is (talk.ended_at is not None)
            stored = {
                a.item: a.value for a in answers if a.rating_id == conversation.facts["rating"]
            }
            assert {item: record.value for item, record in seen.records.items()} == stored


async def test_nobody_real_can_be_written_to(either: AppContext) -> None:
    """An invented chat id that cannot exist, blocked already, and an empty outbox."""
    await made(either, Size(people=10, odd=2))
    async with either.database.reading() as session:
        assert not await waiting_messages(session)
        accounts = (await session.scalars(select(Account))).all()
    assert {account.channel for account in accounts} == {"telegram", "web"}
    for account in accounts:
        if account.channel == "telegram":
            assert account.status == "blocked"
            assert int(account.address) >= NO_CHAT


async def test_the_demo_prints_addresses_that_work_at_every_start(either: AppContext) -> None:
    first, second = await prepare_demo(either), await prepare_demo(either)
    old, new = (
        [line.split("/c/")[1] for line in of.split("\n") if "/c/" in line] for of in (first, second)
    )
    assert len(old) == len(new) == 2
    assert demo_password() in first
    assert all(f"{role}@demo.invalid" in first for role in StaffRole)
    assert "t.me" not in first
    async with either.database.reading() as session:
        coach = await staff_by_email(session, EMAIL)
        assert coach is not None
        assert password_fits(demo_password(), coach.password_hash)
        assert not any(
            [isinstance(await check_invitation(session, c, START), Invitation) for c in old]
        )
        fresh = [await check_invitation(session, code, START) for code in new]
        invited = [
            await session.get_one(Participant, one.participant_id)
            for one in fresh
            if isinstance(one, Invitation)
        ]
        assert [person.language for person in invited] == ["sv", "ar"]
        assert await session.scalar(select(func.count(Participant.id))) == 48
        assert len(await requests_to(session, coach.id, START)) == 2, "at the first start alone"
        assert not await open_conversations(session, invited[0].id)


async def test_the_demo_coach_has_a_day_before_them(either: AppContext) -> None:
    await prepare_demo(either)
    zone = either.settings.timezone
    async with either.database.reading() as session:
        coach = await staff_by_email(session, EMAIL)
        assert coach is not None
        meetings = await session.scalars(
            select(Meeting).join(Participant).where(Participant.coach_id == coach.id)
        )
        today = [
            one
            for one in meetings
            if one.starts_at.astimezone(zone).date() == START.astimezone(zone).date()
        ]
        assert {one.answer for one in today} == {"coming", None, "cannot"}
        paper = await session.scalars(
            select(Participant)
            .join(Occasion, Occasion.participant_id == Participant.id)
            .where(Occasion.status == OccasionStatus.WITHOUT_FIGURES)
        )
        assert [one.name for one in paper] == [WITHOUT_BOT[0]]
        everybody = (await session.scalars(select(Participant))).all()
        assert {one.name for one in everybody} >= set(WITHOUT_BOT)
        assert all(one.invented for one in everybody)


async def test_one_of_each_waits_on_the_ways_of_the_demo_coachs_people(app: AppContext) -> None:
    await prepare_demo(app)
    zone = app.settings.timezone
    today = START.astimezone(zone).date()
    async with app.database.reading() as session:
        coach = await staff_by_email(session, EMAIL)
        assert coach is not None
        lines = await caseload_rows(session, coach.id, START, today, zone)
    needs = Counter(need.kind for line in lines for need in line.needs_at(START))
    assert needs[ParticipantStatus.REVIEW] == 1
    assert needs[ParticipantStatus.GAP] == 1
    assert needs[ParticipantStatus.HARD] == 1
    assert needs.total() < len(lines), "nor does everybody wait"


async def test_the_demo_leaves_a_production_database_alone(app: AppContext) -> None:
    object.__setattr__(app.settings, "environment", "production")
    with pytest.raises(RuntimeError, match="production"):
        await prepare_demo(app)
