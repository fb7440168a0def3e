"""The questions in two languages, as an interpreter sees them: no answer lies under the bar."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.phone import invite_bo
from tests.browser.reflow.screens import Screen
from tests.browser.reflow.speaking import talk_in
from tests.browser.reflow.talk import come_in

pytestmark = pytest.mark.browser

PHONES = (Screen(360, 640), Screen(360, 740), Screen(412, 915), Screen(360, 740, 200))
UNDER_THE_BAR = """() => {
  const bar = document.querySelector(".bar").getBoundingClientRect();
  return [...document.querySelectorAll(".option")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.top < bar.bottom - 1 && bar.top < box.bottom - 1;
  }).map((one) => one.textContent.trim().replace(/\\s+/g, " "));
}"""


@pytest.mark.parametrize("language", ["en", "ar", "th", "ti"])
def test_no_answer_lies_under_the_bar(site: Site, browser: Browser, language: str) -> None:
    with talk_in(language, site, browser, screens=()) as talk:
        come_in(talk, invite_bo(site, language))
        talk.page.locator(".menu summary").click()
        talk.press("form[action='/chat/beside'] button")
        for phone in PHONES:
            talk.screens.be(phone)
            talk.choose(2)  # the next question comes, and is scrolled to
            assert talk.page.locator(".option .second").count() == 5
            assert talk.page.evaluate(UNDER_THE_BAR) == [], str(phone)
            talk.go("/chat")
            talk.look(f"two languages ({phone})")
            talk.page.evaluate("window.scrollTo(0, 0)")
            assert talk.page.evaluate(UNDER_THE_BAR) == [], str(phone)
        assert not talk.screens.faults, "\n".join(talk.screens.faults)
