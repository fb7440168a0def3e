"""The audit log: all of it for an administrator, and one participant's for their coach."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.audit.form import LogDraft
from admin.audit.lines import shown_line
from admin.web.guard import for_staff, own_participant
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.audit.chain import chain_code
from storage.audit.reading import LogFilter, LogPage, log_page, participant_of_code
from storage.people.audit import BY_THEMSELVES, Audit
from storage.staff.staff import all_staff
from storage.tables.people import Participant


@for_staff(StaffRole.ADMIN)
async def show(visit: Visit) -> Response:
    """Show a page of the log, of what the form asks for; that it was read is logged too."""
    t, draft = visit.texts, LogDraft.read(visit.request.query_params)
    async with visit.app.database.writing() as session:
        code = draft.pseudonym
        who = await participant_of_code(session, code) if code else None
        wanted = draft.filter(t, who, visit.zone)
        found = LogPage((), None)
        if not draft.faults:
            found = await log_page(session, wanted, draft.before)
            await visit.log(session, Audit.AUDIT_READ, participant_id=who)
        staff = await all_staff(session)
        end = await chain_code(session)
    return visit.page(
        "audit/audit.html",
        422 if draft.faults else 200,
        draft=draft,
        staff=[(str(one.id), clean(one.name)) for one in staff],
        lines=[shown_line(visit, line) for line in found.lines],
        older=draft.older(found.older) if found.older else "",
        end=end,
    )


@own_participant(Audit.HISTORY_OPENED)
async def history(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Show who has read or changed what about a participant, without what they did themselves."""
    wanted = LogFilter(participant_id=participant.id, but=BY_THEMSELVES)
    before = visit.request.path_params.get("before")
    found = await log_page(session, wanted, before)
    here = f"/admin/participants/{participant.pseudonym}"
    return visit.page(
        "audit/history.html",
        pseudonym=participant.pseudonym,
        name=clean(participant.name or ""),
        lines=[shown_line(visit, line) for line in found.lines],
        older=f"{here}/history/{found.older}" if found.older else "",
    )
