"""Catalogs compared with the source: what is missing, stale, or would break a sentence."""

import string
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog as Messages
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.languages.catalog import LOCALES, SOURCE_LANGUAGE, catalog, languages
from dialogs.texts import Texts
from dialogs.words.figures import MOST_IN_WORDS, number_words

TEMPLATE = LOCALES / "messages.pot"


def catalog_faults() -> list[str]:
    """List every fault of every catalog, as "ar: …"."""
    wanted = _read(TEMPLATE)
    return [
        f"{language}: {fault}"
        for language in languages()
        if language != SOURCE_LANGUAGE
        for fault in (
            *_faults(wanted, _read(_path(language), language)),
            *_number_faults(catalog(language)),
        )
    ]


def _number_faults(texts: Texts) -> Iterator[str]:
    """Say what is wrong with the numbers as words: a comma too many moves all that come after."""
    words = number_words(texts)
    if sorted(set(words.values())) != list(range(MOST_IN_WORDS + 1)) or "" in words:
        yield f"the numbers in words are not those from 0 to {MOST_IN_WORDS}"


def _path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


def _read(path: Path, language: str | None = None) -> Messages:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _faults(wanted: Messages, found: Messages) -> Iterator[str]:
    for message in wanted:
        if not message.id:
            continue
        first = message.id[0] if isinstance(message.id, tuple | list) else message.id
        translated = found.get(message.id, message.context)
        if translated is None or not _is_translated(translated):
            yield f"not translated: {first!r}"
        elif translated.fuzzy:
            yield f"marked fuzzy: {first!r}"
        elif _placeholders_differ(message, translated):
            yield f"other placeholders than the source: {first!r}"


def _is_translated(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(said) and all(said)


def _placeholders_differ(source: Message, translated: Message) -> bool:
    sources = source.id if isinstance(source.id, tuple | list) else [source.id]
    wanted = set().union(*(_placeholders(text) for text in sources))
    said = translated.string
    texts = [text or "" for text in (said if isinstance(said, tuple | list) else [said])]
    # A plural form may leave the number out ("one step"), but must not invent a name.
    if len(texts) > 1:
        return any(not _placeholders(text) <= wanted for text in texts)
    return any(_placeholders(text) != wanted for text in texts)


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"unreadable braces"}
