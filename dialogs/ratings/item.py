"""One question of a rating: asked until it is answered or skipped, comments beside it."""

from collections import Counter
from collections.abc import Generator
from dataclasses import replace

from dialogs.engine.ask import TAKES_WORDS_BACK, Answer, Ask, Kind, Option, Way
from dialogs.engine.effect import Record
from dialogs.engine.replay import Beat
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.instruments.instrument import Instrument, Item
from dialogs.ratings.scale import next_ask_id, press_on_scale
from dialogs.words.spoken import earlier_text

SCALE_WAYS = (Way.COMMENT, Way.MEANING, Way.BACK, Way.SKIP, Way.PAUSE)
ASKS_IF_SURE = "remove?"
"""The key of the option that leads to the question whether a comment is to go."""
MOST_COMMENTS = 30
"""How often one question can be commented on: each turn replays them all.

A comment takes the place of the one before, so that nobody needs so many.
"""


def ask_item(
    scene: Scene,
    instrument: Instrument,
    item: Item,
    rounds: Counter[str],
    before: Record,
    presses: int,
    *,
    tells: bool = True,
) -> Generator[Beat, Answer, Record]:
    """Ask one item until it is answered or skipped; comments may be written on the way.

    ``tells``: what the comment says now stands above the question for another.
    """
    comment = before.comment
    while True:
        ask = _scale(scene, instrument, item, rounds)
        pressed = yield from press_on_scale(scene.texts, ask, rounds, presses)
        if pressed.way is not Way.COMMENT:
            break
        words = yield _comment(scene, item, rounds, comment, tells=tells)
        if words.key == ASKS_IF_SURE:
            words = yield _sure(scene, item, rounds, comment if tells else "")
        kept = {"none": comment, "keep": comment, TAKES_WORDS_BACK: ""}
        comment = kept.get(words.key, words.words)
        yield replace(before, comment=comment)
        if words.words:
            # NOTE: Said when a comment has been written, before the question is shown again.
            yield Say(scene.texts.gettext("Tack, det är sparat bredvid ditt svar."))
    skipped = pressed.way is Way.SKIP
    record = Record(item.id, pressed.value, skipped, comment, pressed.presses)
    yield record
    return record


def _scale(scene: Scene, instrument: Instrument, item: Item, rounds: Counter[str]) -> Ask:
    wording = instrument.wording(item, scene.texts)
    is_enough = rounds[f"{item.id}.comment"] >= MOST_COMMENTS
    options = (
        Option(str(point), anchor, level=point)
        for point, anchor in enumerate(wording.anchors, start=1)
    )
    return Ask(
        id=item.id,
        text=wording.question,
        kind=Kind.SCALE,
        options=tuple(options),
        ways=tuple(way for way in SCALE_WAYS if not (is_enough and way is Way.COMMENT)),
        no_longer=(Way.COMMENT,) if is_enough else (),
        meaning=instrument.meaning(item, scene.texts),
        progress=(instrument.items.index(item) + 1, len(instrument.items)),
        source=item.wording if wording.language != instrument.language else "",
        drawing=item.drawing,
        points=instrument.points,
    )


def _comment(scene: Scene, item: Item, rounds: Counter[str], comment: str, *, tells: bool) -> Ask:
    t = scene.texts
    # NOTE: Asks for a comment in the person's own words.
    text = t.gettext("Skriv det du vill säga. Det står sedan bredvid ditt svar.")
    options = [Option("none", t.gettext("Nej, tillbaka till frågan"))]
    if comment:
        text = f"{earlier_text(comment, t)}\n\n{text}" if tells else text
        options.append(Option(ASKS_IF_SURE, t.gettext("Ta bort kommentaren")))
    return Ask(
        next_ask_id(f"{item.id}.comment", rounds),
        text,
        Kind.TEXT,
        tuple(options),
        aside=True,
        no_longer=(TAKES_WORDS_BACK,),  # what an earlier version offered, and asked nothing
    )


def _sure(scene: Scene, item: Item, rounds: Counter[str], comment: str) -> Ask:
    """Ask once whether a comment is to go: it is the next round of what it was said to."""
    t = scene.texts
    # NOTE: Asked when the person wants to remove a comment. It stands above this question.
    sure = t.gettext("Vill du ta bort kommentaren? Då går den inte att få tillbaka.")
    return Ask(
        next_ask_id(f"{item.id}.comment", rounds),
        f"{earlier_text(comment, t)}\n\n{sure}" if comment else sure,
        options=(
            Option("keep", t.gettext("Nej, behåll")),
            Option(TAKES_WORDS_BACK, t.gettext("Ja, ta bort")),
        ),
        aside=True,
    )
