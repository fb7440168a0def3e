"""Every page of the web chat on small screens and with large text."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.reflow.speaking import WITH_LARGE_TEXT, talk_in
from tests.browser.reflow.talk import walk_everywhere

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", WITH_LARGE_TEXT)
def test_every_page_is_whole_with_large_text(site: Site, browser: Browser, language: str) -> None:
    with talk_in(language, site, browser) as talk:
        walk_everywhere(talk, browser)
