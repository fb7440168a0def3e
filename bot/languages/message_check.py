"""One translated message compared with its source: what would break a sentence."""

import re
import string
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from babel.messages.catalog import Message

from bot.star.fonts import missing_glyphs

MARKUP = re.compile(r"</?\w[^<>]*>|&#?\w+;")
_PARSER = string.Formatter()


class MessageFault(StrEnum):
    """What can be wrong with a translation, as a command line says it."""

    EMPTY = "not translated"
    FORMS = "plural forms are missing"
    PLACEHOLDERS = "other placeholders than the source"
    MARKUP = "other markup than the source"
    LETTERS = "a letter that no font of ours draws"


def message_faults(source: Message, said: Sequence[str], forms: int) -> Iterator[MessageFault]:
    """List what is wrong with a translation, where the language has so many plural forms."""
    first = source.id if isinstance(source.id, str) else source.id[0]
    if not said or not all(said):
        yield MessageFault.EMPTY
        return
    if not isinstance(source.id, str) and len(said) != forms:
        yield MessageFault.FORMS
    if _placeholders_differ(source, said):
        yield MessageFault.PLACEHOLDERS
    if any(_markup(text) != _markup(first) for text in said):
        yield MessageFault.MARKUP
    if missing_glyphs("".join(said)):
        yield MessageFault.LETTERS


def _markup(text: str) -> list[str]:
    return sorted(MARKUP.findall(text))


def _placeholders_differ(source: Message, said: Sequence[str]) -> bool:
    sources = [source.id] if isinstance(source.id, str) else source.id
    wanted = frozenset[str]().union(*(_placeholders(text) for text in sources))
    # A plural form may leave the number out ("one step"), but must not invent a name.
    if len(sources) > 1:
        return any(not _placeholders(text) <= wanted for text in said)
    return any(_placeholders(text) != wanted for text in said)


@lru_cache(maxsize=8192)  # a source is compared with each of its translations
def _placeholders(text: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in _PARSER.parse(text) if name is not None)
    except ValueError:
        return frozenset({"unreadable braces"})
