"""The staff: who works here, taken in by a one-time link, and what each of them is."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.contact.form import LONGEST_PHONE
from admin.staff.form import LONGEST_EMAIL, LONGEST_NAME, StaffDraft, roles_text, staff_differences
from admin.staff.link import give_link
from admin.staff.mail import tell_of_new_address, tell_of_new_link
from admin.staff.said import Said, said_text, to_list
from admin.web.guard import for_staff, with_form
from admin.web.revision import is_outdated, kept_revision, revision_of
from admin.web.visit import Visit
from dialogs.labels.staff import role_label
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.caseload.hand_over import caseload_size
from storage.database.encryption import readable
from storage.digests.recall import recall_digest
from storage.orientation.coach import hold_staff
from storage.people.audit import Audit
from storage.people.sub_projects import led_ids, name_led, sub_projects
from storage.staff.invitations import invite_staff, open_invitations, take_in_staff
from storage.staff.sessions import newest_uses
from storage.staff.staff import (
    all_staff,
    change_staff,
    is_still_administrator,
    staff_by_email,
)
from storage.tables.people import Staff


@for_staff(StaffRole.ADMIN)
async def show_all(visit: Visit) -> Response:
    """List everybody, those who work here first."""
    t = visit.texts
    async with visit.app.database.reading() as session:
        everybody = await all_staff(session)
        used = await newest_uses(session)
        open_links = await open_invitations(session, visit.now)
    rows = [
        (
            one.id,
            clean(one.name),
            clean(one.email),
            roles_text(t, one.roles),
            _state(visit, one, has_link=one.id in open_links),
            t.moment(used[one.id], visit.zone) if one.id in used else "",
            one.is_here,
        )
        for one in sorted(everybody, key=lambda one: not one.is_here)
    ]
    said = said_text(t, visit.desk.flash.code(visit.request, visit.staff.id))
    page = visit.page("staff/staff.html", rows=rows, said=said)
    visit.desk.flash.forget(visit.request, page)
    return page


def _state(visit: Visit, staff: Staff, *, has_link: bool) -> str:
    t = visit.texts
    if not staff.is_here:
        # NOTE: Beside a name on the list of the staff.
        return t.gettext("slutat")
    if staff.password_hash:
        return ""
    if not has_link:
        # NOTE: Beside a name on the list of the staff: they have neither a password nor a link.
        return t.gettext("behöver en ny länk")
    # NOTE: Beside a name on the list of the staff: the link has not been used yet.
    return t.gettext("har en länk som inte är använd")


@for_staff(StaffRole.ADMIN)
async def new(visit: Visit) -> Response:
    """Show the form of somebody new."""
    async with visit.app.database.reading() as session:
        projects = await _project_names(session)
    return _form(visit, StaffDraft(), projects)


@for_staff(StaffRole.ADMIN)
@with_form(StaffDraft.read)
async def add(visit: Visit, draft: StaffDraft) -> Response:
    """Take somebody in, and go to the page that shows their link once."""
    draft.check(visit.texts)
    async with visit.app.database.writing() as session:
        if not await is_still_administrator(session, visit.staff.id):
            return visit.missing()
        await _check_email(visit, session, draft)
        if draft.faults:
            return _form(visit, draft, await _project_names(session), 422)
        also = draft.roles - {draft.role}
        staff = await take_in_staff(
            session,
            email=draft.email,
            name=draft.name,
            phone=draft.phone,
            role=draft.role,
            also=also,
        )
        await name_led(session, staff, draft.leads)
        code = await invite_staff(session, staff, visit.now)
        await visit.log(session, Audit.STAFF_ADDED, about_staff_id=staff.id)
    return await give_link(visit, staff, code)


@for_staff(StaffRole.ADMIN)
async def show(visit: Visit) -> Response:
    """Show one of the staff, as a form."""
    async with visit.app.database.reading() as session:
        staff = await staff_of_path(session, visit)
        if staff is None:
            return visit.missing()
        size = await caseload_size(session, staff.id)
        stored = StaffDraft.of(staff, await led_ids(session, staff.id))
        projects = await _project_names(session)
    return _form(visit, stored, projects, stored=stored, staff=staff, size=size)


@for_staff(StaffRole.ADMIN)
@with_form(StaffDraft.read)
async def change(visit: Visit, draft: StaffDraft) -> Response:
    """Keep what was filled in; nobody takes a role from themselves that only they can give back."""
    t = visit.texts
    draft.check(t)
    async with visit.app.database.writing() as session:
        if not await is_still_administrator(session, visit.staff.id):
            return visit.missing()
        staff = await staff_of_path(session, visit)
        if staff is None:
            return visit.missing()
        staff = await hold_staff(session, staff.id)
        if not staff.is_here:
            return visit.missing()
        size = await caseload_size(session, staff.id)
        await _check_email(visit, session, draft, own=staff)
        if staff.id == visit.staff.id and StaffRole.ADMIN not in draft.roles:
            draft.faults["roles"] = t.gettext(
                "Du kan inte ta bort din egen roll som administratör. Be en annan administratör."
            )
        elif size and StaffRole.COACH not in draft.roles:
            draft.faults["roles"] = t.gettext(
                "Det finns deltagare som har den här handledaren. Lämna över dem först."
            )
        stored = StaffDraft.of(staff, await led_ids(session, staff.id))
        projects = await _project_names(session)
        if draft.faults:
            return _form(visit, draft, projects, 422, stored=stored, staff=staff, size=size)
        if is_outdated(visit.form, _revision(stored)) and draft != stored:
            return _form(visit, draft, projects, 409, stored=stored, staff=staff, size=size)
        also = draft.roles - {draft.role}
        was, digest = staff.roles, staff.email_digest
        known = {one for one in map(readable, (staff.email, staff.email_before)) if one}
        await change_staff(session, staff, draft.name, draft.email, draft.role, also)
        await name_led(session, staff, draft.leads)
        await visit.log(session, Audit.STAFF_CHANGED, about_staff_id=staff.id)
        if StaffRole.ADMIN in was - staff.roles:
            await visit.log(session, Audit.ADMINISTRATOR_REMOVED, about_staff_id=staff.id)
        moved = staff.email_digest != digest
        if moved:
            await recall_digest(session, staff, visit.now)
            await visit.log(session, Audit.EMAIL_CHANGED, about_staff_id=staff.id)
    for before in sorted(known) if moved else ():
        await tell_of_new_address(visit, staff, before)
    return to_list(visit, Said.SAVED)


@for_staff(StaffRole.ADMIN)
async def invite(visit: Visit) -> Response:
    """Make a new link for somebody who has lost their password; the one before opens nothing."""
    async with visit.app.database.writing() as session:
        if not await is_still_administrator(session, visit.staff.id):
            return visit.missing()
        staff = await staff_of_path(session, visit)
        if staff is None or staff.id == visit.staff.id:
            return visit.missing()
        had_password = bool(staff.password_hash)
        code = await invite_staff(session, staff, visit.now)
        await visit.log(session, Audit.STAFF_INVITED, about_staff_id=staff.id)
    if had_password:
        await tell_of_new_link(visit, staff)
    return await give_link(visit, staff, code)


async def staff_of_path(session: AsyncSession, visit: Visit) -> Staff | None:
    """Find whom the address names."""
    return await session.get(Staff, visit.request.path_params["staff"])


async def _check_email(
    visit: Visit, session: AsyncSession, draft: StaffDraft, own: Staff | None = None
) -> None:
    known = await staff_by_email(session, draft.email)
    if known is not None and (own is None or known.id != own.id):
        draft.faults["email"] = visit.texts.gettext("Den e-postadressen finns redan i personalen.")


async def _project_names(session: AsyncSession) -> Mapping[int, str]:
    return {one.id: clean(one.name) for one in await sub_projects(session)}


def _revision(draft: StaffDraft) -> str:
    return revision_of(draft.name, draft.email, sorted(draft.roles), sorted(draft.leads))


def _form(
    visit: Visit,
    draft: StaffDraft,
    projects: Mapping[int, str],
    status_code: int = 200,
    *,
    stored: StaffDraft | None = None,
    staff: Staff | None = None,
    size: int = 0,
) -> Response:
    """Show the form; ``size`` is how many participants they have."""
    t, stored = visit.texts, stored or StaffDraft()
    return visit.page(
        "staff/one.html",
        status_code,
        id=staff.id if staff else 0,
        works_here=staff is None or staff.is_here,
        own=staff is not None and staff.id == visit.staff.id,
        size=size,
        draft=draft,
        choices_of_roles=[
            (role.value, role_label(t, role), role in draft.roles) for role in StaffRole
        ],
        projects=[(one, name, one in draft.leads) for one, name in projects.items()],
        revision=kept_revision(visit.form, _revision(stored), both_shown=status_code == 409),
        versions=staff_differences(t, stored, draft, projects) if status_code == 409 else [],
        mail_on=visit.app.settings.smtp is not None,
        longest={"name": LONGEST_NAME, "email": LONGEST_EMAIL, "phone": LONGEST_PHONE},
    )
