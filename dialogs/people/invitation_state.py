"""How far an invitation has come. Pure; moments are UTC."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

WAITS_FOR = dt.timedelta(days=3)
"""An invitation that is not opened so long after it was made needs the coach."""


class InvitationState(StrEnum):
    """In the order in which they need the coach."""

    WAITING = "waiting"
    """Unopened for three days."""
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NONE = "none"
    UNOPENED = "unopened"
    OPENED = "opened"
    """There is a way to the person, and neither yes nor no."""
    DECLINED = "declined"
    BOUND = "bound"
    """There is a way to the person, and they have said yes."""


CAN_BE_INVITED = (
    InvitationState.WAITING,
    InvitationState.EXPIRED,
    InvitationState.WITHDRAWN,
    InvitationState.NONE,
    InvitationState.UNOPENED,
)
"""Nobody has opened one: a new one takes nothing from anybody."""


@dataclass(frozen=True)
class NewestInvitation:
    """The newest invitation of somebody; ``made_at`` is None where there was none."""

    made_at: dt.datetime | None = None
    expires_at: dt.datetime | None = None
    used_at: dt.datetime | None = None
    withdrawn_at: dt.datetime | None = None


def invitation_state(
    newest: NewestInvitation, now: dt.datetime, *, reached: bool, agreed: bool | None
) -> InvitationState:
    """Say how far it has come. ``reached``: an account is there; ``agreed``: None for no word."""
    if reached:
        match agreed:
            case True:
                return InvitationState.BOUND
            case False:
                return InvitationState.DECLINED
            case None:
                return InvitationState.OPENED
    if newest.made_at is None or newest.expires_at is None:
        return InvitationState.NONE
    if newest.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    if newest.used_at is not None or newest.expires_at <= now:
        return InvitationState.EXPIRED
    waits = now - newest.made_at >= WAITS_FOR
    return InvitationState.WAITING if waits else InvitationState.UNOPENED
