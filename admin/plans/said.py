"""What the list of plans says once of what has just been done, and what comes of it."""

from enum import StrEnum

from starlette.responses import Response

from admin.web.visit import Visit
from bot.languages.catalog import Catalog


class Said(StrEnum):
    """What has been done: the flash's code."""

    ADDED = "sub-project added"
    RENAMED = "sub-project renamed"
    REMOVED = "sub-project removed"
    PLANNED = "plan saved"
    LED = "leaders saved"


def to_plans(visit: Visit, said: Said) -> Response:
    """Go to the list, which says it."""
    return visit.go_to("/admin/plans", said)


def said_text(t: Catalog, code: str) -> str:
    """Word what has been done; "" for a code of another page."""
    match code:
        case Said.ADDED:
            # NOTE: A sub-project was added.
            return t.gettext("Delprojektet finns nu. Det går att skriva in deltagare i det.")
        case Said.RENAMED:
            # NOTE: A sub-project has another name.
            return t.gettext("Delprojektet har sitt nya namn, överallt.")
        case Said.REMOVED:
            return t.gettext("Delprojektet är borttaget.")
        case Said.PLANNED:
            # NOTE: When ratings fall due has changed in a sub-project.
            return t.gettext("Planen är sparad. Det som inte har hänt än följer den från nu.")
        case Said.LED:
            # NOTE: Other leaders lead a sub-project now.
            return t.gettext("Sparat. Den som är vald ser siffrorna och planen från nu.")
        case _:
            return ""
