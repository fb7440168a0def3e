"""Substitutes and hand-overs: a coach asks another, who says yes or no, and either can end it."""

import logging

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.requests.form import RequestDraft
from admin.requests.lines import request_lines
from admin.saved.words import Saved, saved_text
from admin.web.guard import for_staff, own_participant, with_form
from admin.web.visit import Visit
from dialogs.people.requests import RequestKind
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.caseload.consent import accept_asked, consent, take_alone
from storage.caseload.hand_over import hand_over
from storage.caseload.moving import close_carried_out, name_all, participants_to_move
from storage.caseload.requests import (
    ask_coach,
    close,
    held_request,
    own_participants,
)
from storage.database.faults import kind_and_place
from storage.people.audit import Audit
from storage.sight.tables import CoachRequest
from storage.staff.staff import coaches, is_still_administrator
from storage.tables.people import Participant

PAGE = "/admin/requests"
log = logging.getLogger(__name__)


@for_staff(StaffRole.COACH)
async def show(visit: Visit) -> Response:
    """Show what is open, and the forms that ask."""
    code = visit.desk.flash.code(visit.request, visit.staff.id)
    page = await _page(visit, RequestDraft(), saved=saved_text(visit.texts, code)[1])
    visit.desk.flash.forget(visit.request, page)
    return page


@for_staff(StaffRole.COACH)
@with_form(RequestDraft.read)
async def ask(visit: Visit, draft: RequestDraft) -> Response:
    """Ask a coach to stand in, or to take over everybody."""
    t, me = visit.texts, visit.staff.id
    hands_over = visit.form.get("kind") == RequestKind.HAND_OVER
    async with visit.app.database.writing() as session:
        to = draft.coach(t, [one for one in await coaches(session) if one.id != me])
        span = None if hands_over else draft.span(t, visit.now, visit.zone)
        whom = None if hands_over else draft.whom(t, await own_participants(session, me))
        asked = not draft.faults and await ask_coach(
            session, me, to, visit.staff, visit.now, span=span, participants=whom
        )
    return (
        visit.go_to(PAGE, Saved.ASKED)
        if asked
        else await _page(visit, draft, 422, hands_over=hands_over)
    )


@for_staff(StaffRole.COACH)
async def answer(visit: Visit) -> Response:
    """Say yes or no to a request, take one back, or end a substitute's time."""
    do = visit.form.get("do", "")
    async with visit.app.database.writing() as session:
        request = await held_request(session, visit.request.path_params["request"], visit.now)
        mine = request is not None and visit.staff.id in (request.from_id, request.to_id)
        sure = do != "alone" or "sure" in visit.form
        if mine and request is not None and sure:
            await _answer(visit, session, request, do)
    if not mine or request is None:
        return await _page(visit, RequestDraft(), 409)
    if not sure:
        return await _page(visit, RequestDraft(), asks_alone=request.id)
    if request.is_moving and do in ("accept", "alone") and not await _carry_out(visit, request):
        return await _page(visit, RequestDraft(), 409, stopped=True)
    return RedirectResponse(PAGE, 303)


async def _answer(visit: Visit, session: AsyncSession, request: CoachRequest, do: str) -> None:
    """Do what the reader may: whoever is asked accepts; either of them closes."""
    if do == "accept" and request.to_id == visit.staff.id:
        await accept_asked(session, request, visit.staff, visit.now, visit.app.calendar)
    if do == "consent":
        await consent(session, request, visit.staff, visit.now)
    if do == "alone" and await is_still_administrator(session, visit.staff.id):
        await take_alone(session, request, visit.staff, visit.now, visit.app.calendar)
    if do == "close":
        await close(session, request, visit.staff, visit.now)
    await name_all(session, request)


async def _carry_out(visit: Visit, request: CoachRequest) -> bool:
    """Move one participant after the other, each in a transaction: many hold up nobody.

    False where somebody is left: it stays open, and pressed again it goes on where it stopped.
    """
    async with visit.app.database.reading() as session:
        moving = [one.id for one in await participants_to_move(session, request)]
    for one in moving:
        try:
            if not await _move(visit, request, one):
                return False
        except Exception as fault:  # noqa: BLE001  # the others are not to wait for it
            log.error("somebody was not handed over: %s", kind_and_place(fault))
    async with visit.app.database.writing() as session:
        return await close_carried_out(session, request, visit.now)


async def _move(visit: Visit, request: CoachRequest, participant_id: int) -> bool:
    coaches_, by = (request.from_id, request.to_id), visit.staff
    async with visit.app.database.writing() as session:
        return await hand_over(
            session,
            participant_id,
            *coaches_,
            by,
            visit.now,
            visit.app.calendar,
            request_id=request.id,
        )


@own_participant(Audit.HAND_OVER_OPENED, own_only=True)
async def choose_successor(
    visit: Visit, session: AsyncSession, participant: Participant
) -> Response:
    """Ask whom to ask to take over one participant; a substitute cannot give them away."""
    return await _successors(visit, session, participant)


@own_participant(Audit.HAND_OVER_ASKED, hold=True, own_only=True)
@with_form(RequestDraft.read)
async def ask_successor(
    visit: Visit, draft: RequestDraft, session: AsyncSession, participant: Participant
) -> Response:
    """Ask a coach to take over one participant."""
    me = visit.staff.id
    to = draft.coach(visit.texts, [one for one in await coaches(session) if one.id != me])
    if not to or not await ask_coach(
        session, me, to, visit.staff, visit.now, span=None, participants=[participant.id]
    ):
        fault = visit.texts.gettext("Välj en handledare.")
        return await _successors(visit, session, participant, fault)
    return visit.go_to_participant(participant, said=Saved.ASKED)


async def _successors(
    visit: Visit, session: AsyncSession, participant: Participant, fault: str = ""
) -> Response:
    return visit.page(
        "requests/hand_over.html",
        422 if fault else 200,
        fault=fault,
        pseudonym=participant.pseudonym,
        name=clean(participant.name or ""),
        coaches=await _others(session, visit.staff.id),
    )


async def _others(session: AsyncSession, staff_id: int) -> list[tuple[int, str]]:
    return [(one.id, clean(one.name)) for one in await coaches(session) if one.id != staff_id]


async def _page(
    visit: Visit,
    draft: RequestDraft,
    status_code: int = 200,
    *,
    hands_over: bool = False,
    stopped: bool = False,
    saved: str = "",
    asks_alone: int = 0,
) -> Response:
    """Show the page; 409 says that a request is not open any more, or has ``stopped`` half-way."""
    async with visit.app.database.reading() as session:
        lines = await request_lines(session, visit.texts, visit.staff.id, visit.now, visit.zone)
        own = await own_participants(session, visit.staff.id)
        others = await _others(session, visit.staff.id)
    return visit.page(
        "requests/requests.html",
        status_code,
        lines=lines,
        people=[(one.id, one.pseudonym, clean(one.name or "", 60)) for one in own],
        coaches=others,
        draft=draft,
        hands_over=hands_over,
        gone=status_code == 409 and not stopped,
        stopped=stopped,
        saved=saved,
        asks_alone=asks_alone,
        today=visit.today.isoformat(),
    )
