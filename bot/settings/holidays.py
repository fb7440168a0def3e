"""Free days: Sundays, Swedish public holidays, and the eves that are kept like them.

The one list: forecast, sending and digests ask here, and README says the same.
"""

import datetime as dt
from functools import cache

SUNDAY = 6
FREE_EVES = ("Påskafton", "Midsommarafton", "Julafton", "Nyårsafton")
"""The eves that are free all day, as ``holidays`` calls them. On the other eves people work, at
least until two; Whitsun Eve has been a Saturday like any other since Whit Monday is none.
"""


def is_free_day(day: dt.date) -> bool:
    """Tell whether nobody is written to on a day."""
    return day.weekday() == SUNDAY or day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[dt.date]:
    import holidays  # a tenth of a second: not while the service starts

    public = holidays.country_holidays("SE", years=year)
    kinds = ("de_facto", "optional")
    others = holidays.country_holidays("SE", years=year, categories=kinds, language="sv")
    eves = {day for name in FREE_EVES for day in others.get_named(name, lookup="exact")}
    return frozenset(eves.union(public))
