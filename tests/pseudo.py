"""Two languages that nobody speaks: one much longer than Swedish, and one from right to left.

What is not translated, is glued together, or has no room shows at once.
"""

import gettext
import re
from collections.abc import Callable

import pytest

from bot.languages import catalog as catalogs
from bot.languages.spoken import Language, languages, spoken, staff_languages
from bot.languages.translations import Reviews, Translations, read_translations

LONG, LEFTWARDS = "sv_FI", "ar_EG"
"""Codes that Babel knows and we do not speak."""
_KEPT = re.compile(r"(\{[^{}]*\}|&#?\w+;|<[^<>]*>|/\w+)")
_LATIN = "abcdefghijklmnopqrstuvwxyzåäö"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper(), (_ARABIC + "پ") * 2)
MARK = "ŧ"
"""Stands at the end of every text of the long language."""


def longer(text: str) -> str:
    """Make a text two fifths longer, as German and Tamil are, and mark its end."""
    letters = len(_KEPT.sub("", text))
    return text + " " + "ŧøŋ " * (letters // 10) + MARK


def leftwards(text: str) -> str:
    """Write a text in Arabic letters, and keep what the program reads."""
    return "".join(
        part if number % 2 else part.translate(_LETTERS)
        for number, part in enumerate(_KEPT.split(text))
    )


class _Pseudo(gettext.NullTranslations):
    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self._change = change

    def gettext(self, message: str) -> str:
        return self._change(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._change(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return message if context == "typed" else self._change(message)


@pytest.fixture
def pseudo_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the two languages as well."""
    changes = {LONG: longer, LEFTWARDS: leftwards}

    def read(language: str, reviews: Reviews) -> Translations:
        if language not in changes:
            return read_translations(language, reviews)
        return Translations(_Pseudo(changes[language]))

    staff_languages()  # they have no staff
    monkeypatch.setattr(catalogs, "read_translations", read)
    monkeypatch.setitem(spoken(), LONG, Language(LONG, "Ŧøŋ"))
    monkeypatch.setitem(spoken(), LEFTWARDS, Language(LEFTWARDS, "اهلا", digits="٠"))
    for code, one in ((LONG, "Ŧøŋ"), (LEFTWARDS, "اهلا")):
        monkeypatch.setitem(languages(), code, one)
        monkeypatch.delitem(catalogs._catalogs, code, raising=False)
