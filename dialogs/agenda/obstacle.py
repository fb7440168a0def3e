"""Obstacles: why the bot cannot reach somebody now; one answer for all who ask. Pure."""

from dataclasses import dataclass, replace
from enum import StrEnum

from dialogs.agenda.messages import AFTER_EXIT, MessageKind


class Obstacle(StrEnum):
    """What keeps a message from reaching a person."""

    NOT_TAKING_PART = "not-taking-part"
    STOPPED = "stopped"
    """The person wants no messages."""
    UNOPENED = "unopened"
    """No invitation has been opened: there is no way in."""
    UNREACHABLE = "blocked"
    """No way in is open (any more)."""
    NO_KNOCK = "no-knock"
    """Nothing tells the person of it: it lies in the chat until they come and look."""
    PAUSED = "paused"
    """The person wants to hear nothing for some days; messages wait."""
    LATE = "late"
    """It would come when it has no use any more."""
    LEFT = "left"
    """The last day has been: nothing is asked any more."""
    DECEASED = "deceased"
    """Nobody is there to read it: nothing at all is said."""


@dataclass(frozen=True)
class Contact:
    """What decides whether somebody can be written to at a moment.

    ``has_account``: there is a way in, open or not; ``is_reachable``: one that is open;
    ``has_knock``: one where what we write makes itself heard. ``is_resting``: a pause that the
    person wished for has not ended. ``has_left``: the last day has been; ``has_died``: they are
    not alive any more.
    """

    takes_part: bool = True
    stopped: bool = False
    has_account: bool = True
    is_reachable: bool = True
    has_knock: bool = True
    is_resting: bool = False
    has_left: bool = False
    has_died: bool = False

    @property
    def only_looks(self) -> bool:
        """Tell whether what we write is seen only by coming to look for it."""
        return self.is_reachable and not self.has_knock


def obstacle(to: Contact, about: MessageKind, *, late: bool = False) -> Obstacle | None:
    """Say what keeps a message from the person; None where nothing does.

    A meeting is told of also before somebody has said yes. ``late``: it would come too late.
    """
    if to.has_died:
        return Obstacle.DECEASED
    if about is not MessageKind.MEETING and not to.takes_part:
        return Obstacle.NOT_TAKING_PART
    if about not in AFTER_EXIT and to.has_left:
        return Obstacle.LEFT
    if to.stopped:
        return Obstacle.STOPPED
    if not to.has_account:
        return Obstacle.UNOPENED
    if not to.is_reachable:
        return Obstacle.UNREACHABLE
    if to.is_resting:
        return Obstacle.PAUSED
    if not to.has_knock:
        return Obstacle.NO_KNOCK
    return Obstacle.LATE if late else None


def obstacles(to: Contact, about: MessageKind) -> tuple[Obstacle, ...]:
    """List what keeps a message from the person: the first, and what a wish of theirs would hide.

    A pause ends and a stop is taken back; whoever waits for that must know what holds even then.
    """
    first = obstacle(to, about)
    if first is None:
        return ()
    if first not in (Obstacle.PAUSED, Obstacle.STOPPED):
        return (first,)
    behind = obstacle(replace(to, stopped=False, is_resting=False), about)
    return (first,) if behind is None else (first, behind)
