"""The demo coach's day: meetings today, a refusal, and people who are rated without the bot."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sample.agenda import add_told_meeting
from bot.sample.words import LISTED, SUB_PROJECTS, WITHOUT_BOT, WITHOUT_BOT_PHONE
from bot.settings.installation import Installation
from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.writing_hours import DAY, LocalCalendar, moment
from dialogs.caseload.calls import CallOutcome
from dialogs.engine.effect import Record
from dialogs.occasions.occasion import OccasionKind, Reason
from dialogs.occasions.on_paper import Paper
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.particulars import Referrer, Sex
from dialogs.ratings.company import Company
from storage.enrolling.inviting import invite_unreached
from storage.enrolling.registering import Particulars, enrol_people
from storage.needs.calls import note_call
from storage.occasions.agenda_rows import participant_occasions
from storage.occasions.replanning import settle_by_coach
from storage.people.sub_projects import ensure_sub_project
from storage.people.timing import participant_timing
from storage.ratings.on_paper import Entered, enter_rating, paper_moment
from storage.tables.agenda import Meeting, Occasion
from storage.tables.people import Participant, Staff

TODAY = (
    (dt.time(10), MeetingAnswer.COMING),
    (dt.time(13), None),
    (dt.time(15), MeetingAnswer.CANNOT),
)
"""When today's meetings are, and what the person has answered."""
AGO = dt.timedelta(days=12)
"""So long ago the two were enrolled: their first rating has fallen due."""
FIGURES = (2, 3, 4, 2, 3, 3)
"""What stands on a paper."""


async def make_coach_day(
    session: AsyncSession,
    installation: Installation,
    coach: Staff,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Give the coach meetings today, and people who are enrolled without the bot or from a list."""
    today = now.astimezone(calendar.zone).date()
    free = await session.scalars(
        select(Participant)
        .where(
            Participant.coach_id == coach.id,
            Participant.status == EnrolmentStatus.ACTIVE,
            Participant.exit_on.is_(None),
            ~select(Meeting.id).where(Meeting.participant_id == Participant.id).exists(),
        )
        .order_by(Participant.id)
        .limit(len(TODAY))
    )
    for participant, (time, said) in zip(free.all(), TODAY, strict=False):
        when = await participant_timing(session, participant, calendar)
        starts_at = moment(today, time, calendar.zone)
        await add_told_meeting(session, participant, starts_at, said, now, when)
    await _enrol_without_bot(session, coach, now, calendar)
    listed = await _enrol_from_list(session, coach, now, calendar)
    await _enter_paper(session, installation, coach, listed[1], now, calendar)


async def _enrol_without_bot(
    session: AsyncSession, coach: Staff, now: dt.datetime, calendar: LocalCalendar
) -> None:
    project = (await ensure_sub_project(session, SUB_PROJECTS[0])).id
    on = (now - AGO).astimezone(calendar.zone).date()
    people = await enrol_people(
        session,
        [Particulars(name, project, on, sex=Sex.WOMAN) for name in WITHOUT_BOT],
        by=coach,
        coach_id=coach.id,
        form_id="demo",
        now=now,
        calendar=calendar,
    )
    for participant in people:
        participant.invented = True
    people[1].phone = WITHOUT_BOT_PHONE
    called = (session, people[1].id, CallOutcome.NOT_REACHED, coach.id, now - DAY)
    await note_call(*called, shown=now - DAY)
    first = await session.scalar(
        select(Occasion).where(
            Occasion.participant_id == people[0].id, Occasion.kind == OccasionKind.ENROLMENT
        )
    )
    if first is not None:
        when = await participant_timing(session, people[0], calendar)
        await settle_by_coach(session, people[0], first, Reason.PAPER, now, when)


async def _enrol_from_list(
    session: AsyncSession, coach: Staff, now: dt.datetime, calendar: LocalCalendar
) -> list[Participant]:
    """Enrol some from a list, and let cards have been made for every other one."""
    project = (await ensure_sub_project(session, SUB_PROJECTS[0])).id
    on = (now - 3 * DAY).astimezone(calendar.zone).date()
    sexes, referrers = (Sex.WOMAN, Sex.MAN), (Referrer.SOCIAL_INSURANCE, Referrer.HEALTH_CARE)
    rows = [
        Particulars(
            name,
            project,
            on,
            language,
            sex=sexes[place % 2],
            birth_year=str(1979 + 7 * place),
            referrer=referrers[place % 2],
        )
        for place, (name, language) in enumerate(LISTED.items())
    ]
    people = await enrol_people(
        session, rows, by=coach, coach_id=coach.id, form_id="list", now=now, calendar=calendar
    )
    for participant in people:
        participant.invented = True
    chosen = [one.id for one in people[::2]]
    await invite_unreached(session, chosen, by=coach, coach_id=coach.id, since=None, now=now)
    return people


async def _enter_paper(
    session: AsyncSession,
    installation: Installation,
    coach: Staff,
    participant: Participant,
    now: dt.datetime,
    calendar: LocalCalendar,
) -> None:
    """Enter what somebody has filled in on paper yesterday, the coach beside them."""
    when = await participant_timing(session, participant, calendar)
    instrument = installation.instruments[when.plan.instrument]
    records = {
        item.id: Record(item.id, figure)
        for item, figure in zip(instrument.items, FIGURES, strict=True)
    }
    on = when.rhythm.day(now) - DAY
    texts = installation.scene(participant.language, "").texts
    first = (await participant_occasions(session, participant.id))[0]
    paper = Paper(on, paper_moment(on, when, now), first.id)
    entered = Entered(instrument, texts, records, Company.COACH, paper)
    await enter_rating(session, participant, entered, coach.id, now, when)
