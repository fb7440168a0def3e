"""What the list of the staff says once of what has just been done."""

from enum import StrEnum

from starlette.responses import Response

from admin.web.visit import Visit
from bot.languages.catalog import Catalog


class Said(StrEnum):
    """What has been done: the flash's code."""

    SAVED = "staff saved"
    CLOSED = "staff closed"
    MAILED = "staff link mailed"
    HANDED_OVER = "caseload handed over"


def to_list(visit: Visit, said: Said) -> Response:
    """Go to the list, which says it."""
    return visit.go_to("/admin/staff", said)


def said_text(t: Catalog, code: str) -> str:
    """Word what has been done; "" for a code of another page."""
    match code:
        case Said.SAVED:
            # NOTE: What somebody on the staff is, was changed.
            return t.gettext("Sparat. Det gäller från personens nästa klick.")
        case Said.MAILED:
            # NOTE: To an administrator: a one-time link went to somebody on the staff by e-mail.
            return t.gettext(
                "Länken är skickad med e-post. Den gäller i en vecka, en gång. "
                "Kommer den inte fram? Öppna personen här nedanför och gör en ny."
            )
        case Said.CLOSED:
            # NOTE: Somebody on the staff can sign in no more.
            return t.gettext("Kontot är stängt.")
        case Said.HANDED_OVER:
            # NOTE: Participants have another coach now.
            return t.gettext("Deltagarna är överlämnade.")
        case _:
            return ""
