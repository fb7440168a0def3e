"""A phone that asks for a language, and somebody who talks with it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser

from bot.languages.spoken import tag_of
from tests.browser.conftest import PHONE, Site
from tests.browser.reflow.screens import SCREENS, Screen
from tests.browser.reflow.talk import Talk

WITH_LARGE_TEXT = ("sv", "ar")
"""The languages whose pages are measured with large text too."""


@contextmanager
def talk_in(
    language: str, site: Site, browser: Browser, screens: Sequence[Screen] = SCREENS
) -> Iterator[Talk]:
    headers = {"Accept-Language": tag_of(language)}
    context = browser.new_context(viewport=PHONE, extra_http_headers=headers)  # type: ignore[arg-type]
    yield Talk(site, context.new_page(), language, screens)
    context.close()
