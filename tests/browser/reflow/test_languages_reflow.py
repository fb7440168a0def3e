"""Every page of the web chat in every language at 360 px: whole, and in no other language."""

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from bot.languages.catalog import catalog
from bot.languages.spoken import PARTICIPANTS, languages, template_path
from tests.browser.conftest import Site
from tests.browser.reflow.speaking import WITH_LARGE_TEXT, talk_in
from tests.browser.reflow.talk import walk_everywhere

pytestmark = pytest.mark.browser


def swedish_alone(language: str) -> set[str]:
    """List the Swedish texts that this language says otherwise, as a screen gives them."""
    with template_path(PARTICIPANTS).open("rb") as file:
        sources = [one.id for one in read_po(file) if isinstance(one.id, str) and one.id]
    texts = catalog(language)
    return {one[:50] for one in sources if texts.gettext(one)[:50] != one[:50]}


@pytest.mark.parametrize("language", [code for code in languages() if code not in WITH_LARGE_TEXT])
def test_every_page_is_whole_in_every_language(site: Site, browser: Browser, language: str) -> None:
    with talk_in(language, site, browser, screens=()) as talk:
        walk_everywhere(talk, browser)
        assert sorted(talk.screens.texts & swedish_alone(language)) == []
