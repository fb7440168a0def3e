"""Words of a list as people write them, in Swedish or English, read as what they mean."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import TypeVar

from babel import Locale

from admin.web.labels import language_label
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import languages, staff_languages
from bot.words.identity_number import figures_of
from dialogs.labels.people.particulars import referrer_label, sex_label
from dialogs.people.particulars import Referrer, Sex

Kind = TypeVar("Kind", bound=StrEnum)

_SEXES = {
    Sex.WOMAN: ("k", "kv", "f", "w", "female", "flicka", "tjej"),
    Sex.MAN: ("m", "male", "pojke", "kille"),
    Sex.OTHER: ("", "annat", "other", "-", "x", "okänt", "unknown", "vill inte säga"),
}
_REFERRERS = {
    Referrer.SOCIAL_SERVICES: ("socialtjänst", "soc", "kommunen", "försörjningsstöd"),
    Referrer.SOCIAL_INSURANCE: ("fk", "försäkringskassa"),
    Referrer.HEALTH_CARE: ("vård", "primärvården", "vårdcentral", "vårdcentralen", "psykiatrin"),
    Referrer.EMPLOYMENT_SERVICE: ("af", "arbetsförmedling"),
    Referrer.THEMSELVES: ("själv", "egen", "initiativ", "self"),
    Referrer.OTHER: ("annan", "annat", "other"),
}
_YES = ("ja", "j", "x", "1", "yes", "y", "true", "skyddad", "sant")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?:[T ]0?0:00(?::00)?)?")
_MONTH_NAMED = re.compile(r"(\d{1,2})\.? ([^\W\d]+)\.?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})")


def plain(text: str) -> str:
    """Give a word as it is compared: small letters, single blanks, no dot at the end."""
    return " ".join(text.casefold().split()).rstrip(".:")


@cache
def sexes() -> dict[str, Sex]:
    """List the words for each sex."""
    return _words_for(Sex, _SEXES, sex_label)


@cache
def referrers() -> dict[str, Referrer]:
    """List the words for each of those who send people."""
    return _words_for(Referrer, _REFERRERS, referrer_label)


def _words_for(
    kinds: type[Kind], typed: Mapping[Kind, Sequence[str]], label: Callable[[Catalog, Kind], str]
) -> dict[str, Kind]:
    """List what is typed for each of some kinds, how the staff's pages name it, and its code."""
    found = {word: one for one, words in typed.items() for word in words}
    for code in staff_languages():
        found |= {plain(label(catalog(code), one)): one for one in kinds}
    return found | {plain(one): one for one in kinds}


@cache
def language_words() -> dict[str, str]:
    """List the names of each language: its code, its own name, and those that the staff uses."""
    found: dict[str, str] = {}
    for code, own in languages().items():
        for staff in staff_languages():
            t = catalog(staff)
            long = language_label(t, code)
            names = (long, long.partition(" (")[0], Locale(staff).languages.get(code, ""))
            found |= {plain(name): code for name in names if name}
        found |= {plain(code): code, plain(own): code}
    return found


def is_yes(text: str) -> bool:
    """Tell whether a word says yes."""
    return plain(text) in _YES


class NoDayError(ValueError):
    """What was typed is no day at all."""


def read_day(text: str) -> dt.date:
    """Read a day: year first, day first, or with the month's name.

    Raises NoDayError for what is none, and ValueError for one that no calendar has.
    """
    figures = figures_of(text.strip())
    if found := _YEAR_FIRST.fullmatch(figures):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(figures):
        day, month, year = map(int, found.groups())
    elif (found := _MONTH_NAMED.fullmatch(plain(figures))) and found[2] in _months():
        day, month, year = int(found[1]), _months()[found[2]], int(found[3])
    else:
        raise NoDayError
    return dt.date(year, month, day)


@cache
def _months() -> dict[str, int]:
    """List the names of the months as the staff write them, whole or short."""
    return {
        plain(name): number
        for code in staff_languages()
        for width in ("wide", "abbreviated")
        for number, name in Locale(code).months["format"][width].items()
    }
