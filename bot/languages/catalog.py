"""Languages: gettext catalogs read from ``locales/``, numbers and dates by Babel.

A language is a folder with a catalog; nothing else has to be touched to add one.
"""

import datetime as dt
import gettext
import io
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone_location
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[2] / "locales"
SOURCE_LANGUAGE = "sv"
"""The language the texts are written in; it needs no catalog."""

FORMATS = {"en": "en_GB", "ar": "ar_IQ"}
"""Where dates are not to look as they do in the language's largest country.

Readers from Syria and Iraq have the same months (تشرين الثاني, not نوفمبر); only for Iraq does CLDR
write them so both in full and in short.
"""
ZEROS = {"arab": "٠", "arabext": "۰"}
"""Scripts whose own digits we write: those who learned to read in Syria or Afghanistan learned ٤
or ۴, although CLDR gives plain Arabic the European digits."""


class Catalog:
    """One language: the ``Texts`` that dialogs and pages speak through."""

    def __init__(self, language: str) -> None:
        """Read the language's catalog; raises FileNotFoundError where there is none."""
        self.language = language
        self.locale = Locale.parse(FORMATS.get(language, language), sep="_")
        self.rtl = is_right_to_left(language)
        self._translations = _translations(language)
        zero = ord(ZEROS.get(self.locale.other_numbering_systems.get("native", ""), "0"))
        self._digits = {ord("0") + value: chr(zero + value) for value in range(10)}

    def gettext(self, message: str) -> str:
        """Translate a whole sentence."""
        return self._translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Translate a sentence whose form depends on n."""
        return self._translations.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Translate a text that means different things in different places."""
        return self._translations.pgettext(context, message)

    def number(self, value: int) -> str:
        """Write a whole number in the language's own digits."""
        return str(value).translate(self._digits)

    def date(self, day: dt.date) -> str:
        """Write a day as people do, with the year."""
        return _day(day, self.locale, "d MMM y").translate(self._digits)

    def short_date(self, day: dt.date) -> str:
        """Write a day without its year."""
        return _day(day, self.locale, "d MMM").translate(self._digits)

    def weekday(self, day: dt.date) -> str:
        """Write a day that is not far away: the day of the week, the day and the month."""
        return format_date(day, "EEEE d MMMM", locale=self.locale).translate(self._digits)

    def clock(self, time: dt.time) -> str:
        """Write a time of day, in hours and minutes."""
        return f"{time:%H:%M}".translate(self._digits)

    def listed(self, items: Sequence[str]) -> str:
        """Write several things in a row, as in "one, two and three"."""
        return format_list(items, "standard", self.locale)

    def city(self, zone: str) -> str:
        """Name the city of a time zone such as ``Asia/Bangkok``."""
        return _city(zone, self.locale)

    def moment(self, at: dt.datetime, zone: dt.tzinfo) -> str:
        """Write a moment (aware) as the clock in ``zone`` showed it."""
        shown = format_datetime(at, "d MMM y HH:mm", tzinfo=zone, locale=self.locale)
        return shown.translate(self._digits)

    def name(self) -> str:
        """Give the language's name for itself, as it stands alone in a list."""
        own = Locale.parse(self.language, sep="_").get_display_name() or self.language
        return own[:1].upper() + own[1:]


@cache
def is_right_to_left(language: str) -> bool:
    """Tell whether a language, as "ar" or "ar-SY", is written from right to left."""
    try:
        locale = Locale.parse(language.replace("-", "_"), sep="_")
    except (ValueError, UnknownLocaleError):
        return False
    return locale.character_order == "right-to-left"


@cache
def catalog(language: str) -> Catalog:
    """Give a language, or Swedish where we do not speak it."""
    return Catalog(language if language in languages() else SOURCE_LANGUAGE)


@cache
def languages() -> dict[str, str]:
    """List every language by code, with its name for itself; Swedish first."""
    found = sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/messages.po"))
    return {code: Catalog(code).name() for code in (SOURCE_LANGUAGE, *found)}


def closest_language(tag: str | None) -> str:
    """Give the language of ours that fits a tag such as ``ar-SY`` best; Swedish if none does."""
    base = (tag or "").replace("_", "-").split("-")[0].lower()
    return base if base in languages() else SOURCE_LANGUAGE


@lru_cache(maxsize=4096)
def _day(day: dt.date, locale: Locale, pattern: str) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=512)
def _city(zone: str, locale: Locale) -> str:
    return get_timezone_location(zone, locale, return_city=True)


@cache
def _translations(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
