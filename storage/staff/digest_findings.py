"""Findings: what has happened in one caseload since the last digest, and what waits there.

Every query begins at those whom the coach may see, so it does not grow with the others.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.writing_hours import DAY, moment
from dialogs.occasions.occasion import OPEN, OccasionStatus
from dialogs.people.accounts import AccountStatus
from dialogs.people.participant_status import ParticipantStatus
from dialogs.reports.asked import AskedByCoach
from dialogs.reports.findings import DigestFinding, DigestFindings, FindingState
from dialogs.texts import clean
from storage.caseload.caseload import caseload_rows
from storage.caseload.leavers import HAS_LEFT
from storage.caseload.near_meetings import near_meetings
from storage.caseload.requests import requests_to
from storage.database.encryption import readable
from storage.people.participants import has_account, has_knock, has_lost_knock
from storage.sight.seen import is_seen_by
from storage.staff.digest_news import (
    DigestSpan,
    meeting_answers,
    new_ratings,
)
from storage.tables.agenda import Occasion
from storage.tables.people import Participant, Staff

_CLOSED = tuple(one for one in OccasionStatus if one not in OPEN)


@dataclass(frozen=True)
class ParticipantFacts:
    """What is known of one participant before the occasions are looked at."""

    found: DigestFinding
    quiet: DigestFinding | None
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
    answers = await meeting_answers(session, coach_id, everybody, when)
    needs = await _needs(session, coach_id, everybody, when)
    told = DigestFindings(
        near=await _near(session, coach_id, everybody, when),
        words=needs.of(ParticipantStatus.WROTE),
        struggling=needs.of(ParticipantStatus.HARD),
        fallen=needs.of(ParticipantStatus.FELL, but=changed),
        answered=[*needs.of(ParticipantStatus.NEW_RATING, but=answered), *answered],
        changed=changed,
        blocked=needs.of(ParticipantStatus.BLOCKED),
        cannot=needs.of(ParticipantStatus.CANNOT_COME, but=answers),
        unopened=needs.of(ParticipantStatus.NO_INVITATION, ParticipantStatus.UNOPENED),
        unheard=needs.of(ParticipantStatus.GAP),
        review=needs.of(ParticipantStatus.REVIEW),
        attendance=needs.of(ParticipantStatus.ATTENDANCE),
        figures=needs.of(ParticipantStatus.FIGURES),
        unfinished=needs.of(ParticipantStatus.UNFINISHED),
        lost=[person.found for person in awake.values() if person.lost],
        quiet=[person.quiet for person in awake.values() if person.quiet],
        meetings=answers,
        asked=await _asked(session, coach_id, when),
    )
    return await _with_occasions(session, coach_id, awake, when, needs, told)


@dataclass(frozen=True)
class OpenNeeds:
    """What needs the coach, by kind: the same as in the caseload and on the persons' pages."""

    by_kind: Mapping[ParticipantStatus, Sequence[DigestFinding]]

    def of(
        self, *kinds: ParticipantStatus, but: Sequence[DigestFinding] = ()
    ) -> Sequence[DigestFinding]:
        """List those of some kinds, without those who are told of elsewhere."""
        told = {one.person for one in but}
        found = (one for kind in kinds for one in self.by_kind.get(kind, ()))
        return [one for one in found if one.person not in told]


async def _needs(
    session: AsyncSession, coach_id: int, persons: Mapping[int, DigestFinding], when: DigestSpan
) -> OpenNeeds:
    found: dict[ParticipantStatus, list[DigestFinding]] = {}
    rows = await caseload_rows(session, coach_id, when.now, when.today, when.zone)
    for row in sorted(rows, key=lambda one: one.participant_id):
        for need in row.needs_at(when.now):
            since = replace(persons[row.participant_id], on=need.day(when.zone))
            found.setdefault(need.kind, []).append(since)
    return OpenNeeds(found)


async def _near(
    session: AsyncSession, coach_id: int, persons: Mapping[int, DigestFinding], when: DigestSpan
) -> Sequence[DigestFinding]:
    """List the meetings of today and tomorrow that have not begun."""
    end = moment(when.today + 2 * DAY, dt.time(0), when.zone)
    states = {MeetingAnswer.COMING: FindingState.COMING, MeetingAnswer.CANNOT: FindingState.CANNOT}
    found = []
    for one in await near_meetings(session, coach_id, when.now, when.now, end):
        local = one.starts_at.astimezone(when.zone)
        place = "" if one.protected else clean(readable(one.place), 80)
        state = states[one.answer] if one.answer else None
        person = persons[one.participant_id]
        found.append(replace(person, on=local.date(), time=local.time(), place=place, state=state))
    return found


async def _asked(session: AsyncSession, coach_id: int, when: DigestSpan) -> Sequence[AskedByCoach]:
    """List what other coaches wait for this one to answer."""
    found = []
    for request in await requests_to(session, coach_id, when.now):
        coach = await session.get_one(Staff, request.from_id)
        until = request.last_day(when.zone)
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
            has_knock() | ~has_account(AccountStatus.OPEN),
            has_lost_knock(),
            HAS_LEFT,
        )
        .where(is_seen_by(coach_id, when.now))
        .order_by(Participant.id),
        {"coach": coach_id, "now": when.now, "today": when.today},
    )
    persons = {}
    for key, who, protected, stopped, quiet_until, snoozed_until, *flags in rows:
        knocks, lost, left = flags
        found = DigestFinding(who, key, protected=protected)
        quiet = replace(found, state=FindingState.STOPPED) if stopped else None
        if quiet is None and quiet_until is not None and quiet_until > when.now:
            quiet = replace(
                found, state=FindingState.PAUSED, on=quiet_until.astimezone(when.zone).date()
            )
        snoozed = snoozed_until is not None and snoozed_until > when.now
        persons[key] = ParticipantFacts(found, quiet, knocks, lost, snoozed or left)
    return persons


async def _with_occasions(
    session: AsyncSession,
    coach_id: int,
    persons: Mapping[int, ParticipantFacts],
    when: DigestSpan,
    needs: OpenNeeds,
    told: DigestFindings,
) -> DigestFindings:
    """Add what is due or late; whom no knock reaches apart; each person once in each."""
    rows = await session.execute(
        select(Occasion.participant_id, Occasion.due_on)
        .join(Participant, Participant.id == Occasion.participant_id)
        .where(
            is_seen_by(coach_id, when.now),
            # Not "in OPEN": SQLite would begin at everybody's open occasions, by their index.
            Occasion.status.not_in((*_CLOSED, OccasionStatus.STARTED)),
            Occasion.due_on <= when.ahead,
        )
        .order_by(Occasion.due_on, Occasion.id)
    )
    silent = {one.person for one in needs.of(ParticipantStatus.SILENT)}
    overdue = {one.person for one in needs.of(ParticipantStatus.OVERDUE)}
    by_section: dict[str, dict[int, DigestFinding]] = {}
    for key, due_on in rows:
        person = persons.get(key)
        if person is None:
            continue
        days = max((when.today - due_on).days, 0)
        late = replace(person.found, on=due_on, days=days)
        if not person.can_knock:
            section = "untold"
        elif key in silent:
            section = "silent"
        elif days and key in overdue:
            section = "overdue"
        elif days:
            continue  # hidden, or it is told of in another way
        else:
            section = "due"
        by_section.setdefault(section, {}).setdefault(key, late)
    found = {name: list(of.values()) for name, of in by_section.items()}
    return replace(
        told,
        due=found.get("due", []),
        overdue=sorted(found.get("overdue", []), key=lambda one: -one.days),
        silent=found.get("silent", []),
        untold=found.get("untold", []),
    )
