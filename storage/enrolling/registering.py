"""Registering: somebody is enrolled from a true day on, with a bot or without.

The register is the coach's own. Whoever is in it has occasions by the plan, can be rated on paper
and is counted; nothing is planned to be said to them before they have said yes themselves.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.writing_hours import LocalCalendar, moment
from dialogs.people.enrolment import IN_CASELOAD, EnrolmentStatus
from dialogs.people.particulars import Referrer, Sex
from storage.agreements.agreements import answer_of
from storage.occasions.backfill import backfill_occasions
from storage.people.audit import Audit, log_action
from storage.people.participants import add_participant
from storage.people.sub_projects import hold_sub_project
from storage.people.timing import participant_timing
from storage.tables.people import Participant, Staff

NOON = dt.time(12)


@dataclass(frozen=True)
class Particulars:
    """What a coach knows of somebody whom they enrol. Of a protected person there is no name."""

    name: str
    sub_project_id: int
    enrolled_on: dt.date
    language: str = "sv"
    sex: Sex = Sex.OTHER
    birth_year: str = ""
    referrer: Referrer | None = None
    phone: str = ""
    """E.164; empty for whoever has none."""
    protected: bool = False


async def enrol_people(
    session: AsyncSession,
    people: Sequence[Particulars],
    *,
    by: Staff,
    coach_id: int,
    form_id: str,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> list[Participant]:
    """Enrol them all; a form that was sent before enrols nobody, and gives whom it did."""
    for project in sorted({one.sub_project_id for one in people}):  # in one order: no deadlock
        await hold_sub_project(session, project)
    if before := await enrolled_by_form(session, by.id, form_id):
        return before
    return [
        await _enrol(session, one, by, coach_id, f"{by.id} {form_id} {number}", now, calendar)
        for number, one in enumerate(people)
    ]


async def enrolled_by_form(session: AsyncSession, staff_id: int, form_id: str) -> list[Participant]:
    """List whom a form has enrolled already, apart from those who are erased since."""
    prefix = f"{staff_id} {form_id} "
    found = await session.scalars(
        select(Participant)
        .where(Participant.form_id.startswith(prefix, autoescape=True))
        .order_by(Participant.id)
    )
    return list(found)


async def _enrol(
    session: AsyncSession,
    one: Particulars,
    by: Staff,
    coach_id: int,
    form_id: str,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> Participant:
    participant = await add_participant(
        session,
        coach_id=coach_id,
        sub_project_id=one.sub_project_id,
        name="" if one.protected else one.name,
        language=one.language,
        now=now,
    )
    participant.protected = one.protected
    participant.sex, participant.referrer = one.sex, one.referrer
    participant.birth_year = one.birth_year or None
    participant.phone = one.phone or None
    participant.form_id = form_id
    await log_action(session, Audit.ENROLLED, now, staff_id=by.id, participant_id=participant.id)
    await register(session, participant, one.enrolled_on, now, calendar)
    return participant


async def register(
    session: AsyncSession,
    participant: Participant,
    on: dt.date,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Let somebody be enrolled since a local day, with the occasions of the plan from then on.

    Does nothing for whoever is enrolled already.
    """
    if participant.enrolled_at is not None:
        return
    when = await participant_timing(session, participant, calendar)
    participant.enrolled_at = min(moment(on, NOON, when.rhythm.zone), now)
    await backfill_occasions(session, participant, now, when)


async def may_be_rated_on_paper(session: AsyncSession, participant: Participant) -> bool:
    """Tell whether a paper of somebody may be entered: enrolled, and they have not said no.

    A paper that somebody fills in and hands over is their own form, with the bot or without.
    """
    if participant.status is EnrolmentStatus.ACTIVE:
        return True
    said = await session.scalar(select(answer_of(participant.id)))
    return participant.enrolled_at is not None and said is not False


async def known_people(session: AsyncSession, coach_id: int) -> list[tuple[str, str, str]]:
    """List name, birth year and pseudonym of a coach's own, so that nobody is enrolled twice."""
    found = await session.execute(
        select(Participant.name, Participant.birth_year, Participant.pseudonym).where(
            Participant.coach_id == coach_id, Participant.status.in_(IN_CASELOAD)
        )
    )
    return [(name or "", year or "", who) for name, year, who in found]
