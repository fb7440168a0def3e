"""Translations: the catalogs of a language, and over them what the organisation has said."""

import gettext
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.languages.spoken import PARTICIPANTS, SOURCE_LANGUAGE, STAFF, catalog_path, template_path
from bot.languages.text_states import Key, KnownState, digest_of_key, read_states, state_of
from dialogs.texts import TextState


@dataclass(frozen=True)
class Review:
    """What a text is to be in a language by the organisation's own word, and how far it has come.

    ``said`` has one text, or all plural forms in the catalog's order.
    """

    said: tuple[str, ...]
    known: KnownState
    back: str = ""
    """Put back into Swedish by somebody who reads it."""


Reviews = Mapping[str, Review]
"""By the digest of the text (``text_states.digest_of_key``)."""


@dataclass(frozen=True)
class Translations:
    """A language's texts by gettext, and the state of each that participants read."""

    texts: gettext.NullTranslations
    states: Mapping[Key, TextState] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    """All that participants may read, in every plural form; empty for the source."""


def read_translations(language: str, reviews: Reviews) -> Translations:
    """Read what participants read, and below it what only the staff reads, where that is there."""
    if language == SOURCE_LANGUAGE:
        return Translations(gettext.NullTranslations())
    messages = reviewed_messages(language, reviews)
    known = read_states(language) | {source: one.known for source, one in reviews.items()}
    states, said = {}, list[str]()
    for message in translated(messages):
        key = key_of(message)
        states[key] = state_of(known.get(digest_of_key(key)), texts_of(message))
        said += filter(None, texts_of(message))
    found = _compiled(messages)
    if catalog_path(language, STAFF).exists():
        found.add_fallback(_compiled(read_messages(language, STAFF)))
    return Translations(found, states, tuple(said))


def reviewed_messages(language: str, reviews: Reviews) -> Messages:
    """Read what participants read, with all that has been reviewed in it."""
    messages = read_messages(language, PARTICIPANTS)
    for message in translated(messages):
        review = reviews.get(digest_of_key(key_of(message)))
        if review is not None:
            message.string = review.said if isinstance(message.id, tuple) else review.said[0]
    return messages


def read_messages(language: str, domain: str) -> Messages:
    """Read a catalog as its file has it; raises FileNotFoundError where there is none."""
    with catalog_path(language, domain).open("rb") as source:
        return read_po(source, locale=language)


def read_template(domain: str) -> Messages:
    """Read the texts of a domain as the source has them, with the notes to translators."""
    with template_path(domain).open("rb") as source:
        return read_po(source)


@cache
def source_texts() -> tuple[str, ...]:
    """List all that participants may read in the source language."""
    messages = translated(read_template(PARTICIPANTS))
    return tuple(
        text
        for message in messages
        for text in ((message.id,) if isinstance(message.id, str) else message.id)
    )


def translated(messages: Messages) -> Iterable[Message]:
    """List the messages of a catalog, without its head."""
    return (message for message in messages if message.id)


def key_of(message: Message) -> Key:
    """Name a message by its context and its source."""
    source = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", source


def texts_of(message: Message) -> Sequence[str]:
    """List what a message says, in every plural form it has."""
    said = message.string
    return tuple(text or "" for text in (said if isinstance(said, tuple | list) else [said]))


def _compiled(messages: Messages) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
