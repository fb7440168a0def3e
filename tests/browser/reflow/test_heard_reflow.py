"""What can be heard, on small screens and with large text."""

import pytest
from playwright.sync_api import Browser

from bot.app_context import AppContext
from bot.clips.spoken import spoken_texts
from bot.languages.reviewing import translated_texts
from dialogs.people.staff import StaffRole
from tests.browser.conftest import Site
from tests.browser.phone import invite_bo
from tests.browser.reflow.speaking import WITH_LARGE_TEXT, talk_in
from tests.browser.reflow.talk import come_in, rate
from tests.people import add_staff, speak

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", WITH_LARGE_TEXT)
def test_what_can_be_heard_is_whole_with_large_text(
    site: Site, browser: Browser, language: str
) -> None:
    async def speak_everything(app: AppContext) -> None:
        texts = spoken_texts(language, translated_texts(language, {}), [])
        words = {one.text.said[0] for one in texts}
        await speak(app, await add_staff(app, "Eva", StaffRole.ADMIN), language, *words)

    site.work(speak_everything)
    with talk_in(language, site, browser) as talk:
        come_in(talk, invite_bo(site, language))
        talk.press("button.ear")
        assert talk.page.locator(".listen.first").is_visible()
        rate(talk)
        assert not talk.screens.faults, "\n".join(talk.screens.faults)
