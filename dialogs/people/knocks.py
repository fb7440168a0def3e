"""Knocks: what tells somebody on their phone that something lies in the web chat. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dialogs.people.accounts import KNOCK_ORDER, KNOCKING, Channel


class KnockKind(StrEnum):
    """How somebody is told. Nothing but a doorbell goes this way, and nobody's words."""

    SMS = "sms"
    MAIL = "mail"
    PUSH = "push"
    """A notification of one browser on one phone."""


class KnockStatus(StrEnum):
    """waiting -> open, when the person has shown that it is theirs; open -> gone."""

    WAITING = "waiting"
    """A code has been sent there, and nothing else is until the person has typed it."""
    OPEN = "open"
    GONE = "gone"
    """The number, address or browser is no more: nothing gets there."""


KNOWN_KNOCKS = (KnockStatus.OPEN, KnockStatus.GONE)
"""What somebody has chosen, whether or not it still works; at most one for each person."""


@dataclass(frozen=True)
class Way:
    """Where a message goes: the channel that shows it, and the knock that tells of it, if any."""

    channel: Channel
    knock: KnockKind | None = None

    @property
    def knocks(self) -> bool:
        """Tell whether it makes itself heard; else people come and look."""
        return self.channel in KNOCKING or self.knock is not None


def way_to(
    open_on: Collection[Channel], knock: KnockKind | None, *, preferred: bool = False
) -> Way | None:
    """Choose the one way that a message takes; None where none is open.

    A ``knock`` tells of what lies in the web chat. It goes before Telegram where it is
    ``preferred``, and wherever Telegram is not open.
    """
    with_knock = Way(Channel.WEB, knock) if knock and Channel.WEB in open_on else None
    if with_knock and (preferred or Channel.TELEGRAM not in open_on):
        return with_knock
    return next((Way(one) for one in KNOCK_ORDER if one in open_on), None)
