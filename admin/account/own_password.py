"""One's own password, asked for once more before something that would let somebody else in."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from admin.web.visit import Visit
from bot.web.known_devices import KnownDevices
from storage.database.hashing import BusyError, hashing_places
from storage.database.passwords import password_fits
from storage.staff.login_attempts import PASSWORDS, count_try, forget_tries

Result = TypeVar("Result")


async def with_own_password(
    visit: Visit, password: str, work: Callable[[], Result]
) -> tuple[Result | None, str]:
    """Do some slow work where the password is right; else None, and why not.

    Tries are counted with those of the log-in: an open session is no place for guessing.
    """
    t, app, staff = visit.texts, visit.app, visit.staff
    source = KnownDevices(app.settings).source(visit.request, staff.email_digest)
    async with app.database.writing() as session:
        limit = await count_try(session, PASSWORDS, staff.email_digest, source, visit.now)
    if limit is not None:
        return None, t.gettext("Det blev många försök. Vänta en stund och försök igen.")
    check = partial(_work_if_fits, password, staff.password_hash, work)
    try:
        done = await hashing_places.run(check, source.digest, is_known=True)
    except BusyError:
        return None, t.gettext("Just nu är det många på en gång. Försök igen.")
    if done is None:
        return None, t.gettext("Det är inte ditt lösenord.")
    async with app.database.writing() as session:
        await forget_tries(session, staff.email_digest, source)
    return done[0], ""


def _work_if_fits(password: str, known: str, work: Callable[[], Result]) -> tuple[Result] | None:
    return (work(),) if password_fits(password, known) else None
