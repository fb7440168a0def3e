"""One word for one thing, in every language, as ``locales/glossary.toml`` has it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from babel.messages.pofile import read_po

from bot.languages.spoken import LOCALES, SOURCE_LANGUAGE, languages

GLOSSARY: dict[str, dict[str, Any]] = tomllib.loads(
    (LOCALES / "glossary.toml").read_text(encoding="utf-8")
)
"""By thing; see the head of the file."""


@dataclass(frozen=True)
class Said:
    """A Swedish text, and how it is said in one language, with all forms of each."""

    source: tuple[str, ...]
    shown: tuple[str, ...]


def forms(of: object) -> tuple[str, ...]:
    return tuple(map(str, of)) if isinstance(of, tuple | list) else (str(of or ""),)


@cache
def texts_in(language: str) -> tuple[Said, ...]:
    """Read every text of a language, but what is typed and never shown."""
    where = LOCALES if language == SOURCE_LANGUAGE else LOCALES / language / "LC_MESSAGES"
    found: list[Said] = []
    for path in sorted(where.glob("*.po*")):
        with path.open("rb") as file:
            for one in read_po(file, locale=language):
                if one.id and one.context != "typed":
                    source = forms(one.id)
                    is_source = language == SOURCE_LANGUAGE
                    found.append(Said(source, source if is_source else forms(one.string)))
    return tuple(found)


def finds(thing: str, language: str) -> re.Pattern[str]:
    entry = GLOSSARY[thing][language]
    return re.compile(entry.get("finds") or re.escape(entry["word"]), re.IGNORECASE)


WORDS = [
    (thing, code) for thing, entry in GLOSSARY.items() for code in languages() if code in entry
]
"""Which thing has a word in which language."""
TRANSLATED = [
    (thing, code)
    for thing, code in WORDS
    if code != SOURCE_LANGUAGE and not GLOSSARY[thing].get("may_lack")
]
PLACEHOLDER = re.compile(r"\{\w+\}")


@pytest.mark.parametrize(("thing", "language"), WORDS)
def test_no_text_has_another_word_for_it(thing: str, language: str) -> None:
    others = GLOSSARY[thing][language].get("never", ())
    found = re.compile("|".join(others) or r"(?!)", re.IGNORECASE)
    excepted = set(GLOSSARY[thing].get("except", ()))
    asked = (said for said in texts_in(language) if not excepted & set(said.source))
    shown = (form for said in asked for form in said.shown)
    assert [form for form in shown if found.search(PLACEHOLDER.sub("", form))] == []


@pytest.mark.parametrize(("thing", "language"), TRANSLATED)
def test_where_swedish_has_the_word_the_translation_has_it_too(thing: str, language: str) -> None:
    source, here = finds(thing, SOURCE_LANGUAGE), finds(thing, language)
    excepted = GLOSSARY[thing].get("except", ())
    asked = [
        said
        for said in texts_in(language)
        if source.search(PLACEHOLDER.sub("", " ".join(said.source)))
    ]
    other = [said for said in asked if not here.search(" ".join(said.shown))]
    assert asked, "nobody says it"
    assert [said for said in other if not set(said.source) & set(excepted)] == []


@pytest.mark.parametrize(("thing", "language"), WORDS)
def test_the_word_is_found_as_it_is_written_here(thing: str, language: str) -> None:
    word = GLOSSARY[thing][language]["word"]
    assert finds(thing, language).search(word)
    others = GLOSSARY[thing][language].get("never", ())
    assert not any(re.search(other, word, re.IGNORECASE) for other in others)


@pytest.mark.parametrize("thing", GLOSSARY)
def test_an_entry_is_whole_and_its_exceptions_are_texts(thing: str) -> None:
    entry = GLOSSARY[thing]
    assert entry["note"]
    assert SOURCE_LANGUAGE in entry
    known = {form for said in texts_in(SOURCE_LANGUAGE) for form in said.source}
    assert set(entry.get("except", ())) <= known


@pytest.mark.parametrize("thing", ["coach", "rating", "step"])
def test_what_everybody_reads_of_has_a_word_in_swedish_english_and_arabic(thing: str) -> None:
    assert {"sv", "en", "ar"} <= GLOSSARY[thing].keys()
