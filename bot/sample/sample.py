"""The sample: invented people and ratings, in the same tables as real ones."""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sample.agenda import make_agenda
from bot.sample.lives import Life, Size, invented_lives
from bot.sample.occasions import OccasionKey, invented_occasions, planned_row, sent_rows
from bot.sample.rows import (
    Row,
    account_row,
    agreement_row,
    answer_rows,
    conversation_rows,
    invitation_row,
    mark_row,
    rating_row,
    seen_row,
    wording_row,
)
from bot.sample.words import COACH_PHONE, COACHES, SUB_PROJECTS
from bot.settings.holidays import is_free_day
from bot.settings.installation import Installation
from dialogs.agenda.plan import Plan
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.agreement.text import agreement_text
from dialogs.instruments.instrument import Instrument
from dialogs.occasions.occasion import OPEN, OccasionStatus
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.participant_status import ParticipantStatus
from dialogs.people.pseudonym import pseudonym_of
from dialogs.people.staff import StaffRole
from storage.audit.chain import append_lines
from storage.database.base import Base
from storage.needs.tables import StoredNeedMark
from storage.people.sub_projects import ensure_sub_project
from storage.staff.staff import add_staff, email_digest
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import (
    Account,
    Agreement,
    AuditEntry,
    Invitation,
    Participant,
    Staff,
    StoredConversation,
)
from storage.tables.ratings import Rating, StoredAnswer, Wording

READ = (ParticipantStatus.WROTE, ParticipantStatus.FELL, ParticipantStatus.NEW_RATING)
"""What a coach has dealt with who has looked."""
CALENDAR = LocalCalendar(ZoneInfo("Europe/Stockholm"), is_free_day)


async def make_sample(
    session: AsyncSession,
    installation: Installation,
    now: dt.datetime,
    *,
    email: str,
    password: str,
    seed: int = 1,
    size: Size | None = None,
    calendar: LocalCalendar = CALENDAR,
) -> Staff:
    """Fill an empty database with invented people; returns the first coach.

    Only that coach can sign in. The same seed and time give the same people, figures and words;
    keys are new each time. Written in bulk, so that it can also be made large.
    """
    size = size or Size()
    instrument = installation.instruments[Plan().instrument]
    dice = random.Random(seed)  # noqa: S311  # nothing secret comes from it
    lives = invented_lives(dice, now, [item.id for item in instrument.items], size)
    coaches = await _add_coaches(session, size.coaches, email, password)
    people = await _add_people(session, installation, lives, [coach.id for coach in coaches])
    ratings = await _add_ratings(session, installation, instrument, people, lives)
    told_of = list(zip(people, lives, ratings, strict=True))
    await _add_occasions(session, told_of, now, calendar, history=size.conversations)
    if size.conversations:
        await make_agenda(session, installation, instrument, told_of, now, calendar)
        rows = (row for who in told_of for row in conversation_rows(*who, instrument.id))
        await _insert(session, StoredConversation, rows)
    return coaches[0]


async def _insert(session: AsyncSession, table: type[Base], rows: Iterable[Row]) -> None:
    waiting = iter(rows)
    while part := list(islice(waiting, 20_000)):
        connection = await session.connection()
        await connection.execute(insert(cast("Table", table.__table__)), part)


async def _add_coaches(session: AsyncSession, most: int, email: str, password: str) -> list[Staff]:
    first = await add_staff(
        session,
        email=email,
        name=COACHES[0],
        role=StaffRole.COACH,
        password=password,
        phone=COACH_PHONE,
    )
    user, _, host = email.partition("@")
    others = [
        Staff(
            email_digest=email_digest(f"{user}{number}@{host}"),
            email=f"{user}{number}@{host}",
            name=COACHES[1 + number % (len(COACHES) - 1)],
            role=StaffRole.COACH,
            password_hash="",  # fits no password
        )
        for number in range(2, most + 1)
    ]
    session.add_all(others)
    await session.flush()
    return [first, *others]


async def _add_people(
    session: AsyncSession, installation: Installation, lives: Sequence[Life], coaches: Sequence[int]
) -> list[int]:
    """Write the participants and what stands around them; returns their ids."""
    projects = [await ensure_sub_project(session, name) for name in SUB_PROJECTS]
    counts = [0] * len(projects)
    rows = []
    for life in lives:
        counts[life.sub_project] += 1
        project = projects[life.sub_project]
        agreed = life.opened_at is not None and life.stage != "declined"
        row = {
            "pseudonym": pseudonym_of(project.id, counts[life.sub_project]),
            "name": life.name,
            "coach_id": coaches[life.coach],
            "sub_project_id": project.id,
            "status": EnrolmentStatus.ACTIVE if agreed else EnrolmentStatus.INVITED,
            "language": life.language,
            "sex": life.sex,
            "birth_year": str(life.birth_year),
            "referrer": life.referrer,
            "invented": True,
            "created_at": life.invited_at,
            "enrolled_at": life.opened_at if agreed else life.invited_at,
            "stopped": life.stage == "stopped",
            "exit_on": life.exit_on,
            "exit_reason": life.exit_reason,
        }
        rows.append(row)
    await _insert(session, Participant, rows)
    found = await session.execute(select(Participant.pseudonym, Participant.id))
    ids = {name: id_ for name, id_ in found}  # noqa: C416  # a row is not quite a pair to mypy
    people = [ids[str(row["pseudonym"])] for row in rows]
    told = list(zip(people, lives, strict=True))
    opened = [one for one in told if one[1].opened_at]
    scenes = [
        installation.scene(life.language, SUB_PROJECTS[life.sub_project]) for _, life in opened
    ]
    agreements = (
        agreement_row(*one, scene.agreement.version, agreement_text(scene))
        for one, scene in zip(opened, scenes, strict=True)
    )
    seen = (seen_row(id_, life, coaches[life.coach]) for id_, life in told if life.seen_at)
    await _insert(session, Invitation, (invitation_row(*one) for one in told))
    await _insert(session, Account, (account_row(*one) for one in opened))
    await _insert(session, Agreement, agreements)
    await append_lines(session, [AuditEntry(**row) for row in seen])
    marks = (mark_row(id_, life, kind) for id_, life in told if life.seen_at for kind in READ)
    await _insert(session, StoredNeedMark, marks)
    return people


async def _add_ratings(
    session: AsyncSession,
    installation: Installation,
    instrument: Instrument,
    people: Sequence[int],
    lives: Sequence[Life],
) -> list[list[int]]:
    """Write ratings and answers; returns the ids of each life's ratings."""
    shown = {
        language: {
            item.id: instrument.wording(item, installation.scene(language, "").texts)
            for item in instrument.items
        }
        for language in sorted({life.language for life in lives})
    }
    words = {of.digest: wording_row(of) for items in shown.values() for of in items.values()}
    await _insert(session, Wording, words.values())
    told = list(zip(people, lives, strict=True))
    await _insert(
        session,
        Rating,
        (rating_row(id_, instrument, of) for id_, life in told for of in life.ratings),
    )
    found = await session.execute(
        select(Rating.participant_id, Rating.id).order_by(Rating.participant_id, Rating.started_at)
    )
    ratings: dict[int, list[int]] = {person: [] for person in people}
    for person, rating in found:
        ratings[person].append(rating)
    await _insert(
        session,
        StoredAnswer,
        (
            row
            for person, life in told
            for rating, of in zip(ratings[person], life.ratings, strict=True)
            for row in answer_rows(rating, life, of, shown[of.language])
        ),
    )
    return [ratings[person] for person in people]


async def _add_occasions(
    session: AsyncSession,
    lived: Sequence[tuple[int, Life, list[int]]],
    now: dt.datetime,
    calendar: LocalCalendar,
    *,
    history: bool,
) -> None:
    """Write the occasions and what is planned; with ``history`` also what was sent."""
    made = [one for who in lived for one in invented_occasions(*who, now, calendar)]
    await _insert(session, Occasion, (one.row for one in made))
    wanted = made if history else [one for one in made if one.row["status"] in OPEN]
    found = await session.execute(
        select(Occasion.id, Occasion.participant_id, Occasion.kind, Occasion.number).where(
            Occasion.status.in_(tuple(OccasionStatus) if history else OPEN)
        )
    )
    ids: dict[OccasionKey, int] = {
        (person, kind, number): id_ for id_, person, kind, number in found
    }
    planned = (planned_row(one, ids[one.key], calendar) for one in wanted)
    await _insert(session, Reminder, (row for row in planned if row is not None))
    if history:
        sent = (row for one in made for row in sent_rows(one, ids[one.key], now, calendar))
        await _insert(session, Reminder, sent)
