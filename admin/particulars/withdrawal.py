"""An invitation that was a mistake is withdrawn, after a page that says what becomes of it."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.web.guard import own_participant
from admin.web.visit import Visit
from storage.corrections.mistakes import (
    SHOWS_WITHIN,
    can_be_taken_back,
    is_settled,
    withdraw_invitation,
)
from storage.people.audit import Audit
from storage.tables.people import Participant


@own_participant(Audit.PARTICULARS_OPENED)
async def confirm(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Ask first, and say whether the person goes from the list as well."""
    return visit.page(
        "particulars/withdraw.html",
        pseudonym=participant.pseudonym,
        goes=await can_be_taken_back(session, participant, visit.now),
        settled=is_settled(participant, visit.now),
        days=SHOWS_WITHIN.days,
    )


@own_participant(Audit.INVITATION_WITHDRAWN, hold=True)
async def withdraw(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Make the invitation worthless; somebody who has never come in goes with it."""
    back = f"/admin/participants/{participant.pseudonym}/particulars"
    gone = await withdraw_invitation(session, participant, visit.now, staff_id=visit.staff.id)
    return RedirectResponse("/admin" if gone else back, 303)
