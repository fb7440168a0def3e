"""Particulars of a participant, corrected by their coach: all that was said at the enrolment.

The pseudonym stays, also in another sub-project: it stands on paper, and in what was said.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.occasion import REGULAR, OccasionStatus
from dialogs.occasions.replanning import move_enrolment
from dialogs.people.enrolment import IN_CASELOAD
from dialogs.people.particulars import Referrer, Sex
from storage.database.encryption import Unreadable, readable
from storage.occasions.agenda import change_agenda
from storage.occasions.agenda_rows import participant_occasions
from storage.occasions.replanning import move_planned_reminders
from storage.people.timing import participant_timing
from storage.tables.people import Participant


@dataclass(frozen=True)
class Particulars:
    """What a coach may correct. ``enrolled_on`` is a local day; None before there is one.

    ``name`` is empty, and stays so, where the identity is protected. ``birth_year``: four figures;
    ``phone``: E.164; both empty where not known.
    """

    name: str
    language: str
    sub_project_id: int
    enrolled_on: dt.date | None
    sex: Sex = Sex.OTHER
    birth_year: str = ""
    referrer: Referrer | None = None
    phone: str = ""


def particulars_of(participant: Participant, when: Timing) -> Particulars:
    """Give them as they are stored."""
    since = participant.enrolled_at
    return Particulars(
        "" if participant.protected else readable(participant.name),
        participant.language,
        participant.sub_project_id,
        when.rhythm.day(since) if since else None,
        participant.sex,
        readable(participant.birth_year),
        participant.referrer,
        readable(participant.phone),
    )


async def correct_particulars(
    session: AsyncSession,
    participant: Participant,
    corrected: Particulars,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> bool:
    """Store them, and plan by them what has not happened yet; False where nothing is new.

    The caller holds the participant. What cannot be read stays where nothing stands in its place.
    """
    before = await participant_timing(session, participant, calendar)
    was = particulars_of(participant, before)
    if corrected == was:
        return False
    if not participant.protected:
        kept = isinstance(participant.name, Unreadable) and not corrected.name
        participant.name = participant.name if kept else corrected.name
    participant.language, participant.sex = corrected.language, corrected.sex
    participant.referrer = corrected.referrer
    for column in ("birth_year", "phone"):
        if getattr(corrected, column) != getattr(was, column):
            setattr(participant, column, getattr(corrected, column) or None)
    participant.sub_project_id = corrected.sub_project_id
    on, since = corrected.enrolled_on, participant.enrolled_at
    if on is not None and since is not None and on != was.enrolled_on:
        local = since.astimezone(before.rhythm.zone)
        moved = dt.datetime.combine(on, local.timetz().replace(tzinfo=None), before.rhythm.zone)
        participant.enrolled_at = moved.astimezone(dt.UTC)
    await session.flush()
    moves = (on, corrected.sub_project_id) != (was.enrolled_on, was.sub_project_id)
    if moves and on is not None and participant.status in IN_CASELOAD:
        when = await participant_timing(session, participant, calendar)
        await change_agenda(
            session, participant, when, now, lambda one: move_enrolment(one, on, now)
        )
        await move_planned_reminders(session, participant, now, when)
    return True


async def next_regular_day(session: AsyncSession, participant_id: int) -> dt.date | None:
    """Give the local day of the next rating by the plan; None where none is planned."""
    rows = await participant_occasions(session, participant_id)
    days = [
        row.due_on for row in rows if row.kind in REGULAR and row.status is OccasionStatus.PLANNED
    ]
    return min(days, default=None)
