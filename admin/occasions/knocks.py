"""What a coach decides about how the web chat makes itself heard."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.occasions.knock_form import KnockDraft, knock_draft, read_knock
from admin.web.guard import own_participant
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.knocks.addresses import read_address
from bot.knocks.kinds import offered_kinds
from dialogs.people.knocks import KnockKind
from storage.knocks.knocks import choose_knock, drop_knock, known_knock
from storage.people.audit import Audit
from storage.tables.people import Participant


@own_participant(Audit.CONTACT_CHANGED, hold=True)
async def decide_knock(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Enter a number or an address that the person gave on paper, or take it away."""
    t, app = visit.texts, visit.app
    known = await known_knock(session, participant.id)
    stored = knock_draft(t, known, offered_kinds(app.settings))
    draft = read_knock(visit.form, stored)
    if is_outdated(visit.form, stored.revision):
        changed = t.gettext("Det har ändrats sedan du öppnade sidan. Så här är det nu.")
        draft = replace(draft, revision=stored.revision, fault=changed)
        return _fault(visit, participant, draft, 409)
    if visit.form.get("do") == "none":
        await drop_knock(session, participant.id)
        return visit.go_to_participant(participant, "#occasions")
    if draft.kind not in dict(stored.kinds):
        return _fault(visit, participant, replace(draft, fault=t.gettext("Välj sms eller e-post.")))
    kind = KnockKind(draft.kind)
    try:
        address = read_address(kind, draft.address)
    except ValueError:
        # NOTE: Said to a coach who has entered a mobile number or an e-mail address.
        fault = t.gettext("Det går inte att skicka dit. Titta en gång till på det du skrev.")
        return _fault(visit, participant, replace(draft, fault=fault))
    await choose_knock(
        session, participant.id, kind, address, visit.now, app.calendar, by_coach=True
    )
    return visit.go_to_participant(participant, "#occasions")


def _fault(
    visit: Visit, participant: Participant, draft: KnockDraft, status_code: int = 422
) -> Response:
    return visit.page(
        "occasions/knock_fault.html", status_code, pseudonym=participant.pseudonym, draft=draft
    )
