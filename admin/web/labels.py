"""The words of the coaches' pages for what the database names with codes."""

from functools import cache

from babel import Locale, UnknownLocaleError

from bot.languages.catalog import Catalog
from bot.languages.spoken import spoken
from dialogs.texts import isolate


@cache
def language_label(t: Catalog, code: str) -> str:
    """Name a language to the staff, who book the interpreter: in their words, then in its own."""
    known = spoken().get(code)
    own = known.name if known else _own_name(code)
    said = _interpreters_name(t, known.code if known else code)
    if not said or said.casefold() == own.casefold():
        return said or own
    # NOTE: A language in the reader's words, and as it is called in itself: "arabiska (العربية)".
    return t.gettext("{language} ({own})").format(language=said, own=isolate(own))


def _interpreters_name(t: Catalog, code: str) -> str:
    """Give the name under which interpreters are booked, where Babel has another or none."""
    match code:
        case "fa_AF":
            return t.pgettext("language", "dari")
        case "ps":
            return t.pgettext("language", "pashto")
        case "ku":
            # NOTE: Kurmanji, as spoken in Turkey and Syria.
            return t.pgettext("language", "kurmanji (nordkurdiska)")
        case "ckb":
            # NOTE: Sorani, as spoken in Iraq and Iran.
            return t.pgettext("language", "sorani (sydkurdiska)")
        case "ti":
            return t.pgettext("language", "tigrinska")
        case "sv_SE@latt":
            # NOTE: Easy to read Swedish.
            return t.pgettext("language", "lätt svenska")
        case _:
            return str(t.locale.languages.get(code.replace("-", "_").split("_")[0], ""))


def _own_name(code: str) -> str:
    try:
        locale = Locale.parse(code.replace("-", "_"), sep="_")
    except (ValueError, UnknownLocaleError):
        return code
    return locale.get_display_name(locale) or code


@cache
def figure(t: Catalog, value: int) -> str:
    """Write a small whole number; kept, since a page has hundreds of them."""
    return t.number(value)
