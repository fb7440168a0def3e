"""The coach's own page: what participants may see of how the coach is reached."""

from starlette.responses import Response

from admin.contact.form import (
    LONGEST_BEST,
    LONGEST_EMAIL,
    LONGEST_PHONE,
    ContactDraft,
    contact_differences,
    contact_labels,
)
from admin.web.guard import for_staff, with_form
from admin.web.revision import is_outdated, kept_revision, revision_of
from admin.web.visit import Visit
from dialogs.people.coach import Coach, contact_lines, name_text
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.orientation.coach import StaffContact, choose_contact, contact_of_staff, hold_staff
from storage.people.audit import Audit

SAVED = "contact saved"


@for_staff(StaffRole.COACH)
async def show(visit: Visit) -> Response:
    """Show what participants see, and the form."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    stored = contact_of_staff(visit.staff)
    page = _page(visit, stored, ContactDraft.of(stored), saved=said == SAVED)
    visit.desk.flash.forget(visit.request, page)
    return page


@for_staff(StaffRole.COACH)
@with_form(ContactDraft.read)
async def keep(visit: Visit, draft: ContactDraft) -> Response:
    """Let participants see what was filled in, from now on."""
    chosen = draft.contact(visit.texts)
    if chosen is None:
        return _page(visit, contact_of_staff(visit.staff), draft, 422)
    async with visit.app.database.writing() as session:
        staff = await hold_staff(session, visit.staff.id)
        stored = contact_of_staff(staff)
        if is_outdated(visit.form, revision_of(stored)) and chosen != stored:
            return _page(visit, stored, draft, 409)
        if await choose_contact(session, staff, chosen):
            await visit.log(session, Audit.STAFF_CONTACT_CHANGED)
    return visit.go_to("/admin/contact", SAVED)


def _page(
    visit: Visit,
    stored: StaffContact,
    draft: ContactDraft,
    status_code: int = 200,
    *,
    saved: bool = False,
) -> Response:
    """Show the form with a draft; ``stored`` is what participants see now."""
    t = visit.texts
    seen = Coach(clean(visit.staff.name), stored.phone, stored.email, stored.best)
    changed = contact_differences(t, stored, draft.filled)
    return visit.page(
        "contact/contact.html",
        status_code,
        labels=contact_labels(t),
        draft=draft,
        longest={"phone": LONGEST_PHONE, "email": LONGEST_EMAIL, "best": LONGEST_BEST},
        revision=kept_revision(visit.form, revision_of(stored), both_shown=status_code == 409),
        versions=changed if status_code == 409 else [],
        saved=saved,
        reachable=bool(stored.phone or stored.email),
        seen=[name_text(t, seen), *(line.text for line in contact_lines(t, seen))],
    )
