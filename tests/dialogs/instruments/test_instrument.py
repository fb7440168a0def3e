"""Instrument files: refused in one plain line, and changed under a running conversation."""

from dataclasses import replace
from importlib import resources

import pytest

from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NextDialog
from dialogs.engine.event import Opened
from dialogs.engine.scene import Scene
from dialogs.instruments.instrument import Instrument, InstrumentError, parse_instrument
from dialogs.talks.routing import replay_of, route
from tests.scenes import scene, skapa
from tests.talk import Talk

SOURCE = (resources.files("dialogs") / "instruments" / "skapa.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("points = 5", 'points = "five"'), "invalid literal"),
        (('id = "health"', 'id = "after"'), "id of its own"),
        (('id = "health"', 'id = "time"'), "id of its own"),
        (("points = 5", "points = 4"), "needs 4 anchors"),
        (('label = "Hälsa"', 'label = ""'), "empty or too long"),
        (('status = "approved"', 'status = "fine"'), "not a known status"),
        (('name = "SKAPA"', ""), "'name' is missing"),
        (("[scale]", "[scale"), "not a TOML file"),
        (('picture = "health"', 'picture = "../health"'), "a picture's name"),
        (("Gå ut en kort stund varje dag", ""), "empty or too long"),
        (("Gå ut en kort stund varje dag", "x" * 61), "at most 60 characters"),
        (("Gå ut en kort stund varje dag", 'x", "y", "z", "å'), "at most 5 steps"),
        (('steps = ["Gå ut', 'steps = 5 # ["Gå ut'), "list of at most"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(change: tuple[str, str], says: str) -> None:
    assert change[0] in SOURCE
    with pytest.raises(InstrumentError, match=says):
        parse_instrument(SOURCE.replace(*change, 1))


def test_an_item_may_have_no_suggestions() -> None:
    """Then a small step is written in own words only."""
    bare = "\n".join(line for line in SOURCE.splitlines() if not line.startswith("steps"))
    now = replace(scene("sv"), instruments={"skapa": parse_instrument(bare)})
    talk = Talk(now)
    talk.follow(NextDialog("plan"))
    talk.says("[Hälsa]")
    assert talk.ask is not None
    assert talk.ask.text == "Vad kan vara ett litet steg för dig? Skriv med egna ord."
    assert [option.key for option in talk.ask.options] == ["none"]


def test_a_star_needs_three_items_or_more() -> None:
    with pytest.raises(InstrumentError, match="3 to 8 items"):
        parse_instrument("[[items]]".join(SOURCE.split("[[items]]")[:3]))


def changed(instrument: Instrument) -> Scene:
    now = scene("sv")
    return replace(now, instruments={"skapa": instrument})


def finished() -> Conversation:
    """Answer everything, then change an answer of the item that is going to be removed."""
    fives = dict.fromkeys((item.id for item in skapa().items), "5")
    changes = {"after": "change", "which": "health", "health#2": "4"}
    talk = Talk.at("rating", "which#2", answers=fives | changes)
    assert talk.top is not None
    return talk.top


def test_a_removed_item_does_not_stop_an_old_conversation() -> None:
    fewer = replace(skapa(), items=skapa().items[1:])
    seen = replay_of(finished(), changed(fewer))
    assert seen.ask is not None
    assert "health" not in seen.records


def test_a_shorter_scale_asks_again_what_no_longer_fits() -> None:
    items = tuple(replace(item, anchors=item.anchors[:3]) for item in skapa().items)
    shorter = replace(skapa(), points=3, items=items)
    reception = route(finished(), Opened(), changed(shorter))
    assert reception.replies[-1].text == skapa().items[0].wording


def test_an_instrument_that_was_taken_away_ends_quietly() -> None:
    now = replace(scene("sv"), instruments={})
    assert replay_of(finished(), now).ask is None
