"""The star of a rating: the newest values over those of earlier ones."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.engine.star import Series, Star, scale_figures, series_names
from dialogs.instruments.instrument import Instrument, Item
from dialogs.texts import Texts


def star_line(
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
    lines = tuple(
        instrument.label(item, t)
        if item.id in facts.get("untold", ())
        else answer_line(t, instrument, item, value)
        for item, value in zip(instrument.items, series[-1].values, strict=True)
    )
    return Star(labels, series, description, t.rtl, instrument.points, figures, drawings, lines)


def answer_line(t: Texts, instrument: Instrument, item: Item, value: int | None) -> str:
    """Say what was answered in an area: "Health: 4 · Good"."""
    label = instrument.label(item, t)
    if value is None:
        # NOTE: One line of the summary. {area} is for instance Health.
        return t.gettext("{area}: hoppade över").format(area=label)
    word = instrument.wording(item, t).anchors[value - 1]
    # NOTE: One line of the summary, for instance "Health: 4 · Good".
    line = t.gettext("{area}: {number} · {word}")
    return line.format(area=label, number=t.number(value), word=word)


def _on_scale(value: int | None, instrument: Instrument) -> int | None:
    """Leave out what an earlier version of the instrument had a longer scale for."""
    return value if value is not None and 1 <= value <= instrument.points else None
