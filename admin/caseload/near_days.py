"""Today and tomorrow: a coach's meetings, with time and place, answered or not."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.writing_hours import moment
from dialogs.labels.answers import answer_label
from dialogs.texts import clean
from storage.caseload.near_meetings import NearMeeting, near_meetings
from storage.database.encryption import readable


@dataclass(frozen=True)
class NearEntry:
    """One meeting, ready to be written."""

    pseudonym: str
    name: str
    protected: bool
    time: str
    place: str
    answer: str
    waits: bool
    """The person cannot come, or it is over: something is to be done about it."""


@dataclass(frozen=True)
class NearDay:
    """One day and its meetings."""

    heading: str
    meetings: tuple[NearEntry, ...]


async def near_days(session: AsyncSession, visit: Visit) -> tuple[NearDay, ...]:
    """Read the meetings of today and tomorrow."""
    t, zone, today = visit.texts, visit.zone, visit.today
    tomorrow = today + dt.timedelta(days=1)
    first = moment(today, dt.time(0), zone)
    end = moment(today + dt.timedelta(days=2), dt.time(0), zone)
    found = await near_meetings(session, visit.staff.id, visit.now, first, end)
    # NOTE: Heads a coach's meetings of today.
    headings = {today: t.gettext("I dag"), tomorrow: t.gettext("I morgon")}
    return tuple(
        NearDay(heading, _entries(t, found, day, zone)) for day, heading in headings.items()
    )


def _entries(
    t: Catalog, found: Sequence[NearMeeting], day: dt.date, zone: ZoneInfo
) -> tuple[NearEntry, ...]:
    entries = []
    for one in found:
        local = one.starts_at.astimezone(zone)
        if local.date() != day:
            continue
        end = (one.starts_at + dt.timedelta(minutes=one.minutes)).astimezone(zone)
        # NOTE: From one time of day to another: "10:00–10:45".
        time = t.gettext("{first}–{last}").format(
            first=t.clock(local.time()), last=t.clock(end.time())
        )
        entries.append(
            NearEntry(
                one.pseudonym,
                clean(one.name or "", 60),
                one.protected,
                time,
                clean(readable(one.place), 200),
                answer_text(t, one.answer),
                one.answer is MeetingAnswer.CANNOT,
            )
        )
    return tuple(entries)


def answer_text(t: Catalog, answer: MeetingAnswer | None) -> str:
    """Say in a word or two what somebody has answered about a meeting."""
    match answer:
        case MeetingAnswer.COMING:
            return answer_label(t, answer)
        case MeetingAnswer.CANNOT:
            # NOTE: Beside a meeting: the participant has said that they cannot come.
            return t.gettext("kan inte komma")
        case None:
            # NOTE: Beside a meeting: the participant has not said whether they come.
            return t.gettext("inte svarat")
