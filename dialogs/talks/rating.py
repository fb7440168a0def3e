"""The rating dialog: an instrument's questions one at a time, the star, and a way to change."""

import datetime as dt
from collections import Counter
from collections.abc import Generator, Mapping
from typing import Any

from dialogs.engine.ask import Answer, Ask, Kind, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import Complete, NextDialog, Record
from dialogs.engine.notice import draft_text
from dialogs.engine.replay import Beat, Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.engine.star import Series, Star, scale_figures, series_names
from dialogs.instruments.instrument import Instrument, Item
from dialogs.talks.step_choice import steps_text
from dialogs.texts import isolate

SCALE_WAYS = (Way.COMMENT, Way.MEANING, Way.BACK, Way.SKIP, Way.PAUSE)
MOST_COMMENTS, MOST_CHANGES = 30, 60
"""How often one question can be commented on, and answers be changed: each turn replays them all.

A comment takes the place of the one before, so that nobody needs so many.
"""


def rating(scene: Scene, conversation: Conversation) -> Play:
    """Ask every item, show the star, let any answer be changed.

    Facts: ``instrument``; ``today`` (ISO date); ``earlier``, a list of {``on``: ISO date,
    ``values``: {item: 1–points or None}}, oldest first; ``rating``, the id of the stored rating;
    ``steps``, small steps since the last star as {``words``, ``outcome`` or ""}, if any.
    """
    facts = conversation.facts
    instrument = scene.instruments.get(facts["instrument"])
    if instrument is None:
        return None  # the organisation has taken it away; what was answered is stored
    rounds: Counter[str] = Counter()
    records: dict[str, Record] = {}
    t = scene.texts
    # NOTE: First line of a rating. {count} is the number of questions.
    opening = t.ngettext(
        "{count} kort fråga om hur du har det just nu. Det tar ungefär två minuter.",
        "{count} korta frågor om hur du har det just nu. Det tar ungefär två minuter.",
        len(instrument.items),
    )
    yield Say(opening.format(count=t.number(len(instrument.items))))
    # NOTE: Second line of a rating.
    yield Say(t.gettext("Det finns inga rätta eller felaktiga svar."))
    if instrument.is_draft(t):
        yield Say(draft_text(t))
    for item in instrument.items:
        records[item.id] = yield from _ask_item(
            scene, instrument, item, rounds, Record(item.id, None)
        )
    while True:
        yield Complete()
        yield _summary(scene, instrument, records)
        yield _star_line(scene, instrument, facts, {k: r.value for k, r in records.items()})
        if facts.get("steps"):
            yield Say(steps_text(t, facts["steps"]))
        is_enough = rounds["which"] >= MOST_CHANGES
        after = yield Ask(
            id=_next_ask_id("after", rounds),
            # NOTE: Asked below the star.
            text=t.gettext("Stämmer det för dig?"),
            options=(
                Option("done", t.gettext("Ja, det stämmer")),
                *([] if is_enough else [Option("change", t.gettext("Ändra ett svar"))]),
            ),
            ways=(Way.BACK,),
            no_longer=("change",) if is_enough else (),
        )
        if after.key == "done":
            # NOTE: The last line of a rating, also where every question was skipped.
            yield Say(t.gettext("Fint, allt är sparat."))
            return NextDialog("plan", {"instrument": instrument.id})
        which = yield _which(scene, instrument, records, rounds)
        if which.key != "none":
            item = instrument.item(which.key)
            records[item.id] = yield from _ask_item(
                scene, instrument, item, rounds, records[item.id]
            )


def _ask_item(
    scene: Scene, instrument: Instrument, item: Item, rounds: Counter[str], before: Record
) -> Generator[Beat, Answer, Record]:
    """Ask one item until it is answered or skipped; comments may be written on the way."""
    comment = before.comment
    while True:
        answer = yield _scale(scene, instrument, item, rounds)
        if answer.key != Way.COMMENT:
            break
        words = yield _comment(scene, item, rounds, comment)
        comment = {"none": comment, "remove": ""}.get(words.key, words.words)
        yield Record(item.id, before.value, before.skipped, comment)
        if words.words:
            # NOTE: Said when a comment has been written, before the question is shown again.
            yield Say(scene.texts.gettext("Tack, det är sparat bredvid ditt svar."))
    skipped = answer.key == Way.SKIP
    record = Record(item.id, None if skipped else int(answer.key), skipped, comment)
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
        id=_next_ask_id(item.id, rounds),
        text=wording.question,
        kind=Kind.SCALE,
        options=tuple(options),
        ways=tuple(way for way in SCALE_WAYS if not (is_enough and way is Way.COMMENT)),
        no_longer=(Way.COMMENT,) if is_enough else (),
        meaning=instrument.meaning(item, scene.texts),
        progress=(instrument.items.index(item) + 1, len(instrument.items)),
        source=item.wording if wording.language != instrument.language else "",
        drawing=item.drawing,
    )


def _comment(scene: Scene, item: Item, rounds: Counter[str], comment: str) -> Ask:
    t = scene.texts
    # NOTE: Asks for a comment in the person's own words.
    text = t.gettext("Skriv det du vill säga. Det står sedan bredvid ditt svar.")
    options = [Option("none", t.gettext("Nej, tillbaka till frågan"))]
    if comment:
        # NOTE: {comment} is what the person wrote earlier.
        earlier = t.gettext("Du har skrivit: {comment}").format(comment=isolate(comment))
        text = f"{earlier}\n\n{text}"
        options.append(Option("remove", t.gettext("Ta bort kommentaren")))
    return Ask(
        _next_ask_id(f"{item.id}.comment", rounds), text, Kind.TEXT, tuple(options), aside=True
    )


def _which(
    scene: Scene, instrument: Instrument, records: Mapping[str, Record], rounds: Counter[str]
) -> Ask:
    t = scene.texts
    items = (
        Option(item.id, _line(scene, instrument, item, records[item.id]), drawing=item.drawing)
        for item in instrument.items
    )
    return Ask(
        id=_next_ask_id("which", rounds),
        text=t.gettext("Vilket svar vill du ändra?"),
        options=(*items, Option("none", t.gettext("Inget, allt stämmer"))),
    )


def _line(scene: Scene, instrument: Instrument, item: Item, record: Record) -> str:
    t = scene.texts
    label = instrument.label(item, t)
    if record.value is None:
        # NOTE: One line of the summary. {area} is for instance Health.
        return t.gettext("{area}: hoppade över").format(area=label)
    word = instrument.wording(item, t).anchors[record.value - 1]
    # NOTE: One line of the summary, for instance "Health: 4 · Good".
    line = t.gettext("{area}: {number} · {word}")
    return line.format(area=label, number=t.number(record.value), word=word)


def _summary(scene: Scene, instrument: Instrument, records: Mapping[str, Record]) -> Say:
    t = scene.texts
    lines = [t.gettext("Det här har du svarat:")]
    for item in instrument.items:
        record = records[item.id]
        lines.append(_line(scene, instrument, item, record))
        if record.comment:
            # NOTE: A comment in the language's quotation marks, below its answer.
            quoted = t.gettext("”{comment}”")
            lines.append(quoted.format(comment=isolate(record.comment)))
    return Say("\n".join(lines))


def _star_line(
    scene: Scene, instrument: Instrument, facts: Mapping[str, Any], now: Mapping[str, int | None]
) -> Say:
    """Show the star; where every question was skipped there is none of today."""
    t = scene.texts
    if not any(now.values()):
        # NOTE: Said when somebody has skipped every question. No blame.
        return Say(t.gettext("Du hoppade över alla frågor den här gången. Det är helt okej."))
    # NOTE: Stands above the star, when all questions are answered.
    return Say(
        t.gettext("Tack! Så här ser din stjärna ut."), star_of(scene, instrument, facts, now)
    )


def star_of(
    scene: Scene, instrument: Instrument, facts: Mapping[str, Any], now: Mapping[str, int | None]
) -> Star:
    """Lay the newest values over the earlier ratings that the facts hold (see ``rating``)."""
    t = scene.texts
    dated = [*facts["earlier"], {"on": facts["today"], "values": now}]
    names = series_names([dt.date.fromisoformat(rated["on"]) for rated in dated], t)
    series = tuple(
        Series(
            name,
            tuple(_on_scale(rated["values"].get(item.id), instrument) for item in instrument.items),
        )
        for name, rated in zip(names, dated, strict=True)
    )
    labels = tuple(instrument.label(item, t) for item in instrument.items)
    # NOTE: Stands between the parts of a list that is read aloud, with a space.
    values = t.pgettext("list", ", ").join(
        f"{label} {t.number(value) if value else '–'}"
        for label, value in zip(labels, series[-1].values, strict=True)
    )
    # NOTE: Read aloud instead of the picture. {values} is a list such as "Health 4, Time 2".
    description = t.gettext("Stjärna med dina svar: {values}.").format(values=values)
    figures = scale_figures(instrument.points, t)
    drawings = instrument.drawings
    return Star(labels, series, description, t.rtl, instrument.points, figures, drawings)


def _on_scale(value: int | None, instrument: Instrument) -> int | None:
    """Leave out what an earlier version of the instrument had a longer scale for."""
    return value if value is not None and 1 <= value <= instrument.points else None


def _next_ask_id(base: str, rounds: Counter[str]) -> str:
    rounds[base] += 1
    return f"{base}#{rounds[base]}"
