"""Moments and lengths of time, as tests write them."""

import datetime as dt
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = dt.timedelta(days=1)


def moment(local: str, zone: dt.tzinfo = STOCKHOLM) -> dt.datetime:
    """Read a local time, ``2027-02-23 09:00``, as a moment in UTC."""
    return dt.datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(dt.UTC)
