"""The pages of a rating together: with whom, one question at a time, and the screen given back."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.together.question import open_rating, question_of, rating_id_of
from admin.together.seat import Seat, at_the_seat, mode_at, seat_label
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.turn.arrival import ButtonPress, CameIn, FormWords
from dialogs.engine.event import Command
from dialogs.engine.labels import go_on_label
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.talks.routing import replay_of
from dialogs.talks.together import (
    hand_back_label,
    handed_back_text,
    send_label,
)
from storage.people.audit import Audit
from storage.people.timing import participant_timing
from storage.ratings.together import tell_of_rating_together
from storage.tables.people import Participant
from storage.talk.conversations import conversation_of

RATED = "rated together"
"""The flash's code."""


@at_the_seat(Audit.TOGETHER_OPENED)
async def choose(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Ask who sits beside the person; a rating that is open goes on."""
    t, open_now = visit.texts, await open_rating(session, participant.id)
    scene = visit.app.installation.scene(participant.language, "")
    begun = replay_of(conversation_of(open_now), scene) if open_now else None
    return visit.page(
        "together/choose.html",
        200 if participant.status == EnrolmentStatus.ACTIVE else 409,
        pseudonym=participant.pseudonym,
        takes_part=participant.status == EnrolmentStatus.ACTIVE,
        answered=len(begun.records) if begun else None,
        seats=[(seat.value, *seat_label(t, seat)) for seat in Seat],
    )


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
    theirs = catalog(participant.language)
    handed_over = seat is Seat.HANDED_OVER
    return visit.page(
        "together/question.html",
        shown=shown,
        theirs=theirs,
        pseudonym=participant.pseudonym,
        handed_over=handed_over,
        address=_address(participant, seat),
        leaves=hand_back_label(theirs),
        saves=send_label(theirs),
        reads=visit.staff.language,
    )


@at_the_seat(Audit.RATED_TOGETHER, hold=True)
async def answer(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Take one answer, in the same turn as in the chat; tell of it there when all are given."""
    seat = _seat(str(visit.request.path_params["seat"]))
    if seat is None:
        return visit.missing()
    stored = await open_rating(session, participant.id)
    if stored is None:
        return RedirectResponse(_address(participant), 303)
    rating = rating_id_of(stored)
    await visit.app.turns.take_at_desk(session, participant, _event(visit), mode_at(seat))
    when = await participant_timing(session, participant, visit.app.calendar)
    await tell_of_rating_together(session, rating, visit.now, when)
    if await open_rating(session, participant.id) is not None:
        return RedirectResponse(_address(participant, seat), 303)
    if seat is Seat.HANDED_OVER:
        return RedirectResponse(f"{_address(participant, seat)}/back", 303)
    return visit.go_to_participant(participant, said=RATED)


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


def _event(visit: Visit) -> CameIn:
    if "ask" in visit.form:
        return FormWords(visit.form["ask"], visit.form.get("text", ""))
    return ButtonPress(visit.form.get("press", ""))


def _address(participant: Participant, seat: Seat | None = None) -> str:
    here = f"/admin/participants/{participant.pseudonym}/together"
    return here if seat is None else f"{here}/{seat}"
