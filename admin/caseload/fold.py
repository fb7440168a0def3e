"""The list beside a participant's page: whoever folds it away finds it folded, in this browser.

The participant often sits beside the coach, and the list has everybody's names. After the
conversation view it stays folded until the coach goes to the list: the screen may still be turned.
"""

from starlette.responses import RedirectResponse, Response

from admin.web.desk import Desk, admin_path
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.web.cookies import SignedCookie
from dialogs.people.staff import StaffRole

_FOR = 400 * 24 * 3600
"""How long a browser remembers it, in seconds: as long as browsers keep a cookie at all."""


def _cookie(desk: Desk) -> SignedCookie:
    settings = desk.app.settings
    return SignedCookie("list", settings.secret_key, _FOR, settings.secure)


def is_folded(visit: Visit) -> bool:
    """Tell whether the list is folded away in this browser."""
    return _cookie(visit.desk).read(visit.request) is not None


def fold_for_talk(visit: Visit, response: Response) -> None:
    """Fold the list away until the coach looks at it; who has folded it away before keeps that."""
    if not is_folded(visit):
        _cookie(visit.desk).write(response, {"folded": True, "talk": True})


def end_talk(visit: Visit, response: Response) -> None:
    """Let the list stand beside people again, where it was folded for a talk: it is shown now."""
    if (_cookie(visit.desk).read(visit.request) or {}).get("talk"):
        _cookie(visit.desk).clear(response)


@for_staff(StaffRole.COACH)
async def fold(visit: Visit) -> Response:
    """Fold the list away, or show it again; leads back to where the button was."""
    response = RedirectResponse(admin_path(visit.form.get("back", "")), 303)
    if visit.form.get("do") == "fold":
        _cookie(visit.desk).write(response, {"folded": True})
    else:
        _cookie(visit.desk).clear(response)
    return response
