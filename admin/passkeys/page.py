"""One's own passkeys: added with the password, named, listed, and taken away."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import JSONResponse, Response

from admin.account.own_password import with_own_password
from admin.sign_in.browser_name import browser_name
from admin.web.guard import for_staff
from admin.web.input import clean_input, number_of
from admin.web.visit import Visit
from bot.passkeys.ceremony import Answer, NewPasskey, checked_new, making_options, read_answer
from bot.passkeys.challenge import GOOD_FOR, Challenger
from bot.passkeys.relying_party import rp_id
from dialogs.texts import clean
from storage.passkeys.challenges import use_challenge
from storage.passkeys.passkeys import (
    MOST,
    TooManyPasskeysError,
    add_passkey,
    passkeys_of,
    remove_passkey,
    user_handle_of,
)
from storage.people.audit import Audit
from storage.staff.second_factor import codes_left, make_recovery_codes
from storage.staff.sessions import trust_anew

LONGEST_NAME = 60
ADDED, REMOVED = "passkey added", "passkey removed"


@for_staff()
async def show(visit: Visit) -> Response:
    """List them, with the form of another one."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    page = await _page(visit, said=said)
    visit.desk.flash.forget(visit.request, page)
    return page


@for_staff()
async def options(visit: Visit) -> Response:
    """Give a browser what it needs to make a passkey: asked for by our own script."""
    settings = visit.app.settings
    async with visit.app.database.reading() as session:
        known = [one.credential_id for one in await passkeys_of(session, visit.staff.id)]
        handle = await user_handle_of(session, visit.staff.id)
    challenge = Challenger(settings).make(_whom(visit), visit.now)
    return JSONResponse(making_options(settings, challenge, handle, visit.staff.email, known))


@for_staff()
async def add(visit: Visit) -> Response:
    """Keep a passkey that was made here and now, for whoever gives the own password."""
    t, answer = visit.texts, read_answer(visit.form.get("credential", ""))
    failed = {"made": t.gettext("Passnyckeln blev inte klar. Försök igen.")}
    if answer is None or not await _use_up(visit, answer):
        return await _page(visit, 422, faults=failed)
    made, fault = await with_own_password(
        visit, visit.form.get("password-now", "")[:1000], lambda: True
    )
    if not made:
        return await _page(visit, 422, faults={"now": fault})
    checked = await asyncio.to_thread(checked_new, visit.app.settings, answer)
    if checked is None:
        return await _page(visit, 422, faults=failed)
    async with visit.app.database.writing() as session:
        try:
            codes = await _keep(visit, session, checked)
        except TooManyPasskeysError:
            return await _page(visit, 422, faults=failed)
    if codes:
        return visit.page("second_factor/codes.html", codes=codes, of_passkey=True)
    return visit.go_to("/admin/account/passkeys", ADDED)


@for_staff()
async def remove(visit: Visit) -> Response:
    """Take one away: it opens nothing any more, nor does any browser that was remembered."""
    number = number_of(visit.form.get("passkey", "")) or 0
    async with visit.app.database.writing() as session:
        if not await remove_passkey(session, visit.staff.id, number):
            return visit.go_to("/admin/account/passkeys")
        await trust_anew(session, visit.staff.id, visit.now)
        await visit.log(session, Audit.PASSKEY_REMOVED)
    return visit.go_to("/admin/account/passkeys", REMOVED)


async def _keep(visit: Visit, session: AsyncSession, made: NewPasskey) -> list[str]:
    """Keep a passkey; gives recovery codes to whoever has none left."""
    await add_passkey(
        session,
        visit.staff.id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        user_handle=await user_handle_of(session, visit.staff.id),
        sign_count=made.sign_count,
        name=clean_input(visit.form.get("device", ""))[:LONGEST_NAME] or _this_browser(visit),
        now=visit.now,
    )
    await visit.log(session, Audit.PASSKEY_ADDED)
    if await codes_left(session, visit.staff.id):
        return []
    return [*await make_recovery_codes(session, visit.staff.id)]


async def _use_up(visit: Visit, answer: Answer) -> bool:
    if not Challenger(visit.app.settings).is_good(answer.challenge, _whom(visit), visit.now):
        return False
    async with visit.app.database.writing() as session:
        return await use_challenge(session, answer.challenge, visit.now, visit.now + 2 * GOOD_FOR)


def _whom(visit: Visit) -> str:
    return f"make {visit.session.mark}"


def _this_browser(visit: Visit) -> str:
    t, agent = visit.texts, visit.request.headers.get("user-agent", "")
    return browser_name(agent) or t.gettext("okänd webbläsare")


async def _page(
    visit: Visit, status_code: int = 200, *, faults: dict[str, str] | None = None, said: str = ""
) -> Response:
    t, zone = visit.texts, visit.zone
    async with visit.app.database.reading() as session:
        known = await passkeys_of(session, visit.staff.id)
    return visit.page(
        "passkeys/passkeys.html",
        status_code,
        faults=faults or {},
        said=said,
        can=bool(rp_id(visit.app.settings)),
        is_full=len(known) >= MOST,
        email=visit.staff.email,
        device=visit.form.get("device", "") or _this_browser(visit),
        longest=LONGEST_NAME,
        passkeys=[
            (
                one.id,
                clean(one.name),
                t.date(one.added_at.astimezone(zone).date()),
                t.moment(one.used_at, zone) if one.used_at else "",
            )
            for one in known
        ],
    )
