"""The one way that a message takes."""

from hypothesis import given
from hypothesis import strategies as st

from dialogs.people.accounts import KNOCK_ORDER, Channel
from dialogs.people.knocks import KnockKind, Way, way_to

OPEN = st.frozensets(st.sampled_from(KNOCK_ORDER))
KNOCK = st.none() | st.sampled_from(KnockKind)


@given(OPEN, KNOCK, st.booleans())
def test_there_is_a_way_where_anything_is_open(
    open_on: frozenset[Channel], knock: KnockKind | None, preferred: bool
) -> None:
    way = way_to(open_on, knock, preferred=preferred)
    assert (way is None) is (not open_on)
    if way is not None:
        assert way.channel in open_on
        assert way.knock in (None, knock)
        assert way.knock is None or way.channel is Channel.WEB


@given(OPEN, KNOCK, st.booleans())
def test_it_makes_itself_heard_wherever_something_can(
    open_on: frozenset[Channel], knock: KnockKind | None, preferred: bool
) -> None:
    way = way_to(open_on, knock, preferred=preferred)
    can = Channel.TELEGRAM in open_on or (Channel.WEB in open_on and knock is not None)
    assert (way is not None and way.knocks) is can


@given(KNOCK, st.booleans())
def test_of_two_it_is_the_one_that_the_person_prefers(
    knock: KnockKind | None, preferred: bool
) -> None:
    both = (Channel.TELEGRAM, Channel.WEB)
    by_knock = Way(Channel.WEB, knock)
    wanted = by_knock if preferred and knock else Way(Channel.TELEGRAM)
    assert way_to(both, knock, preferred=preferred) == wanted
    assert way_to(both[1:], knock, preferred=preferred) == by_knock
