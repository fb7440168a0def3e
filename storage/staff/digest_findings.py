"""Findings: what has happened in one caseload since the last digest, and what waits there.

Every query begins at those whom the coach may see, so it does not grow with the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.plan import Plan
from dialogs.agenda.writing_hours import RESTS_AFTER
from dialogs.occasions.occasion import OPEN, OccasionStatus
from dialogs.people.accounts import AccountStatus
from dialogs.reports.asked import AskedByCoach
from dialogs.reports.findings import DigestFinding, DigestFindings, FindingState
from dialogs.texts import clean
from storage.caseload.leavers import HAS_LEFT
from storage.caseload.requests import last_day, requests_to
from storage.database.encryption import readable
from storage.occasions.occasions import IS_ASKED_AGAIN
from storage.people.participants import has_account, has_knock, has_lost_knock
from storage.sight.seen import is_seen_by
from storage.staff.digest_news import (
    DigestSpan,
    meeting_answers,
    new_ratings,
    words_for_coach,
)
from storage.tables.agenda import Occasion
from storage.tables.people import Participant, Staff, SubProject
from storage.tables.ratings import Rating

_CLOSED = tuple(one for one in OccasionStatus if one not in OPEN)


@dataclass(frozen=True)
class ParticipantFacts:
    """What is known of one participant before the occasions are looked at."""

    found: DigestFinding
    reminders: int
    quiet: DigestFinding | None
    blocked: bool
    can_knock: bool
    lost: bool
    rests: bool
    """Only news are told: the coach lets the person rest, or the person has left."""


async def digest_findings(session: AsyncSession, coach_id: int, when: DigestSpan) -> DigestFindings:
    """Collect what there is to tell a coach; of those who rest or have left only news."""
    persons = await _participant_facts(session, coach_id, when)
    awake = {key: person for key, person in persons.items() if not person.rests}
    everybody = {key: person.found for key, person in persons.items()}
    answered, changed = await new_ratings(session, coach_id, everybody, when)
    told = DigestFindings(
        words=await words_for_coach(session, coach_id, everybody, when),
        answered=answered,
        changed=changed,
        blocked=[person.found for person in awake.values() if person.blocked],
        lost=[person.found for person in awake.values() if person.lost],
        quiet=[person.quiet for person in awake.values() if person.quiet],
        meetings=await meeting_answers(session, coach_id, everybody, when),
        asked=await _asked(session, coach_id, when),
    )
    return await _with_occasions(session, coach_id, awake, when, told)


async def _asked(session: AsyncSession, coach_id: int, when: DigestSpan) -> Sequence[AskedByCoach]:
    """List what other coaches wait for this one to answer."""
    found = []
    for request in await requests_to(session, coach_id, when.now):
        coach = await session.get_one(Staff, request.from_id)
        until = last_day(request, when.zone)
        found.append(AskedByCoach(clean(readable(coach.name), 60), until))
    return found


async def _participant_facts(
    session: AsyncSession, coach_id: int, when: DigestSpan
) -> dict[int, ParticipantFacts]:
    rows = await session.execute(
        select(
            Participant.id,
            Participant.pseudonym,
            Participant.protected,
            Participant.stopped,
            Participant.quiet_until,
            Participant.snoozed_until,
            SubProject.plan,
            has_account(AccountStatus.BLOCKED) & ~has_account(AccountStatus.OPEN),
            has_knock() | ~has_account(AccountStatus.OPEN),
            has_lost_knock(),
            HAS_LEFT,
        )
        .join(SubProject, SubProject.id == Participant.sub_project_id)
        .where(is_seen_by(coach_id, when.now))
        .order_by(Participant.id),
        {"coach": coach_id, "now": when.now, "today": when.today},
    )
    persons = {}
    for key, who, protected, stopped, quiet_until, snoozed_until, plan, *flags in rows:
        blocked, knocks, lost, left = flags
        found = DigestFinding(who, key, protected=protected)
        quiet = replace(found, state=FindingState.STOPPED) if stopped else None
        if quiet is None and quiet_until is not None and quiet_until > when.now:
            quiet = replace(
                found, state=FindingState.PAUSED, on=quiet_until.astimezone(when.zone).date()
            )
        snoozed = snoozed_until is not None and snoozed_until > when.now
        reminders = len(Plan.from_json(plan).reminders)
        persons[key] = ParticipantFacts(
            found, reminders, quiet, blocked, knocks, lost, snoozed or left
        )
    return persons


async def _with_occasions(
    session: AsyncSession,
    coach_id: int,
    persons: Mapping[int, ParticipantFacts],
    when: DigestSpan,
    told: DigestFindings,
) -> DigestFindings:
    """Add what is due, overdue, silent and half-finished; each person once in each."""
    rows = await session.execute(
        select(
            Occasion.participant_id,
            Occasion.status,
            Occasion.due_on,
            Occasion.silent,
            Rating.started_at,
            IS_ASKED_AGAIN,
        )
        .join(Participant, Participant.id == Occasion.participant_id)
        .outerjoin(Rating, Rating.id == Occasion.rating_id)
        .where(
            is_seen_by(coach_id, when.now),
            # Not "in OPEN": SQLite would begin at everybody's open occasions, by their index.
            Occasion.status.not_in(_CLOSED),
            # What was begun early may be left half-way before its day.
            or_(Occasion.due_on <= when.ahead, Occasion.status == OccasionStatus.STARTED),
        )
        .order_by(Occasion.due_on, Occasion.id)
    )
    due, overdue = dict[int, DigestFinding](), dict[int, DigestFinding]()
    untold = dict[int, DigestFinding]()
    silent, unfinished = dict[int, DigestFinding](), dict[int, DigestFinding]()
    for key, status, due_on, silences, started_at, again in rows:
        person = persons.get(key)
        if person is None:
            continue
        late = replace(person.found, on=due_on, days=(when.today - due_on).days)
        if status == OccasionStatus.STARTED:
            if started_at is not None and started_at <= when.now - RESTS_AFTER:
                unfinished.setdefault(key, person.found)
        elif not person.can_knock:
            untold.setdefault(key, late)
        elif silences >= person.reminders and not again:
            silent.setdefault(key, replace(late, days=max(late.days, 0)))
        elif late.days > 0:
            overdue.setdefault(key, late)
        else:
            due.setdefault(key, replace(late, days=0))
    late_first = sorted(overdue.values(), key=lambda one: -one.days)
    return replace(
        told,
        due=list(due.values()),
        overdue=late_first,
        silent=list(silent.values()),
        untold=list(untold.values()),
        unfinished=list(unfinished.values()),
    )
