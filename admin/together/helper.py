"""A helper's pages: the seats they were asked to take, and the questions beside which they sit."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.together.question import question_of
from admin.together.screen import Screen, question_page, take_answer
from admin.together.seat import Seat, mode_at
from admin.web.guard import beside_participant, for_staff
from admin.web.visit import Visit
from dialogs.engine.event import Command
from dialogs.people.staff import StaffRole
from dialogs.texts import clean, isolate
from storage.people.audit import Audit
from storage.seats.seats import (
    Asked,
    close_seat,
    open_rating,
    rating_id_of,
    seats_of_helper,
    sit_down,
)
from storage.sight.tables import HelperSeat
from storage.tables.people import Participant

PAGE = "/admin/beside"
OVER = "helper's seat is over"
"""The flash's code."""


@for_staff(StaffRole.HELPER)
async def show(visit: Visit) -> Response:
    """Show where they are asked to sit, today and later."""
    return await helper_page(visit)


async def helper_page(visit: Visit) -> Response:
    """Show a helper what is theirs: seats, and no list of anybody."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    async with visit.app.database.reading() as session:
        asked = await seats_of_helper(session, visit.staff.id, visit.now)
    page = visit.page(
        "together/helper.html",
        seats=[(one.seat.id, _line(visit, one), one.seat.starts_at <= visit.now) for one in asked],
        over=said == OVER,
    )
    visit.desk.flash.forget(visit.request, page)
    return page


def _line(visit: Visit, one: Asked) -> str:
    t, names = visit.texts, {"coach": isolate(clean(one.by)), "person": one.pseudonym}
    if one.seat.starts_at <= visit.now:
        # NOTE: To a language helper. {coach} is a name, {person} a pseudonym such as B-07.
        return t.gettext("{coach} ber dig sitta bredvid {person} i dag.").format(**names)
    day = t.date(one.seat.starts_at.astimezone(visit.zone).date())
    # NOTE: To a language helper. {coach} is a name, {person} a pseudonym such as B-07.
    text = t.gettext("{coach} ber dig sitta bredvid {person} den {day}.")
    return text.format(day=day, **names)


@beside_participant(Audit.TOGETHER_OPENED)
async def ask(
    visit: Visit, session: AsyncSession, participant: Participant, seat: HelperSeat
) -> Response:
    """Show the open question of that rating; before it is begun, the button that begins."""
    stored = await open_rating(session, participant.id)
    if stored is None or seat.rating_id is None:
        return visit.page("together/sit_down.html", seat=seat.id, pseudonym=participant.pseudonym)
    shown = await question_of(session, visit.app, participant, stored, Seat.HELPER, beside=seat)
    if shown is None:
        return RedirectResponse(PAGE, 303)
    return question_page(visit, participant, shown, _screen(seat))


@beside_participant(Audit.RATED_TOGETHER, hold=True)
async def answer(
    visit: Visit, session: AsyncSession, participant: Participant, seat: HelperSeat
) -> Response:
    """Begin the rating, or take one answer; with the last one the seat is over."""
    stored = await open_rating(session, participant.id)
    if seat.rating_id is None:
        if stored is None:
            mode = mode_at(Seat.HELPER)
            await visit.app.turns.take_at_desk(session, participant, Command("rating"), mode)
            stored = await open_rating(session, participant.id)
        if stored is not None:
            await sit_down(session, seat, rating_id_of(stored))
        return RedirectResponse(_address(seat), 303)
    given_back = await take_answer(visit, session, participant, stored, _screen(seat))
    if given_back is not None:
        return given_back
    if stored is not None and await open_rating(session, participant.id) is None:
        await close_seat(session, seat, visit.now)
        return visit.go_to(PAGE, OVER)
    return RedirectResponse(_address(seat), 303)


def _screen(seat: HelperSeat) -> Screen:
    return Screen(Seat.HELPER, _address(seat), PAGE, beside=seat)


def _address(seat: HelperSeat) -> str:
    return f"{PAGE}/{seat.id}"
