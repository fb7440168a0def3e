"""Catalogs compared with the source: what is missing, stale, or would break a sentence."""

import re
import string
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from bot.languages.catalog import catalog
from bot.languages.spoken import (
    LOCALES,
    PARTICIPANTS,
    SOURCE_LANGUAGE,
    STAFF,
    catalog_path,
    languages,
    staff_languages,
)
from bot.languages.text_states import digest_of_key, read_states, state_of
from bot.languages.translations import key_of, texts_of
from bot.star.fonts import missing_glyphs
from dialogs.texts import Texts, TextState
from dialogs.words.figures import MOST_IN_WORDS, number_words

MARKUP = re.compile(r"<[^<>]*>|&#?\w+;")


def template_path(domain: str) -> Path:
    """Where the texts of a domain stand in the source language."""
    return LOCALES / f"{domain}.pot"


def catalog_faults() -> list[str]:
    """List every fault of every catalog, as "ar: …"."""
    faults = [
        f"{path.name}: no line in languages.toml"
        for path in LOCALES.iterdir()
        if path.is_dir() and path.name[0].isalpha() and path.name not in languages()
    ]
    for domain, spoken_there in ((PARTICIPANTS, languages()), (STAFF, staff_languages())):
        wanted = _read(template_path(domain))
        for language in spoken_there:
            if language != SOURCE_LANGUAGE:
                found = catalog_path(language, domain)
                faults += [f"{language}: {fault}" for fault in _faults(wanted, found, language)]
    for language in languages():
        faults += [f"{language}: {fault}" for fault in _state_faults(language)]
    numbers = ((language, _number_faults(catalog(language))) for language in languages())
    return faults + [f"{language}: {fault}" for language, of in numbers for fault in of]


def _number_faults(texts: Texts) -> Iterator[str]:
    """Say what is wrong with the numbers as words: a comma too many moves all that come after."""
    words = number_words(texts)
    if sorted(set(words.values())) != list(range(MOST_IN_WORDS + 1)) or "" in words:
        yield f"the numbers in words are not those from 0 to {MOST_IN_WORDS}"


def _state_faults(language: str) -> Iterator[str]:
    """Say which states no longer stand: the source or the translation has changed since."""
    known = read_states(language)
    if not known:
        return
    found = _read(catalog_path(language, PARTICIPANTS), language)
    said = {digest_of_key(key_of(one)): texts_of(one) for one in found if one.id}
    for source, one in known.items():
        if source not in said or state_of(one, said[source]) is TextState.STALE:
            yield f"the state of {source} is stale"


def _read(path: Path, language: str | None = None) -> Messages:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _faults(wanted: Messages, path: Path, language: str) -> Iterator[str]:
    if not path.exists():
        yield "has no catalog"
        return
    found = _read(path, language)
    forms = get_plural(found.locale).num_plurals
    for message in wanted:
        if not message.id:
            continue
        first = key_of(message)[1]
        translated = found.get(message.id, message.context)
        if translated is None or not _is_translated(translated):
            yield f"not translated: {first!r}"
            continue
        said = texts_of(translated)
        if translated.fuzzy:
            yield f"marked fuzzy: {first!r}"
        if _placeholders_differ(message, said):
            yield f"other placeholders than the source: {first!r}"
        if any(_markup(text) != _markup(first) for text in said):
            yield f"other markup than the source: {first!r}"
        if isinstance(message.id, tuple | list) and len(said) != forms:
            yield f"{len(said)} plural forms instead of {forms}: {first!r}"
        if unseen := missing_glyphs("".join(said)):
            yield f"no font of ours draws {''.join(sorted(unseen))!r}: {first!r}"
    ours = {key_of(one) for one in wanted}
    yield from (
        f"no longer in the source: {key_of(one)[1]!r}"
        for one in found
        if one.id and key_of(one) not in ours
    )


def _is_translated(message: Message) -> bool:
    return all(texts_of(message))


def _markup(text: str) -> list[str]:
    return sorted(MARKUP.findall(text))


def _placeholders_differ(source: Message, said: Sequence[str]) -> bool:
    sources = source.id if isinstance(source.id, tuple | list) else [source.id]
    wanted = set().union(*(_placeholders(text) for text in sources))
    # A plural form may leave the number out ("one step"), but must not invent a name.
    if isinstance(source.id, tuple | list):
        return any(not _placeholders(text) <= wanted for text in said)
    return any(_placeholders(text) != wanted for text in said)


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"unreadable braces"}
