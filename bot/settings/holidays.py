"""Red days: Sundays, Swedish public holidays and the eves that are kept like them."""

import datetime as dt
from functools import cache

SUNDAY = 6


def is_free_day(day: dt.date) -> bool:
    """Tell whether nobody is written to on a day."""
    return day.weekday() == SUNDAY or day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    import holidays  # a tenth of a second: not while the service starts

    kept = ("public", "de_facto")  # the eves of Midsummer, Christmas and New Year
    return frozenset(holidays.country_holidays("SE", years=year, categories=kept))
