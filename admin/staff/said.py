"""What the list of the staff says once of what has just been done."""

from enum import StrEnum

from starlette.responses import Response

from admin.web.visit import Visit
from bot.languages.catalog import Catalog


class Said(StrEnum):
    """What has been done: the flash's code."""

    SAVED = "staff saved"
    CLOSED = "staff closed"
    HANDED_OVER = "caseload handed over"


def to_list(visit: Visit, said: Said) -> Response:
    """Go to the list, which says it."""
    return visit.go_to("/admin/staff", said)


def said_text(t: Catalog, code: str) -> str:
    """Word what has been done; "" for a code of another page."""
    match code:
        case Said.SAVED:
            return t.gettext("Sparat.")
        case Said.CLOSED:
            # NOTE: Somebody on the staff can sign in no more.
            return t.gettext("Kontot är stängt.")
        case Said.HANDED_OVER:
            # NOTE: Participants have another coach now.
            return t.gettext("Deltagarna är överlämnade.")
        case _:
            return ""
