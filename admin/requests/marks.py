"""Marks beside a participant: who stands in for whom here, and who has been asked to take over."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from admin.together.asking import asked_text
from bot.languages.catalog import Catalog
from dialogs.people.requests import RequestKind
from dialogs.texts import clean, isolate
from storage.caseload.requests import requested_participants, requests_of
from storage.seats.seats import seat_beside
from storage.sight.seen import StandIn, stand_ins_for
from storage.sight.tables import last_day_before
from storage.tables.people import Participant, Staff


def stand_in_text(t: Catalog, one: StandIn, zone: ZoneInfo) -> str:
    """Say to a substitute for whom they stand in, and up to when."""
    # NOTE: Heads a list of participants. {coach} is a name, {day} the last day of it.
    text = t.gettext("Du är vikarie för {coach} till och med {day}")
    return text.format(coach=isolate(clean(one.coach, 60)), day=_last_day(t, one, zone))


async def coach_lines(
    session: AsyncSession,
    t: Catalog,
    participant: Participant,
    reader_id: int,
    now: dt.datetime,
    zone: ZoneInfo,
) -> Sequence[str]:
    """Say who else sees a participant now, or sits beside, and who is asked to take over."""
    lines = []
    for one in await stand_ins_for(session, participant.id, now):
        # NOTE: On a participant's page. {name} stands in for {coach}; {day} is the last day of it.
        text = t.gettext("{name} är vikarie för {coach} till och med {day}.")
        names = {"name": isolate(clean(one.substitute)), "coach": isolate(clean(one.coach))}
        lines.append(text.format(day=_last_day(t, one, zone), **names))
    asked = await seat_beside(session, participant.id, now)
    if asked is not None:
        lines.append(asked_text(t, asked, zone))
    for request in await requests_of(session, reader_id, now):
        is_asked = request.kind is RequestKind.HAND_OVER and not request.is_moving
        if not is_asked or request.from_id != reader_id:
            continue
        if participant.id in {one.id for one in await requested_participants(session, request)}:
            to = await session.get_one(Staff, request.to_id)
            # NOTE: On a participant's page. {name} is a coach who has been asked to take over.
            text = t.gettext("Du har frågat om {name} kan ta över. Det gäller när svaret är ja.")
            lines.append(text.format(name=isolate(clean(to.name))))
    return lines


def _last_day(t: Catalog, one: StandIn, zone: ZoneInfo) -> str:
    return t.date(last_day_before(one.ends_at, zone))
