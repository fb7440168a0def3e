"""The languages we speak: ``locales/languages.toml``, in the order in which they are offered."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

LOCALES = Path(__file__).parents[2] / "locales"
SOURCE_LANGUAGE = "sv"
"""The language the texts are written in; it needs no catalog."""
PARTICIPANTS, STAFF = "participants", "staff"
"""The two domains: what participants read, in every language, and what only the staff reads."""


@dataclass(frozen=True)
class Language:
    """A language: what it calls itself, and what its readers expect that Babel does not know.

    ``list`` is what stands between things in a row, and before the last of them.
    """

    code: str
    name: str
    formats: str = ""
    digits: str = "0"
    day: str = "d MMM"
    date: str = "d MMM y"
    weekday: str = "EEEE d MMMM"
    list: tuple[str, str] | None = None
    tags: tuple[str, ...] = ()

    @property
    def locale(self) -> Locale:
        """Where Babel finds its dates, lists and names."""
        return Locale.parse(self.formats or self.code, sep="_")

    @property
    def tag(self) -> str:
        """The code as web pages write it (BCP 47): easy Swedish is ``sv-x-latt`` there."""
        place, _, manner = self.code.partition("@")
        return f"{place.partition('_')[0]}-x-{manner}" if manner else place.replace("_", "-")


@cache
def spoken() -> dict[str, Language]:
    """List the languages of ours by code; raises TypeError where one has no name."""
    with (LOCALES / "languages.toml").open("rb") as file:
        found = tomllib.load(file)
    return {code: _language(code, given) for code, given in found.items()}


def _language(code: str, given: dict[str, Any]) -> Language:
    return Language(code, **{key: _frozen(value) for key, value in given.items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def catalog_path(language: str, domain: str) -> Path:
    """Where the texts of a domain stand in a language."""
    return LOCALES / language / "LC_MESSAGES" / f"{domain}.po"


def template_path(domain: str) -> Path:
    """Where the texts of a domain stand in the source language."""
    return LOCALES / f"{domain}.pot"


@cache
def languages() -> dict[str, str]:
    """List every language of participants by code, with its name for itself."""
    return {code: one.name for code, one in spoken().items()}


@cache
def staff_languages() -> dict[str, str]:
    """List the languages of the staff's own pages."""
    return {
        code: name
        for code, name in languages().items()
        if code == SOURCE_LANGUAGE or catalog_path(code, STAFF).exists()
    }


def closest_language(tag: str | None) -> str:
    """Give the language of ours that fits a tag such as ``ar-SY`` best; Swedish if none does."""
    return language_of(tag) or SOURCE_LANGUAGE


def tag_of(code: str) -> str:
    """Give the tag (BCP 47) of a language's code, also where we do not speak it."""
    known = spoken().get(code)
    return known.tag if known else code.replace("_", "-")


def language_of(tag: str | None) -> str:
    """Give the language of ours that a tag such as ``prs-AF`` means; empty if there is none."""
    wanted = (tag or "").replace("_", "-").casefold()
    known = _by_tag()
    while wanted:
        if wanted in known:
            return known[wanted]
        wanted = wanted.rpartition("-")[0]
    return ""


@cache
def _by_tag() -> dict[str, str]:
    known: dict[str, str] = {}
    for code, one in spoken().items():
        for tag in (one.tag, *one.tags):
            known.setdefault(tag.casefold(), code)
    return known


@cache
def is_right_to_left(language: str) -> bool:
    """Tell whether a language, as "ar" or "ar-SY", is written from right to left."""
    try:
        locale = Locale.parse(language.replace("-", "_"), sep="_")
    except (ValueError, UnknownLocaleError):
        return False
    return locale.character_order == "right-to-left"
