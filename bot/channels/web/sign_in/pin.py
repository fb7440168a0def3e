"""A personal link's PIN, checked: slowed down by the account, hashed aside."""

import asyncio
import unicodedata

from starlette.requests import Request

from bot.app_context import AppContext
from storage.database.passwords import password_fits
from storage.people.web_accounts import tries_digest
from storage.staff.login_attempts import count_try, forget_tries
from storage.tables.people import Account

STATUS_CODES = {"wrong": 403, "throttled": 429}
"""What an answer is, by what was wrong with a PIN."""


async def pin_trouble(app: AppContext, _request: Request, account: Account, pin: str) -> str:
    """Check a PIN against the one that is set; say what is wrong with it, if anything."""
    if account.pin_hash is None:
        return ""
    digits = pin_digits(pin)
    if digits is None:
        return "wrong"
    async with app.database.writing() as session:
        if not await count_try(session, tries_digest(account), app.clock()):
            return "throttled"
    if not await asyncio.to_thread(password_fits, digits, account.pin_hash):
        return "wrong"
    async with app.database.writing() as session:
        await forget_tries(session, tries_digest(account))
    return ""


def pin_digits(text: str) -> str | None:
    """Read a PIN of 4 to 8 digits in any script's digits, as plain ones; None for anything else."""
    digits = [unicodedata.digit(sign, None) for sign in text.strip()]
    if not 4 <= len(digits) <= 8 or None in digits:
        return None
    return "".join(str(digit) for digit in digits)
