"""Numbers and addresses as people write them: read, and written in the one way that we keep."""

from bot.settings.services.addresses import mail_address
from dialogs.people.knocks import KnockKind

LONGEST = 254


def read_address(kind: KnockKind, text: str) -> str:
    """Write a number as E.164 (+46701234567), an address as servers take it; raises ValueError."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise ValueError("nothing, or too much")
    match kind:
        case KnockKind.SMS:
            from bot.words.phone_numbers import (
                read_number,  # it knows every country: not at the start
            )

            return read_number(text)
        case KnockKind.MAIL:
            return _mail_address(text)
        case KnockKind.PUSH:
            raise ValueError("only a browser can say where it is")


def _mail_address(text: str) -> str:
    address = mail_address(text)
    if "." not in address.rpartition("@")[2]:
        raise ValueError("no address that a letter gets to")
    return address


def shown_address(kind: KnockKind, address: str) -> str:
    """Write a stored address as people read it; empty where it means nothing to anybody."""
    match kind:
        case KnockKind.SMS:
            from bot.words.phone_numbers import shown_number  # as above

            return shown_number(address)
        case KnockKind.MAIL:
            return address
        case KnockKind.PUSH:
            return ""
