"""Numbers and addresses as people write them: read, and written in the one way that we keep."""

import phonenumbers

from bot.settings.addresses import mail_address
from dialogs.people.knocks import KnockKind

HOME = "SE"
"""Where a number without a country's code is from."""
LONGEST = 254


def read_address(kind: KnockKind, text: str) -> str:
    """Write a number as E.164 (+46701234567), an address as servers take it; raises ValueError."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ValueError("nothing, or too much")
    match kind:
        case KnockKind.SMS:
            return _number(text)
        case KnockKind.MAIL:
            return _mail_address(text)
        case KnockKind.PUSH:
            raise ValueError("only a browser can say where it is")


def _number(text: str) -> str:
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        raise ValueError("no number") from None
    takes_sms = phonenumbers.number_type(number) not in _NO_SMS
    if not phonenumbers.is_valid_number(number) or not takes_sms:
        raise ValueError("no number that takes an SMS")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_NO_SMS = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.TOLL_FREE,
)
"""Numbers without a screen, and those that cost whoever writes to them."""


def _mail_address(text: str) -> str:
    address = mail_address(text)
    if "." not in address.rpartition("@")[2]:
        raise ValueError("no address that a letter gets to")
    return address


def shown_address(kind: KnockKind, address: str) -> str:
    """Write a stored address as people read it; empty where it means nothing to anybody."""
    match kind:
        case KnockKind.SMS:
            return _shown_number(address)
        case KnockKind.MAIL:
            return address
        case KnockKind.PUSH:
            return ""


def _shown_number(address: str) -> str:
    try:
        number = phonenumbers.parse(address)
    except phonenumbers.NumberParseException:
        return address  # no key opens it: the page says so
    home = number.country_code == phonenumbers.country_code_for_region(HOME)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if home else form.INTERNATIONAL)
