"""Every page of the web chat on small screens: two languages with large text, all at 360 px."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser

from bot.app_context import AppContext
from bot.clips.spoken import spoken_texts
from bot.languages.catalog import catalog
from bot.languages.reviewing import translated_texts
from bot.languages.spoken import PARTICIPANTS, languages, tag_of, template_path
from dialogs.people.staff import StaffRole
from tests.browser.conftest import PHONE, Site
from tests.browser.phone import invite_bo
from tests.browser.reflow.screens import SCREENS, Screen
from tests.browser.reflow.talk import Talk, come_in, rate, walk_everywhere
from tests.people import add_staff, speak
from tests.people.knocks import EVERY_KIND

pytestmark = pytest.mark.browser

WITH_LARGE_TEXT = ("sv", "ar")


@pytest.fixture
def more_settings() -> dict[str, str]:
    return EVERY_KIND


@contextmanager
def talk_in(
    language: str, site: Site, browser: Browser, screens: Sequence[Screen] = SCREENS
) -> Iterator[Talk]:
    headers = {"Accept-Language": tag_of(language)}
    context = browser.new_context(viewport=PHONE, extra_http_headers=headers)  # type: ignore[arg-type]
    yield Talk(site, context.new_page(), language, screens)
    context.close()


def swedish_alone(language: str) -> set[str]:
    """List the Swedish texts that this language says otherwise, as a screen gives them."""
    with template_path(PARTICIPANTS).open("rb") as file:
        sources = [one.id for one in read_po(file) if isinstance(one.id, str) and one.id]
    texts = catalog(language)
    return {one[:50] for one in sources if texts.gettext(one)[:50] != one[:50]}


@pytest.mark.parametrize("language", WITH_LARGE_TEXT)
def test_every_page_is_whole_with_large_text(site: Site, browser: Browser, language: str) -> None:
    with talk_in(language, site, browser) as talk:
        walk_everywhere(talk, browser)


@pytest.mark.parametrize("language", WITH_LARGE_TEXT)
def test_what_can_be_heard_is_whole_with_large_text(
    site: Site, browser: Browser, language: str
) -> None:
    async def speak_everything(app: AppContext) -> None:
        texts = spoken_texts(translated_texts(language, {}), [])
        words = {one.text.said[0] for one in texts}
        await speak(app, await add_staff(app, "Eva", StaffRole.ADMIN), language, *words)

    site.work(speak_everything)
    with talk_in(language, site, browser) as talk:
        come_in(talk, invite_bo(site, language))
        talk.press("button.ear")
        assert talk.page.locator(".listen.first").is_visible()
        rate(talk)
        assert not talk.screens.faults, "\n".join(talk.screens.faults)


@pytest.mark.parametrize("language", [code for code in languages() if code not in WITH_LARGE_TEXT])
def test_every_page_is_whole_in_every_language(site: Site, browser: Browser, language: str) -> None:
    with talk_in(language, site, browser, screens=()) as talk:
        walk_everywhere(talk, browser)
        assert sorted(talk.screens.texts & swedish_alone(language)) == []
