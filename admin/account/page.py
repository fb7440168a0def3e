"""One's own account: the password, and the sessions that are open on any device."""

from functools import partial

from starlette.responses import Response

from admin.account.form import PasswordDraft
from admin.account.own_password import with_own_password
from admin.web.guard import for_staff, with_form
from admin.web.visit import Visit
from bot.passkeys.relying_party import rp_id
from dialogs.texts import clean, isolate
from storage.database.passwords import hash_password
from storage.orientation.coach import hold_staff
from storage.passkeys.passkeys import passkeys_of
from storage.people.audit import Audit
from storage.staff.second_factor import codes_left
from storage.staff.sessions import end_session, end_sessions, open_sessions, trust_anew
from storage.staff.staff import change_password, confirm_email
from storage.trust.independence import links_made

PASSWORD_CHANGED, SESSIONS_ENDED = "password changed", "sessions ended"
EMAIL_CONFIRMED, EMAIL_IS_ANOTHER = "address confirmed", "address is another"


@for_staff()
async def show(visit: Visit) -> Response:
    """Show the sessions, and the form of a new password."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    page = await _page(visit, PasswordDraft(), said=said)
    visit.desk.flash.forget(visit.request, page)
    return page


@for_staff()
@with_form(PasswordDraft.read)
async def change(visit: Visit, draft: PasswordDraft) -> Response:
    """Change the password, and end every other session of this person."""
    t, app, staff = visit.texts, visit.app, visit.staff
    if not draft.is_good(t, staff):
        return await _page(visit, draft, 422)
    work = partial(hash_password, draft.new)
    hashed, draft.faults["now"] = await with_own_password(visit, draft.now, work)
    if hashed is None:
        return await _page(visit, draft, 422)
    async with app.database.writing() as session:
        if not await change_password(session, staff.id, hashed, before=staff.password_hash):
            draft.faults["now"] = t.gettext("Det är inte ditt lösenord.")
            return await _page(visit, draft, 422)
        await end_sessions(session, staff.id, but=visit.session.name)
        await visit.log(session, Audit.PASSWORD_CHANGED)
    return visit.go_to("/admin/account", PASSWORD_CHANGED)


@for_staff()
async def end(visit: Visit) -> Response:
    """End one session, or all but this one."""
    name = visit.form.get("session", "")
    async with visit.app.database.writing() as session:
        if name:
            await end_session(session, visit.staff.id, name)
        else:
            await end_sessions(session, visit.staff.id, but=visit.session.name)
        await trust_anew(session, visit.staff.id, visit.now)
        await visit.log(session, Audit.SIGNED_OUT)
    return visit.go_to("/admin/account", SESSIONS_ENDED)


@for_staff()
async def confirm_address(visit: Visit) -> Response:
    """Take the address that an administrator has put there as one's own."""
    async with visit.app.database.writing() as session:
        staff = await hold_staff(session, visit.staff.id)
        confirmed = await confirm_email(session, staff, visit.form.get("address", ""))
        if confirmed:
            await visit.log(session, Audit.EMAIL_CONFIRMED)
    return visit.go_to("/admin/account", EMAIL_CONFIRMED if confirmed else EMAIL_IS_ANOTHER)


async def _page(
    visit: Visit, draft: PasswordDraft, status_code: int = 200, said: str = ""
) -> Response:
    t, zone = visit.texts, visit.zone
    async with visit.app.database.reading() as session:
        opened = await open_sessions(session, visit.staff.id, visit.now)
        codes = await codes_left(session, visit.staff.id)
        passkeys = await passkeys_of(session, visit.staff.id)
        links = await links_made(session, visit.staff.id, visit.now)
    return visit.page(
        "account/account.html",
        status_code,
        faults=draft.faults,
        said=said,
        email=visit.staff.email,
        address=isolate(clean(visit.staff.email)),
        links=[(clean(name, 60), t.moment(at, zone)) for name, at in links],
        has_app=bool(visit.staff.totp_secret),
        codes_left=codes,
        passkeys=[clean(one.name) for one in passkeys],
        can_passkey=bool(rp_id(visit.app.settings)),
        sessions=[
            (
                one.name,
                # NOTE: A browser that does not say what it is called.
                one.device or t.gettext("okänd webbläsare"),
                t.moment(one.used_at, zone),
                one.name == visit.session.name,
            )
            for one in opened
        ],
    )
