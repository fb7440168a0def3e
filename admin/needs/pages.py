"""What a coach says to what needs them: dealt with, not now, or that they have called."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.needs.card import BACK, CALLED, DONE, HIDDEN
from admin.web.guard import own_participant
from admin.web.input import number_of
from admin.web.visit import Visit
from dialogs.agenda.writing_hours import moment
from dialogs.caseload.calls import CallOutcome
from dialogs.caseload.needs import CAN_BE_DONE
from dialogs.people.participant_status import WAITS_FOR_COACH, ParticipantStatus
from storage.needs.calls import note_call, take_call_back
from storage.needs.marks import hide, mark_done, take_done_back
from storage.people.audit import Audit
from storage.people.participants import wake_participant
from storage.tables.people import Participant

_DAYS = {"day": 1, "week": 7}
"""For how many days a need is hidden, by what the button says."""


@own_participant(Audit.NEED_MARKED, hold=True)
async def mark(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Note that a need is dealt with, hide it from midnight to midnight, or bring it back."""
    kinds = {one.value: one for one in WAITS_FOR_COACH}
    kind, do = kinds.get(visit.form.get("kind", "")), visit.form.get("do", "")
    me, now = visit.staff.id, visit.now
    if kind is not None and do == "done" and kind in CAN_BE_DONE:
        await mark_done(session, participant.id, kind, visit.shown_at, me, now)
        return visit.go_to_participant(participant, said=f"{DONE} {kind}")
    if kind is not None and do in ("back", "show"):
        if do == "show":  # of one that rests, too: so it was put off from Telegram
            await wake_participant(session, participant)
        await take_done_back(session, participant.id, kind, me, now, shown=visit.shown_at)
        return visit.go_to_participant(participant, said=f"{BACK} {kind}")
    if kind is not None and do in _DAYS:
        return await _hide(visit, session, participant, kind, _DAYS[do])
    return visit.go_to_participant(participant)


async def _hide(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    kind: ParticipantStatus,
    days: int,
) -> Response:
    day = visit.today + dt.timedelta(days=days)
    until = moment(day, dt.time(0), visit.zone)
    await hide(session, participant.id, kind, until, visit.staff.id, visit.now)
    return visit.go_to_participant(participant, said=f"{HIDDEN} {kind} {day.isoformat()}")


@own_participant(Audit.CALLED, hold=True)
async def call(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Note a call and what came of it, or take one back that was noted by mistake."""
    given = number_of(visit.form.get("call", ""))
    if visit.form.get("do") == "undo" and given is not None:
        await take_call_back(session, participant.id, given, visit.staff.id, visit.now)
        return visit.go_to_participant(participant, said=f"{CALLED} 0")
    outcome = visit.form.get("outcome", "")
    if outcome not in tuple(CallOutcome):
        return visit.go_to_participant(participant)
    noted = await note_call(
        session,
        participant.id,
        CallOutcome(outcome),
        visit.staff.id,
        visit.now,
        shown=visit.shown_at,
    )
    if noted.outcome is CallOutcome.TOGETHER:
        return visit.go_to_participant(participant, "/together")
    return visit.go_to_participant(participant, said=f"{CALLED} {noted.id}")
