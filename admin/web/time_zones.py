"""The words of the coaches' forms about occasions: reasons, exits, time zones."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.languages.catalog import Catalog

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
    return tuple((code, t.city(code)) for code in codes)


def zone_hint(t: Catalog, own: str | None, usual: ZoneInfo) -> str:
    """Say by which clocks meetings are meant; empty where the person lives by the house's own."""
    if own in (None, usual.key):
        return ""
    # NOTE: Above meetings, for a coach. {city} is where the house is, {own} where the person is.
    text = t.gettext(
        "Mötestiderna här är enligt klockan i {city}. Personen ser dem enligt klockan i {own}."
    )
    return text.format(city=t.city(usual.key), own=t.city(own))
