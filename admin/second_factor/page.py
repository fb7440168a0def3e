"""The second factor set up: a QR code for an app, a first code from it, and codes for its loss."""

from functools import partial

from starlette.responses import Response

from admin.account.own_password import with_own_password
from admin.web.carried import carried, carry, put_down
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.passkeys.relying_party import rp_id
from bot.web.qr import qr_svg
from dialogs.people.staff import SEES_PERSONS
from storage.database.encryption import UnreadableError, vault
from storage.passkeys.passkeys import has_second_factor
from storage.people.audit import Audit
from storage.staff.second_factor import (
    app_address,
    fitting_step,
    new_secret,
    set_second_factor,
)
from storage.tables.people import Staff

CARRIED = "app"


@for_staff()
async def show(visit: Visit) -> Response:
    """Show what an app is to know; kept nowhere but in the browser until a code fits.

    For some minutes it is the same: whoever comes back from the app finds what the app has read.
    """
    found = carried(visit, CARRIED)
    secret = found[1] if found is not None else new_secret()
    page = await _page(visit, secret)
    carry(visit, page, CARRIED, visit.staff.id, secret)
    return page


@for_staff()
async def keep(visit: Visit) -> Response:
    """Keep it where the app's code and the own password fit, and show the recovery codes once."""
    t, secret = visit.texts, _secret(visit)
    if secret is None:
        return await _page(visit, new_secret())
    step = fitting_step(secret, visit.form.get("code", ""), visit.now)
    if step is None:
        fault = t.gettext("Koden stämmer inte. Vänta på nästa kod i kodappen och försök igen.")
        return await _page(visit, secret, 422, {"code": fault})
    # The work is nothing: the password alone is asked for.
    fits, fault = await with_own_password(
        visit, visit.form.get("password-now", "")[:1000], partial(bool, True)
    )
    if not fits:
        return await _page(visit, secret, 422, {"now": fault})
    async with visit.app.database.writing() as session:
        staff = await session.get_one(Staff, visit.staff.id)
        codes = await set_second_factor(session, staff, secret, step)
        await visit.log(session, Audit.SECOND_FACTOR_SET)
    page = visit.page("second_factor/codes.html", codes=codes, of_passkey=False)
    put_down(visit, page, CARRIED)
    return page


def _secret(visit: Visit) -> str | None:
    """Read what the page had shown; None where it is not this person's."""
    try:
        opened = vault().open(visit.form.get("secret", "").encode())
    except UnreadableError:
        return None
    owner, _, secret = opened.partition(" ")
    return secret if owner == str(visit.staff.id) else None


async def _page(
    visit: Visit, secret: str, status_code: int = 200, faults: dict[str, str] | None = None
) -> Response:
    async with visit.app.database.reading() as session:
        has_one = await has_second_factor(session, visit.staff)
    address = app_address(secret, visit.staff.email, visit.app.settings.organisation)
    return visit.page(
        "second_factor/set_up.html",
        status_code,
        qr=qr_svg(address),
        address=address,
        secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        sealed=vault().seal(f"{visit.staff.id} {secret}").decode(),
        faults=faults or {},
        has_app=bool(visit.staff.totp_secret),
        by_passkey=not has_one and bool(rp_id(visit.app.settings)),
        needed=not has_one
        and visit.app.settings.second_factor == "required"
        and bool(SEES_PERSONS & visit.staff.roles),
    )
