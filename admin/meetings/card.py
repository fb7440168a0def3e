"""The card of a participant's meetings: what is coming, what was answered, what was sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from admin.meetings.labels import meeting_message_label
from admin.meetings.noting import (
    attendance_choices,
    attendance_revision,
    noted_meeting,
    share_lines,
)
from admin.messages.fates import fate_label
from admin.spoken.said import Said, said_by
from admin.web.time_zones import zone_hint
from bot.languages.catalog import Catalog
from dialogs.agenda.meeting_kinds import WITH_PARTICIPANT, MeetingKind
from dialogs.agenda.messages import UNTOLD, MessageKind, MessageStatus
from dialogs.agenda.obstacle import Contact, Obstacle, obstacles
from dialogs.labels.answers import answer_label
from dialogs.labels.meetings.kinds import meeting_about
from dialogs.labels.obstacles import Place, obstacles_label
from dialogs.labels.staff import attendance_label
from dialogs.people.enrolment import ExitReason
from dialogs.texts import clean
from storage.meetings.attendance import asking_meetings, attendance_share
from storage.meetings.meetings import meetings_about, own_meeting, past_meetings
from storage.meetings.messages import meeting_reminders
from storage.people.contact import contact_obstacles, participant_contact, quiet_until_day
from storage.tables.agenda import Meeting, Reminder
from storage.tables.people import Participant

PAST_SHOWN = 3
"""How many past meetings are shown."""


@dataclass(frozen=True)
class MeetingEntry:
    """One meeting, ready to be written. ``kind`` is coming, cannot, off or open."""

    id: int
    when: str
    place: str
    line: str
    kind: str
    answer: str
    proposal: Said
    language: str
    """The participant's: what they propose is taken to be in it."""
    fates: tuple[tuple[str, str], ...]
    """What each message was, and what became of it."""
    untold: str
    """Why the person hears nothing of it, where that is so."""
    may_change: bool
    after_exit: bool
    """It is booked for after the last day, and stands all the same."""
    about: str
    """What it is, and who is asked to it; empty of a talk with the participant alone."""
    noted: str
    """What has been noted of whether they came."""
    revision: str
    """Of what has been noted."""


@dataclass(frozen=True)
class MeetingCard:
    """All that the page shows of meetings. ``hindrance``: why messages do not arrive, if so."""

    coming: tuple[MeetingEntry, ...]
    asking: tuple[MeetingEntry, ...]
    """Those that have been and ask whether the person came."""
    past: tuple[MeetingEntry, ...]
    just_noted: MeetingEntry | None
    share: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    hindrance: str
    elsewhere: str
    """Which clocks the times are of, where the person lives by others."""
    may_book: bool


async def meeting_card(
    session: AsyncSession,
    participant: Participant,
    t: Catalog,
    now: dt.datetime,
    zone: ZoneInfo,
    said: str = "",
) -> MeetingCard:
    """Collect a participant's meetings and write them out; ``said`` is what was just done."""
    coming = await meetings_about(session, participant.id, now)
    asking = await asking_meetings(session, participant.id, now)
    newest = await past_meetings(session, participant.id, now, PAST_SHOWN + len(asking))
    before = [one for one in newest if one not in asking][:PAST_SHOWN]
    just_noted = noted_meeting(said)
    noted = await own_meeting(session, participant.id, just_noted) if just_noted else None
    contact = await participant_contact(session, participant, now)
    whys = obstacles(contact, MessageKind.MEETING)
    shown = [one.id for one in (*coming, *asking, *before)]
    rows = await meeting_reminders(session, participant.id, shown) if shown else ()

    def entries(meetings: Sequence[Meeting], *, open_: bool) -> tuple[MeetingEntry, ...]:
        return tuple(
            _entry(t, one, participant, _about(rows, one), contact, now, zone, open_=open_)
            for one in meetings
        )

    return MeetingCard(
        entries(coming, open_=True),
        entries(asking, open_=False),
        entries(before, open_=False),
        next(iter(entries([noted] if noted else [], open_=False)), None),
        share_lines(t, await attendance_share(session, participant.id)),
        attendance_choices(t),
        meeting_obstacle_label(t, participant, whys, now, zone),
        zone_hint(t, participant.zone, zone),
        may_book=participant.exit_reason is not ExitReason.DECEASED,
    )


async def meeting_obstacle(
    session: AsyncSession, participant: Participant, t: Catalog, now: dt.datetime, zone: ZoneInfo
) -> str:
    """Say why messages about meetings do not arrive now; empty where they do."""
    whys = await contact_obstacles(session, participant, MessageKind.MEETING, now)
    return meeting_obstacle_label(t, participant, whys, now, zone)


def meeting_obstacle_label(
    t: Catalog, participant: Participant, whys: Sequence[Obstacle], now: dt.datetime, zone: ZoneInfo
) -> str:
    """Word why messages about meetings do not arrive; empty where nothing is in the way."""
    until, today = quiet_until_day(participant, zone), now.astimezone(zone).date()
    return obstacles_label(t, whys, Place.MEETINGS, until=until, today=today)


def _about(rows: Sequence[Reminder], meeting: Meeting) -> list[Reminder]:
    return [row for row in rows if row.subject == meeting.id]


def _entry(
    t: Catalog,
    meeting: Meeting,
    person: Participant,
    rows: list[Reminder],
    contact: Contact,
    now: dt.datetime,
    zone: ZoneInfo,
    *,
    open_: bool,
) -> MeetingEntry:
    kind = "off" if meeting.cancelled else meeting.answer or "open"
    is_asked = open_ and meeting.has_participant
    untold = _untold_reason(t, meeting, rows) if is_asked and meeting.answer is None else ""
    return MeetingEntry(
        id=meeting.id,
        when=when_of(t, meeting, person, now, zone),
        place=clean(meeting.place),
        line=clean(meeting.line or "", 300),
        kind=kind,
        answer=_state_of(t, meeting),
        proposal=said_by(t, person.pseudonym, meeting.proposal),
        language=person.language,
        fates=tuple(
            (
                meeting_message_label(t, meeting, row),
                fate_label(t, row, now, zone, only_looks=contact.only_looks),
            )
            for row in rows
        ),
        untold=untold,
        may_change=open_ and not meeting.cancelled,
        after_exit=open_ and not meeting.cancelled and _is_after_exit(meeting, person, zone),
        about=_about_text(t, meeting),
        noted=attendance_label(t, meeting.attendance) if meeting.attendance else "",
        revision=attendance_revision(meeting),
    )


def _state_of(t: Catalog, meeting: Meeting) -> str:
    """Say beside a meeting how it stands; empty where nobody is asked whether they come."""
    if meeting.cancelled:
        # NOTE: Beside a meeting that has been called off.
        return t.gettext("inställt")
    if meeting.attendance is not None:
        return attendance_label(t, meeting.attendance)
    return answer_label(t, meeting.answer) if meeting.has_participant else ""


def _about_text(t: Catalog, meeting: Meeting) -> str:
    if meeting.kind is MeetingKind.TALK and meeting.parties == WITH_PARTICIPANT:
        return ""
    return meeting_about(t, meeting.kind, meeting.parties)


def _is_after_exit(meeting: Meeting, person: Participant, zone: ZoneInfo) -> bool:
    on = person.exit_on
    return on is not None and meeting.starts_at.astimezone(zone).date() > on


def _untold_reason(t: Catalog, meeting: Meeting, rows: list[Reminder]) -> str:
    """Say why the person hears nothing of a meeting as it is now; empty where they do."""
    mine = [row for row in rows if row.revision == meeting.revision]
    if any(row.status not in UNTOLD for row in mine):
        return ""
    if meeting.cancelled:
        return t.gettext("Personen får inget meddelande om att mötet är inställt.")
    if any(row.status is not MessageStatus.CANCELLED for row in mine):
        # NOTE: Below a meeting: messages about it were to go out, and none could.
        return t.gettext("Inget meddelande om mötet har kommit fram. Hör av dig på annat sätt.")
    return t.gettext("Inget meddelande hinner skickas före mötet. Hör av dig på annat sätt.")


def when_of(
    t: Catalog, meeting: Meeting, person: Participant, now: dt.datetime, zone: ZoneInfo
) -> str:
    """Write day and time of a meeting in the house's ``zone``, and how long it takes."""
    local = meeting.starts_at.astimezone(zone)
    same_year = local.year == now.astimezone(zone).year
    day = t.weekday(local.date()) if same_year else t.date(local.date())
    time = t.clock(local.time())
    if person.zone not in (None, zone.key):
        # NOTE: A time of day, and the city whose clocks show it: "10:00 (Bangkok)".
        time = t.gettext("{time} ({city})").format(time=time, city=t.city(zone.key))
    # NOTE: When a meeting is: a day, a time of day, and how many minutes it takes.
    text = t.gettext("{day} klockan {time}, {count} min")
    return text.format(day=day, time=time, count=t.number(meeting.minutes))
