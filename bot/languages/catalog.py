"""Catalogs: the texts of a language by gettext, its numbers and dates by Babel.

A catalog is read when it is first spoken; what nobody uses takes neither time nor memory.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone_location
from babel.lists import format_list

from bot.languages.spoken import SOURCE_LANGUAGE, Language, is_right_to_left, spoken
from bot.languages.translations import Reviews, read_translations, source_texts
from dialogs.texts import TextState


class Catalog:
    """One language: the ``Texts`` that dialogs and pages speak through."""

    def __init__(self, own: Language, reviews: Reviews | None = None) -> None:
        """Read the language's catalogs; raises FileNotFoundError where there is none."""
        self.language, self.tag = own.code, own.tag
        self.locale = own.locale
        self.rtl = is_right_to_left(own.code)
        self.is_reviewed = bool(reviews)
        self._own = own
        read = read_translations(own.code, reviews or {})
        self._translations, self._states, self._said = read.texts, read.states, read.said
        zero = ord(own.digits)
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

    def state(self, context: str, message: str) -> TextState:
        """Tell how far the translation of a text has come; the source is approved."""
        if self.language == SOURCE_LANGUAGE:
            return TextState.APPROVED
        return self._states.get((context, message), TextState.DRAFT)

    def said(self) -> Sequence[str]:
        """List all that participants may read in the language, with its gaps."""
        return source_texts() if self.language == SOURCE_LANGUAGE else self._said

    def number(self, value: int) -> str:
        """Write a whole number in the language's own digits."""
        return str(value).translate(self._digits)

    def date(self, day: dt.date) -> str:
        """Write a day as people do, with the year."""
        return _day(day, self.locale, self._own.date).translate(self._digits)

    def short_date(self, day: dt.date) -> str:
        """Write a day without its year."""
        return _day(day, self.locale, self._own.day).translate(self._digits)

    def weekday(self, day: dt.date) -> str:
        """Write a day that is not far away: the day of the week, the day and the month."""
        return format_date(day, self._own.weekday, locale=self.locale).translate(self._digits)

    def clock(self, time: dt.time) -> str:
        """Write a time of day, in hours and minutes."""
        return f"{time:%H:%M}".translate(self._digits)

    def listed(self, items: Sequence[str]) -> str:
        """Write several things in a row, as in "one, two and three"."""
        if self._own.list is None:
            return format_list(items, "standard", self.locale)
        between, before_last = self._own.list
        return before_last.join(filter(None, (between.join(items[:-1]), *items[-1:])))

    def city(self, zone: str) -> str:
        """Name the city of a time zone such as ``Asia/Bangkok``."""
        return _city(zone, self.locale)

    def moment(self, at: dt.datetime, zone: dt.tzinfo) -> str:
        """Write a moment (aware) as the clock in ``zone`` showed it."""
        shown = format_datetime(at, f"{self._own.date} HH:mm", tzinfo=zone, locale=self.locale)
        return shown.translate(self._digits)


_catalogs: dict[str, Catalog] = {}


def catalog(language: str) -> Catalog:
    """Give a language, or Swedish where we do not speak it."""
    code = language if language in spoken() else SOURCE_LANGUAGE
    found = _catalogs.get(code)
    if found is None:
        found = _catalogs[code] = Catalog(spoken()[code])
    return found


def put_in_force(language: str, reviews: Reviews) -> None:
    """Speak a language as the organisation has reviewed it, from now on and without a restart."""
    _catalogs[language] = Catalog(spoken()[language], reviews)


@lru_cache(maxsize=4096)
def _day(day: dt.date, locale: Locale, pattern: str) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=512)
def _city(zone: str, locale: Locale) -> str:
    return get_timezone_location(zone, locale, return_city=True)
