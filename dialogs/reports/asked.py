"""What another coach asks the reader of a digest."""

import datetime as dt
from dataclasses import dataclass

from dialogs.texts import Texts


@dataclass(frozen=True)
class AskedByCoach:
    """A coach asks the reader something; it stands in every digest until it is answered.

    ``until`` is the last local day on which they are to stand in; None: to take over for good.
    """

    coach: str
    until: dt.date | None = None


def asked_text(one: AskedByCoach, t: Texts) -> str:
    """Say what is asked, after the colleague's name."""
    if one.until is None:
        # NOTE: In a coach's digest, after a colleague's name.
        return t.gettext("vill lämna över deltagare till dig")
    # NOTE: In a coach's digest, after a colleague's name. {day} is the last day of it.
    return t.gettext("vill att du är vikarie till och med {day}").format(day=t.date(one.until))
