"""An instrument: the questions, the scale and where each wording comes from, as data."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dialogs.texts import Texts, TextState, weakest

FEWEST, MOST = 3, 8
"""How many items a star can show."""
LONGEST, LONGEST_NAME = 400, 30
MOST_STEPS, LONGEST_STEP = 5, 60
"""Suggestions of small steps for each item: they stand on buttons."""
PICTURE = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
"""The name of a drawing, which is a file's name too."""
RESERVED = {"after", "which", "none"}
"""Names that the rating dialog uses for asks and options of its own."""


Said = Callable[[str, str], str]
"""Says a text in a language: from its context and its source."""


class InstrumentError(ValueError):
    """An instrument file that cannot be used; the message says what to change."""


@dataclass(frozen=True)
class ItemWording:
    """One item as one person is shown it. ``anchors`` run from 1 to the scale's last point."""

    item: str
    language: str
    question: str
    anchors: tuple[str, ...]
    state: TextState = TextState.DRAFT
    """How far the translation had come when it was shown."""

    @property
    def digest(self) -> str:
        """Name this exact wording: 16 hex digits of a SHA-256."""
        shown = "\x1f".join((self.item, self.language, self.question, *self.anchors))
        return hashlib.sha256(shown.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Item:
    """One question in the source language. ``label`` is the short name beside a star's corner."""

    id: str
    label: str
    wording: str
    meaning: str
    anchors: tuple[str, ...]
    steps: tuple[str, ...] = ()
    """Suggestions of one small step in this area."""
    picture: str = ""
    """The name of its drawing, if it has one."""
    drawing: str = ""
    """The drawing's shapes (see ``dialogs.instruments.drawing``)."""


@dataclass(frozen=True)
class Instrument:
    """A named, versioned set of items, all on one scale of 1 to ``points``."""

    id: str
    version: str
    name: str
    language: str
    points: int
    items: tuple[Item, ...]
    provenance: Mapping[str, TextState] = field(default_factory=dict)

    def item(self, item_id: str) -> Item:
        """Find an item; raises KeyError where the instrument has none of that id."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    @property
    def drawings(self) -> tuple[str, ...]:
        """List the items' drawings, "" where an item has none."""
        return tuple(item.drawing for item in self.items)

    def label(self, item: Item, texts: Texts) -> str:
        """Say an item's short name in the reader's language."""
        return texts.pgettext(f"{self.id}.{item.id}.label", item.label)

    def meaning(self, item: Item, texts: Texts) -> str:
        """Say more plainly what an item asks, in the reader's language."""
        return texts.pgettext(f"{self.id}.{item.id}.meaning", item.meaning)

    def suggestions(self, item: Item, texts: Texts) -> tuple[str, ...]:
        """Suggest small steps in an item's area, in the reader's language."""
        context = f"{self.id}.{item.id}.step"
        return tuple(
            texts.pgettext(f"{context}.{number}", words)
            for number, words in enumerate(item.steps, start=1)
        )

    def suggested(self, item: Item, words: str, texts: Texts) -> str:
        """Give a suggestion as it stands in the source; "" where somebody's words are no such."""
        both = zip(self.suggestions(item, texts), item.steps, strict=True)
        return next((source for said, source in both if said == words), "")

    def wording(self, item: Item, texts: Texts) -> ItemWording:
        """Word an item in the reader's language, as it is shown and its digest is stored."""
        shown = ((f"{self.id}.{item.id}", item.wording), *self._anchor_messages(item))
        worded = self.worded(item, texts.language, texts.pgettext)
        return replace(worded, state=self._state(texts, shown))

    def worded(self, item: Item, language: str, said: Said) -> ItemWording:
        """Word an item as ``said`` has it, of which no more is known."""
        question = said(f"{self.id}.{item.id}", item.wording)
        anchors = tuple(said(*message) for message in self._anchor_messages(item))
        return ItemWording(item.id, language, question, anchors)

    def state(self, texts: Texts) -> TextState:
        """Tell how far a language has come: as far as the weakest of its texts."""
        return self._state(texts, self.messages())

    def is_draft(self, texts: Texts) -> bool:
        """Tell whether a language is a translation that nobody has approved yet."""
        return self.state(texts) is not TextState.APPROVED

    def _state(self, texts: Texts, shown: Iterable[tuple[str, str]]) -> TextState:
        """The file's own word for a whole language goes first, then that of each text."""
        if texts.language == self.language:
            return TextState.APPROVED
        whole = self.provenance.get(texts.language)
        return whole or weakest(texts.state(context, text) for context, text in shown)

    def _anchor_messages(self, item: Item) -> Iterator[tuple[str, str]]:
        for point, anchor in enumerate(item.anchors, start=1):
            yield f"{self.id}.{item.id}.{point}", anchor

    def messages(self) -> Iterator[tuple[str, str]]:
        """Give every text to translate as (context, source text)."""
        for item in self.items:
            yield from self.rated_messages(item)
            for number, words in enumerate(item.steps, start=1):
                yield f"{self.id}.{item.id}.step.{number}", words

    def rated_messages(self, item: Item) -> Iterator[tuple[str, str]]:
        """Give the texts that an item is rated by: all but its suggestions of small steps."""
        context = f"{self.id}.{item.id}"
        yield context, item.wording
        yield f"{context}.label", item.label
        yield f"{context}.meaning", item.meaning
        yield from self._anchor_messages(item)


def parse_instrument(toml: str) -> Instrument:
    """Read an instrument file's text; raises InstrumentError naming the first fault."""
    try:
        data = tomllib.loads(toml)
        points = int(data["scale"]["points"])
        items = tuple(
            _item(entry, data["scale"].get("anchors", []), points) for entry in data["items"]
        )
        provenance = {tag: _state(tag, of) for tag, of in data.get("provenance", {}).items()}
        instrument = Instrument(
            id=data["id"],
            version=str(data["version"]),
            name=data["name"],
            language=data["language"],
            points=points,
            items=items,
            provenance=provenance,
        )
    except tomllib.TOMLDecodeError as fault:
        raise InstrumentError(f"not a TOML file: {fault}") from fault
    except KeyError as missing:
        raise InstrumentError(f"the key {missing} is missing") from missing
    except (TypeError, AttributeError) as fault:
        raise InstrumentError("a section or a value is not of the kind it should be") from fault
    except ValueError as fault:
        raise InstrumentError(str(fault)) from fault
    _check(instrument)
    return instrument


def _check(instrument: Instrument) -> None:
    """Refuse what would only fail later, in front of a participant."""
    ids = [item.id for item in instrument.items]
    if len(set(ids)) != len(ids) or RESERVED & set(ids):
        raise InstrumentError(f"each item needs an id of its own, none of {sorted(RESERVED)}")
    if not FEWEST <= len(ids) <= MOST:
        raise InstrumentError(f"a star needs {FEWEST} to {MOST} items, not {len(ids)}")
    if not 2 <= instrument.points <= 10:
        raise InstrumentError(f"a scale has 2 to 10 points, not {instrument.points}")
    for context, text in instrument.messages():
        if not text.strip() or len(text) > LONGEST or len(context) > LONGEST_NAME + 20:
            raise InstrumentError(f"{context}: a text is empty or too long")
    for item in instrument.items:
        if item.picture and not PICTURE.fullmatch(item.picture):
            raise InstrumentError(
                f"item {item.id!r}: a picture's name is small letters, figures, -"
            )
    if max(map(len, (instrument.id, instrument.version, *ids))) > LONGEST_NAME:
        raise InstrumentError(f"ids and version have at most {LONGEST_NAME} characters")


def _item(entry: Mapping[str, Any], anchors: list[str], points: int) -> Item:
    words = tuple(entry.get("anchors", anchors))
    if len(words) != points:
        raise InstrumentError(f"item {entry['id']!r} needs {points} anchors, not {len(words)}")
    steps = entry.get("steps", [])
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise InstrumentError(f"item {entry['id']!r} has a list of at most {MOST_STEPS} steps")
    if any(len(step) > LONGEST_STEP for step in steps):
        raise InstrumentError(f"item {entry['id']!r}: a step has at most {LONGEST_STEP} characters")
    texts = (entry["label"], entry["wording"], entry["meaning"])
    return Item(entry["id"], *texts, words, tuple(steps), str(entry.get("picture", "")))


def _state(language: str, of: Mapping[str, Any]) -> TextState:
    try:
        return TextState(of["status"])
    except ValueError:
        known = ", ".join(TextState)
        raise InstrumentError(
            f"provenance of {language!r}: {of['status']!r} is not a known status: {known}"
        ) from None
