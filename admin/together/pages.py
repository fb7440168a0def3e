"""The pages of a rating together: with whom, one question at a time, and the screen given back."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.together.asking import HelperDraft, helper_card, other_helpers
from admin.together.question import question_of
from admin.together.screen import Screen, question_page, take_answer
from admin.together.seat import Seat, at_the_seat, mode_at, seat_label
from admin.web.guard import with_form
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from dialogs.engine.event import Command
from dialogs.engine.labels import go_on_label
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.talks.routing import replay_of
from dialogs.talks.together import handed_back_text
from storage.caseload.requests import span_of_days
from storage.people.audit import Audit
from storage.seats.seats import ask_helper, open_rating, take_back_seats
from storage.tables.people import Participant
from storage.talk.conversations import conversation_of

RATED = "rated together"
"""The flash's code."""


@at_the_seat(Audit.TOGETHER_OPENED)
async def choose(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Ask who sits beside the person; a rating that is open goes on."""
    return await _choose(visit, session, participant, HelperDraft(day=visit.today.isoformat()))


async def _choose(
    visit: Visit,
    session: AsyncSession,
    participant: Participant,
    draft: HelperDraft,
    status_code: int = 200,
) -> Response:
    t, open_now = visit.texts, await open_rating(session, participant.id)
    scene = visit.app.installation.scene(participant.language, "")
    begun = replay_of(conversation_of(open_now), scene) if open_now else None
    takes_part = participant.status == EnrolmentStatus.ACTIVE
    return visit.page(
        "together/choose.html",
        status_code if takes_part else 409,
        pseudonym=participant.pseudonym,
        takes_part=takes_part,
        answered=len(begun.records) if begun else None,
        seats=[(seat.value, *seat_label(t, seat)) for seat in Seat],
        helper=await helper_card(visit, session, participant, draft),
    )


@at_the_seat(Audit.HELPER_ASKED, hold=True)
@with_form(HelperDraft.read)
async def ask_for_helper(
    visit: Visit, draft: HelperDraft, session: AsyncSession, participant: Participant
) -> Response:
    """Ask a helper to sit beside the person on one day, on a screen of their own."""
    if participant.status != EnrolmentStatus.ACTIVE:
        return await _choose(visit, session, participant, draft, 409)
    chosen = draft.chosen(visit.texts, await other_helpers(session, visit.staff.id))
    day = draft.on(visit.texts, visit.today)
    if day is None or not chosen:
        return await _choose(visit, session, participant, draft, 422)
    span = span_of_days(day, day, visit.zone)
    if not await ask_helper(session, participant, chosen, visit.staff, visit.now, span=span):
        return await _choose(visit, session, participant, draft, 409)
    return RedirectResponse(f"{_address(participant)}#helper", 303)


@at_the_seat(Audit.HELPER_TAKEN_BACK, hold=True)
async def take_back_helper(
    visit: Visit, session: AsyncSession, participant: Participant
) -> Response:
    """Let the helper sit there no more."""
    await take_back_seats(session, participant.id, visit.now)
    return RedirectResponse(f"{_address(participant)}#helper", 303)


@at_the_seat(Audit.RATED_TOGETHER, hold=True)
async def begin(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Begin a rating, or go on with the one that is open."""
    seat = _seat(visit.form.get("seat", ""))
    if seat is None or participant.status != EnrolmentStatus.ACTIVE:
        return RedirectResponse(_address(participant), 303)
    await visit.app.turns.take_at_desk(session, participant, Command("rating"), mode_at(seat))
    return RedirectResponse(_address(participant, seat), 303)


@at_the_seat(Audit.TOGETHER_OPENED)
async def ask(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show the open question, and nothing of anybody else."""
    seat = _seat(str(visit.request.path_params["seat"]))
    if seat is None:
        return visit.missing()
    stored = await open_rating(session, participant.id)
    shown = await question_of(session, visit.app, participant, stored, seat) if stored else None
    if shown is None:
        return RedirectResponse(_address(participant), 303)
    return question_page(visit, participant, shown, _screen(participant, seat))


@at_the_seat(Audit.RATED_TOGETHER, hold=True)
async def answer(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Take one answer, in the same turn as in the chat; tell of it there when all are given."""
    seat = _seat(str(visit.request.path_params["seat"]))
    if seat is None:
        return visit.missing()
    stored = await open_rating(session, participant.id)
    screen = _screen(participant, seat)
    given_back = await take_answer(visit, session, participant, stored, screen)
    if given_back is not None:
        return given_back
    if stored is None and "words" not in visit.form:
        return RedirectResponse(_address(participant), 303)
    if await open_rating(session, participant.id) is not None:
        return RedirectResponse(screen.address, 303)
    if screen.handed_over:
        return RedirectResponse(f"{screen.address}/back", 303)
    if stored is None:
        return visit.go_to_participant(participant)
    return visit.go_to_participant(participant, "#star", said=RATED)


@at_the_seat(Audit.TOGETHER_OPENED)
async def give_back(visit: Visit, _session: AsyncSession, participant: Participant) -> Response:
    """Ask for the coach's press before anything else is shown."""
    theirs = catalog(participant.language)
    return visit.page(
        "together/back.html",
        pseudonym=participant.pseudonym,
        theirs=theirs,
        says=handed_back_text(theirs),
        goes_on=go_on_label(theirs),
    )


def _seat(named: str) -> Seat | None:
    return next((seat for seat in Seat if seat == named), None)


def _screen(participant: Participant, seat: Seat) -> Screen:
    away = f"/admin/participants/{participant.pseudonym}"
    return Screen(seat, _address(participant, seat), away)


def _address(participant: Participant, seat: Seat | None = None) -> str:
    here = f"/admin/participants/{participant.pseudonym}/together"
    return here if seat is None else f"{here}/{seat}"
