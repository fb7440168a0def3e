"""What is shown once: carried from the press of a button to its page in a sealed cookie.

The page takes the cookie away again, so that reloading or going back neither shows it twice nor
makes another one.
"""

from starlette.responses import Response

from admin.web.desk import Desk
from admin.web.visit import Visit
from bot.web.cookies import SignedCookie
from storage.database.encryption import UnreadableError, vault

_MINUTES = 5


def _cookie(desk: Desk, name: str) -> SignedCookie:
    settings = desk.app.settings
    return SignedCookie(name, settings.secret_key, _MINUTES * 60, settings.secure, "strict")


def carry(visit: Visit, response: Response, name: str, number: int, code: str) -> None:
    """Let a code go along, with the id of whom it is for."""
    sealed = vault().seal(f"{visit.staff.id} {number} {code}").decode()
    _cookie(visit.desk, name).write(response, {"c": sealed})


def carried(visit: Visit, name: str) -> tuple[int, str] | None:
    """Read the id and the code; None where there are none, or they are another's."""
    data = _cookie(visit.desk, name).read(visit.request)
    try:
        opened = vault().open(str(data["c"]).encode()) if data else ""
    except (KeyError, UnreadableError):
        return None
    owner, _, rest = opened.partition(" ")
    number, _, code = rest.partition(" ")
    return (int(number), code) if owner == str(visit.staff.id) and code else None


def put_down(visit: Visit, response: Response, name: str) -> None:
    """Take it away: it has been shown."""
    _cookie(visit.desk, name).clear(response)
