"""Numbers as people write them, and which of them take an SMS."""

import phonenumbers

HOME = "SE"
"""Where a number without a country's code is from."""
_NO_SMS = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
    phonenumbers.PhoneNumberType.TOLL_FREE,
)
"""Numbers without a screen, and those that cost whoever writes to them."""


def read_number(text: str) -> str:
    """Write a number as E.164 (+46701234567); raises ValueError where it takes no SMS."""
    number = _number(text)
    if phonenumbers.number_type(number) in _NO_SMS:
        raise ValueError("no number that takes an SMS")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_phone(text: str) -> str:
    """Write a number that somebody can be called on as E.164; raises ValueError for no number."""
    return phonenumbers.format_number(_number(text), phonenumbers.PhoneNumberFormat.E164)


def _number(text: str) -> phonenumbers.PhoneNumber:
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        raise ValueError("no number") from None
    if not phonenumbers.is_valid_number(number):
        raise ValueError("no number")
    return number


def shown_number(address: str) -> str:
    """Write a stored number as people in Sweden read it."""
    try:
        number = phonenumbers.parse(address)
    except phonenumbers.NumberParseException:
        return address  # no key opens it: the page says so
    home = number.country_code == phonenumbers.country_code_for_region(HOME)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if home else form.INTERNATIONAL)
