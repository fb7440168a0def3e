"""The days, occasions and messages of the reference; nothing of the program is used here."""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from functools import cache

import holidays

RED = holidays.country_holidays(
    "SE", years=range(2024, 2029), categories=("public", "de_facto"), language="sv"
)
DAY = dt.timedelta(days=1)
EASTER_EVES = [day - DAY for day, name in RED.items() if name == "Påskdagen"]
HOUR = dt.timedelta(hours=1)


@cache
def red(day: dt.date) -> bool:
    """A Sunday, a Swedish public holiday, or an eve that is kept like one."""
    return day.strftime("%A") == "Sunday" or day in RED or day in EASTER_EVES


def not_red(day: dt.date) -> dt.date:
    while red(day):
        day += DAY
    return day


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass
class Occasion:
    """``state``: coming, waiting, started, done, late-done, missed."""

    kind: str
    number: int
    opens: dt.date
    due: dt.date
    closes: dt.date
    state: str = "coming"
    reason: str | None = None
    streak: list[dt.date] = field(default_factory=list)
    """The days of the messages since the person last reacted."""
    chosen: dt.datetime | None = None
    dropped: bool = False
    """Its message fell into a stop or a block."""
    silenced: bool = False
    """A newer one speaks for it."""

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}"


@dataclass
class Talk:
    """A rating that is open, and which occasions it is for."""

    serves: list[Occasion]
    said_at: dt.datetime
    answers: int = 0
    put_away: bool = False
    told: bool = False
    """The message about its being unfinished has gone, or was dropped."""
    dropped: bool = False
    """It fell into a stop or a block."""


@dataclass(frozen=True, order=True)
class Message:
    """One message; ``fate`` is sent, uncertain or undeliverable; ``about``: rating, unfinished."""

    chat: int
    hour: dt.datetime
    about: str
    occasion: str
    fate: str
    received: bool
