"""The web chat in two languages that nobody speaks: nothing is left in Swedish, all has room."""

import re

import pytest
from playwright.sync_api import Browser

from bot.languages.spoken import languages
from tests.browser.conftest import Site
from tests.browser.reflow.speaking import talk_in
from tests.browser.reflow.talk import Talk, walk_everywhere
from tests.pseudo import LEFTWARDS, LONG, MARK
from tests.pseudo import pseudo_languages as pseudo_languages

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("pseudo_languages")]

OURS = "Iris|Bo|Amal|Skapabot|SKAPA|Samordning|Telegram|Storgatan"
NAMES = "|".join((OURS, *languages().values()))
OWN_WORDS = re.compile(rf"{NAMES}|kanske|karin|vardagar|https?:|\w+\.\w+$")
"""What people and the project have written themselves."""
SOURCE = "Hur skulle du betygsätta"
"""A question in Swedish, which stands below its meaning while the translation is a draft."""


def walk(language: str, site: Site, browser: Browser) -> Talk:
    with talk_in(language, site, browser, screens=()) as talk:
        walk_everywhere(talk, browser)
        return talk


def test_a_much_longer_language_has_room(site: Site, browser: Browser) -> None:
    texts = walk(LONG, site, browser).screens.texts
    assert sum(MARK in text for text in texts) > 100


def test_nothing_is_left_in_swedish_and_all_runs_leftwards(site: Site, browser: Browser) -> None:
    texts = walk(LEFTWARDS, site, browser).screens.texts
    latin = {text for text in texts if re.search("[A-Za-zåäö]{3}", text)}
    left = sorted(text for text in latin if not OWN_WORDS.search(text))
    assert len(left) == 1, left
    assert SOURCE in left[0]
