"""The words of the coaches' forms about occasions: reasons, exits, time zones."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from admin import words
from admin.meeting_words import fate
from bot.i18n import Catalog
from storage.agenda import Reminder

ZONES = (
    "Europe/Stockholm",
    "Europe/London",
    "Europe/Helsinki",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Asia/Damascus",
    "Asia/Baghdad",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Bangkok",
    "Africa/Addis_Ababa",
    "Africa/Mogadishu",
    "America/New_York",
)
"""Where a participant may stay for a time."""


@lru_cache(maxsize=64)
def zone_choices(t: Catalog, own: str | None, usual: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """List time zones by code and city, the installation's first; one in use is never left out."""
    codes = dict.fromkeys([usual.key, *ZONES, *([own] if own else [])])
    cities = (get_timezone_location(code, t.locale, return_city=True) for code in codes)
    return tuple(zip(codes, cities, strict=True))


def message_fate(t: Catalog, row: Reminder, now: dt.datetime, zone: ZoneInfo) -> str:
    """Say what has become of a message; one in the web chat lies there until somebody looks."""
    if row.channel == "web" and row.status in ("sent", "uncertain"):
        local = (row.settled_at or row.due_at).astimezone(zone)
        day = words.near_day(t, local.date(), now.astimezone(zone).date())
        # NOTE: What has become of a message: it can be seen in the web chat since that {day}.
        return t.gettext("ligger i webbchatten sedan {day}").format(day=day)
    return fate(t, row, now, zone)
