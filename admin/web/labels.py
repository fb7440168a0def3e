"""The words of the coaches' pages for what the database names with codes."""

from functools import cache

from babel import Locale, UnknownLocaleError

from bot.languages.catalog import Catalog

INTERFACE_LANGUAGES = ("sv", "en")
"""The languages of the coaches' own pages."""


_OWN = {"prs": "دری"}  # names that Babel does not have


@cache
def language_name(code: str) -> str:
    """Give a language's name for itself, as it stands in a line, also where we do not speak it."""
    if code in _OWN:
        return _OWN[code]
    try:
        locale = Locale.parse(code.replace("-", "_"), sep="_")
    except (ValueError, UnknownLocaleError):
        return code
    return locale.get_display_name(locale) or code


def html_tag(code: str) -> str:
    """Write a language code as HTML does."""
    return code.replace("_", "-")


@cache
def figure(t: Catalog, value: int) -> str:
    """Write a small whole number; kept, since a page has hundreds of them."""
    return t.number(value)
