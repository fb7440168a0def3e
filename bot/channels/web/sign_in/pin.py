"""A personal link's PIN: slowed down by account and by where the tries come from, hashed aside."""

import unicodedata
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from bot.app_context import AppContext
from bot.web.known_devices import KnownDevices
from storage.database.hashing import BusyError, hashing_places
from storage.database.passwords import hash_password, password_fits
from storage.people.web_accounts import tries_digest
from storage.staff.login_attempts import DAY, PINS, count_try, forget_tries
from storage.tables.people import Account

STATUS_CODES = {"wrong": 403, "throttled": 429, "tomorrow": 429, "busy": 503}
"""What an answer is, by what was wrong with a PIN."""


async def pin_trouble(app: AppContext, request: Request, account: Account, pin: str) -> str:
    """Check a PIN against the one that is set; say what is wrong with it, if anything.

    ``wrong``; ``throttled`` for a quarter of an hour, or ``tomorrow`` at the earliest; ``busy``
    where it could not be tried.
    """
    if account.pin_hash is None:
        return ""
    digits = pin_digits(pin)
    if digits is None:
        return "wrong"
    name = tries_digest(account)
    source = KnownDevices(app.settings).source(request, name)
    async with app.database.writing() as session:
        limit = await count_try(session, PINS, name, source, app.clock())
    if limit is not None:
        return "throttled" if limit.within < DAY else "tomorrow"
    check = partial(password_fits, digits, account.pin_hash)
    try:
        fits = await hashing_places.run(check, source.digest, is_known=source.is_known)
    except BusyError:
        fits = None
    if fits is False:
        return "wrong"
    async with app.database.writing() as session:
        await forget_tries(session, name, source)
    return "" if fits else "busy"


async def hash_pin(account: Account, digits: str) -> str:
    """Hash a PIN for the person who is signed in; raises BusyError."""
    hash_it = partial(hash_password, digits)
    return await hashing_places.run(hash_it, tries_digest(account), is_known=True)


def remember_device(
    app: AppContext, request: Request, response: Response, account: Account
) -> None:
    """Let nobody lock this browser out by wrong tries from elsewhere."""
    KnownDevices(app.settings).remember(request, response, tries_digest(account))


def pin_digits(text: str) -> str | None:
    """Read a PIN of 4 to 8 digits in any script's digits, as plain ones; None for anything else."""
    digits = [unicodedata.digit(sign, None) for sign in text.strip()]
    if not 4 <= len(digits) <= 8 or None in digits:
        return None
    return "".join(str(digit) for digit in digits)
