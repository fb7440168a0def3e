"""What keeps a message from a person: the first thing, and what a wish of theirs would hide."""

import pytest

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.obstacle import Contact, Obstacle, obstacles


@pytest.mark.parametrize(
    ("to", "found"),
    [
        (Contact(), ()),
        (Contact(has_knock=False), (Obstacle.NO_KNOCK,)),
        (Contact(is_resting=True), (Obstacle.PAUSED,)),
        (Contact(is_resting=True, has_knock=False), (Obstacle.PAUSED, Obstacle.NO_KNOCK)),
        (Contact(stopped=True, has_knock=False), (Obstacle.STOPPED, Obstacle.NO_KNOCK)),
        (
            Contact(stopped=True, is_resting=True, has_knock=False),
            (Obstacle.STOPPED, Obstacle.NO_KNOCK),
        ),
        (Contact(stopped=True, is_reachable=False), (Obstacle.STOPPED, Obstacle.UNREACHABLE)),
        (Contact(is_reachable=False, has_knock=False), (Obstacle.UNREACHABLE,)),
    ],
)
def test_a_wish_hides_nothing(to: Contact, found: tuple[Obstacle, ...]) -> None:
    assert obstacles(to, MessageKind.RATING) == found
