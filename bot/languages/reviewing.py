"""Reviewing: every text of participants beside its translation, for those who approve it."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import write_po

from bot.languages.message_check import MessageFault, message_faults
from bot.languages.spoken import PARTICIPANTS, SOURCE_LANGUAGE, catalog_path, template_path
from bot.languages.step_files import steps_text
from bot.languages.text_states import (
    KnownState,
    digest_of_key,
    read_states,
    state_of,
    states_path,
    states_text,
)
from bot.languages.translations import (
    Review,
    Reviews,
    key_of,
    read_messages,
    read_template,
    reviewed_messages,
    texts_of,
    translated,
)
from dialogs.instruments.instrument import Instrument, parse_instrument
from dialogs.instruments.translation_steps import InstrumentSteps
from dialogs.texts import TextState


@dataclass(frozen=True)
class TranslatedText:
    """A text of the source, its translation that is in force, and how far it has come."""

    source: str
    """Its digest, which names it."""
    context: str
    texts: tuple[str, ...]
    """The text in the source language, and its plural where it has one."""
    note: str
    said: tuple[str, ...]
    """The translation: one text, or every plural form of the language."""
    state: TextState
    known: KnownState | None = None
    back: str = ""
    own: bool = False
    """It is an organisation's own, in the language that it is written in."""
    places: tuple[str, ...] = ()
    """The files of the source that it is said in."""


def translated_texts(language: str, reviews: Reviews) -> list[TranslatedText]:
    """List every text of participants in a language: the instruments' first, which matter most.

    In the source language a text is its own translation.
    """
    if language == SOURCE_LANGUAGE:
        return _in_reading_order(map(_source_text, translated(read_template(PARTICIPANTS))))
    return [_reviewed(one, reviews.get(one.source)) for one in filed_texts(language)]


def filed_texts(language: str) -> tuple[TranslatedText, ...]:
    """List the texts of a language as its files have them, read anew where a file has changed."""
    files = (catalog_path(language, PARTICIPANTS), template_path(PARTICIPANTS))
    stamps = (_stamp(path) for path in (*files, states_path(language)))
    return _filed_texts(language, tuple(stamps))


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


@lru_cache(maxsize=64)
def _filed_texts(language: str, _stamps: tuple[int, ...]) -> tuple[TranslatedText, ...]:
    found, known = read_messages(language, PARTICIPANTS), read_states(language)
    forms = get_plural(found.locale).num_plurals
    texts = []
    for message in translated(read_template(PARTICIPANTS)):
        own = _source_text(message)
        of, one = found.get(message.id, message.context), known.get(own.source)
        said = tuple(texts_of(of)) if of else _nothing(message, forms)
        texts.append(replace(own, said=said, state=state_of(one, said), known=one))
    return tuple(_in_reading_order(texts))


def _reviewed(text: TranslatedText, review: Review | None) -> TranslatedText:
    if review is None:
        return text
    state = state_of(review.known, review.said)
    return replace(text, said=review.said, state=state, known=review.known, back=review.back)


def _source_text(message: Message) -> TranslatedText:
    texts = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    note = " ".join(message.auto_comments).replace("NOTE: ", "")
    source = digest_of_key(key_of(message))
    return TranslatedText(
        source,
        message.context or "",
        texts,
        note,
        said=texts,
        state=TextState.APPROVED,
        places=tuple(file for file, _ in message.locations),
    )


def _in_reading_order(texts: Iterable[TranslatedText]) -> list[TranslatedText]:
    places = _places()
    return sorted(texts, key=lambda one: places.get(one.context, len(places)))


@cache
def _places() -> dict[str, int]:
    """Number the texts of instruments as they are read: a question, and what belongs to it."""
    contexts = (context for one in our_instruments() for context, _ in one.messages())
    return {context: place for place, context in enumerate(contexts)}


@cache
def our_instruments() -> tuple[Instrument, ...]:
    """List the instruments that the program brings along."""
    files = resources.files("dialogs") / "instruments"
    return tuple(
        parse_instrument(file.read_text(encoding="utf-8"))
        for file in sorted(files.iterdir(), key=str)
        if file.name.endswith(".toml")
    )


def _nothing(message: Message, forms: int) -> tuple[str, ...]:
    return ("",) * (1 if isinstance(message.id, str) else forms)


def faults_of(language: str, text: TranslatedText, said: Sequence[str]) -> list[MessageFault]:
    """List what would be wrong with another translation of a text."""
    source = Message(text.texts if len(text.texts) > 1 else text.texts[0], context=text.context)
    return list(message_faults(source, said, get_plural(_locale_of(language)).num_plurals))


def _locale_of(language: str) -> str:
    return str(read_messages(language, PARTICIPANTS).locale)


def catalog_file(language: str, reviews: Reviews) -> bytes:
    """Write the catalog with all that has been reviewed in it, as a .po file."""
    written = io.BytesIO()
    write_po(written, reviewed_messages(language, reviews), width=0, ignore_obsolete=True)
    return written.getvalue()


def states_file(language: str, reviews: Reviews, steps: Iterable[InstrumentSteps] = ()) -> bytes:
    """Write the states and the steps that stand, as the file beside the catalog has them."""
    known = read_states(language) | {source: one.known for source, one in reviews.items()}
    sources = {one.source: one.texts[0] for one in translated_texts(language, reviews)}
    standing = {
        source: one
        for source, one in known.items()
        if source in sources and one.state is not TextState.DRAFT
    }
    parts = (steps_text(steps), states_text(standing, sources))
    return "\n".join(filter(None, parts)).encode()
