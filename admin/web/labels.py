"""The words of the coaches' pages for what the database names with codes."""

from functools import cache

from babel import Locale, UnknownLocaleError

from bot.languages.catalog import Catalog
from dialogs.texts import isolate

INTERFACE_LANGUAGES = ("sv", "en")
"""The languages of the coaches' own pages."""


_OWN = {"prs": "دری"}  # names that Babel does not have
_LISTED_AS = {"prs": "fa_AF"}  # the code under which it names them


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


@cache
def language_label(t: Catalog, code: str) -> str:
    """Name a participant's language to the staff: in their own words, then as it calls itself."""
    own = language_name(code)
    base = code.replace("-", "_").split("_")[0]
    known = t.locale.languages.get(_LISTED_AS.get(code, base), "")
    if not known or known.casefold() == own.casefold():
        return own
    # NOTE: A language in the reader's words, and as it is called in itself: "arabiska (العربية)".
    return t.gettext("{language} ({own})").format(language=known, own=isolate(own))


@cache
def figure(t: Catalog, value: int) -> str:
    """Write a small whole number; kept, since a page has hundreds of them."""
    return t.number(value)
