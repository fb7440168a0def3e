"""The names of ratings in the star: two of one day are told apart."""

import datetime as dt

from dialogs.engine.star import series_names
from tests.scenes import scene

MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)


def test_each_rating_is_named_by_its_day() -> None:
    assert series_names([MONDAY, TUESDAY], scene("sv").texts) == ["23 nov. 2026", "24 nov. 2026"]


def test_several_on_one_day_are_counted() -> None:
    assert series_names([MONDAY, TUESDAY, TUESDAY], scene("sv").texts) == [
        "23 nov. 2026",
        "24 nov. 2026 (1)",
        "24 nov. 2026 (2)",
    ]
