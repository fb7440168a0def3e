"""The free days of two years, every one by its name: what README says is this list."""

import datetime as dt

import pytest

from bot.settings.holidays import is_free_day

FREE = {
    2026: {
        "01-01": "New Year's Day",
        "01-06": "Epiphany",
        "04-03": "Good Friday",
        "04-04": "Easter Eve",
        "04-05": "Easter Day",
        "04-06": "Easter Monday",
        "05-01": "May Day",
        "05-14": "Ascension Day",
        "05-24": "Whit Sunday",
        "06-06": "National Day",
        "06-19": "Midsummer's Eve",
        "06-20": "Midsummer's Day",
        "10-31": "All Saints' Day",
        "12-24": "Christmas Eve",
        "12-25": "Christmas Day",
        "12-26": "Boxing Day",
        "12-31": "New Year's Eve",
    },
    2027: {
        "01-01": "New Year's Day",
        "01-06": "Epiphany",
        "03-26": "Good Friday",
        "03-27": "Easter Eve",
        "03-28": "Easter Day",
        "03-29": "Easter Monday",
        "05-01": "May Day",
        "05-06": "Ascension Day",
        "05-16": "Whit Sunday",
        "06-06": "National Day",
        "06-25": "Midsummer's Eve",
        "06-26": "Midsummer's Day",
        "11-06": "All Saints' Day",
        "12-24": "Christmas Eve",
        "12-25": "Christmas Day",
        "12-26": "Boxing Day",
        "12-31": "New Year's Eve",
    },
}


@pytest.mark.parametrize("year", FREE)
def test_sundays_holidays_and_four_eves_are_free_and_no_other_day(year: int) -> None:
    days = [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    named = {dt.date.fromisoformat(f"{year}-{day}") for day in FREE[year]}
    sundays = {day for day in days if f"{day:%A}" == "Sunday"}
    assert {day for day in days if is_free_day(day)} == named | sundays


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-05",  # the eve of Epiphany
        "2026-04-02",  # Maundy Thursday
        "2026-04-30",  # Walpurgis Night
        "2026-05-15",  # the Friday after Ascension Day
        "2026-05-23",  # the eve of Whit Sunday
        "2026-10-30",  # the eve of All Saints' Day
    ],
)
def test_eves_on_which_people_work_or_shop_as_ever_are_no_free_days(day: str) -> None:
    assert not is_free_day(dt.date.fromisoformat(day))
