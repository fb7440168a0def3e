"""Heard: a text is spoken into the microphone on the staff's page, and sounds in the chat."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app_context import AppContext
from bot.clips.conversion import convert
from bot.languages.catalog import catalog
from bot.languages.text_states import digest_of_key
from dialogs.people.staff import StaffRole
from tests.browser.conftest import PHONE, Site
from tests.browser.desk import fits_and_is_accessible, sign_in
from tests.browser.phone import begin_rating, check_accessibility, invite_bo, press, wait_for_rest
from tests.people import add_staff, speak
from tests.recordings import recording
from tests.scenes import skapa

pytestmark = pytest.mark.browser

HEALTH = skapa().item("health")
SOURCE = digest_of_key(("skapa.health", HEALTH.wording))
NOTING = """
  window.played = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const began = { clip: this.src, lit: "" };
    window.played.push(began);
    this.addEventListener("timeupdate", () => {
      const lit = document.querySelector(".sounding h1, .sounding bdi");
      if (this.src !== began.clip || this.currentTime === 0 || !lit) return;
      began.lit = lit.textContent.trim();
      document.documentElement.dataset.heard = window.played.filter((one) => one.lit).length;
    });
    return play.call(this);
  };
"""
"""Notes which clips have sounded (their time has gone on), and what was lit meanwhile."""


async def add_eva(app: AppContext) -> int:
    return await add_staff(app, "Eva", StaffRole.ADMIN)


def spoken(site: Site, eva: int, language: str, *words: str) -> None:
    """Let Eva have spoken words, each a little longer than the one before."""
    sounds = [convert(recording("wav", 0.6 + number / 10)) for number in range(len(words))]

    async def store(app: AppContext) -> None:
        await speak(app, eva, language, *words, sounds=sounds)

    site.work(store)


def record(site: Site, desk: Page) -> None:
    """Record the question in Swedish with the microphone."""
    desk.goto(f"{site.url}/admin/login")
    sign_in(desk, "Eva")
    desk.goto(f"{site.url}/admin/translations/ar/{SOURCE}")
    desk.locator("#in_swedish").fill("Hur är hälsan?")
    press(desk, "Spela in")
    desk.get_by_text("Spara texten först.").wait_for()
    desk.goto(f"{site.url}/admin/translations/sv/{SOURCE}")
    assert fits_and_is_accessible(desk)
    press(desk, "Spela in")
    desk.get_by_text("Inspelningen är i gång").wait_for()
    desk.wait_for_timeout(1500)  # the microphone beeps about once a second
    press(desk, "Klar")
    desk.get_by_text("Lyssna nu på hela inspelningen.").wait_for()
    heard = desk.get_by_label("Jag har lyssnat på hela inspelningen")
    assert heard.is_disabled(), "nobody has listened yet"
    assert fits_and_is_accessible(desk)
    desk.locator("#listen").evaluate("one => one.play()")
    desk.get_by_text("Är den bra? Använd den då.").wait_for()
    assert heard.is_checked()
    press(desk, "Använd inspelningen")
    desk.get_by_role("button", name="Ta bort inläsningen").wait_for()
    assert "inläst · Eva" in desk.locator("section .small").inner_text()
    assert fits_and_is_accessible(desk)


def wait_until_heard(page: Page, count: int, buttons: str = "[data-listen]") -> list[str]:
    """Wait until so many clips have sounded and all is quiet; gives what was lit at each."""
    quiet = f":not(:has(.sounding, :is({buttons})[aria-pressed]))"
    page.locator(f"html[data-heard='{count}']{quiet}").wait_for()
    lit: list[str] = page.evaluate("played.map((one) => one.lit)")
    return lit


def check_look(page: Page) -> None:
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for button in page.locator(".replay, .listen, .ear").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_what_is_spoken_at_the_desk_is_heard_in_the_chat(
    site: Site, page: Page, browser: Browser
) -> None:
    eva = site.work(add_eva)
    desk = browser.new_context(viewport=PHONE, locale="sv-SE").new_page()  # type: ignore[arg-type]
    record(site, desk)
    spoken(site, eva, "sv", HEALTH.anchors[0], HEALTH.anchors[3])

    page.add_init_script(NOTING)
    troubles: list[str] = []
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    begin_rating(page, invite_bo(site))
    assert page.locator("audio:visible").count() == 0
    check_look(page)
    assert page.evaluate("played") == [], "never unasked"
    press(page, "Lyssna")
    assert wait_until_heard(page, 3) == [HEALTH.wording, HEALTH.anchors[0], HEALTH.anchors[3]]
    press(page, f"Lyssna på svaret: {HEALTH.anchors[3]}")
    assert wait_until_heard(page, 4)[3] == HEALTH.anchors[3]

    press(page, "Läs allt för mig")
    expect(page.get_by_role("button", name="Läs allt för mig", pressed=True)).to_be_visible()
    wait_for_rest(page)
    check_look(page)
    first, question = (
        page.locator(".listen.first").bounding_box(),
        page.locator("h1").bounding_box(),
    )
    assert first is not None
    assert question is not None
    assert first["y"] < question["y"]
    press(page, "Lyssna")
    page.locator(".sounding").wait_for()
    press(page, "4 God")  # an answer ends what sounds
    page.get_by_role("heading", name="Vet du vad du ska göra").wait_for()
    assert page.locator(".sounding, .listen").count() == 0
    assert page.evaluate("played.length") == 5
    assert troubles == []


def test_the_door_reads_itself_at_one_press_which_is_kept(site: Site, page: Page) -> None:
    door = ("Hej!", "Här svarar du på några korta frågor, en i taget, när det passar dig.")
    spoken(site, site.work(add_eva), "sv", *door)
    page.add_init_script(NOTING.replace(".sounding h1", ".sounding h1, .sounding p"))
    page.goto(invite_bo(site))
    check_look(page)
    ear = page.get_by_role("button", name="Läs allt för mig")
    box = ear.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 80
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        ear.click()
    assert wait_until_heard(page, 2, ".listen, .replay") == ["Hej!", "Hej!"]
    press(page, "Börja")
    expect(page.get_by_role("button", name="Läs allt för mig", pressed=True)).to_be_visible()


def test_a_press_ends_what_sounds_and_an_unreachable_clip_is_said(site: Site, page: Page) -> None:
    spoken(site, site.work(add_eva), "sv", HEALTH.wording, *HEALTH.anchors)
    begin_rating(page, invite_bo(site))
    listen = page.get_by_role("button", name="Lyssna", exact=True)
    listen.click()
    page.locator(".sounding").first.wait_for()
    listen.click()
    assert page.locator(".sounding, [data-listen][aria-pressed]").count() == 0
    page.route("**/clips/*", lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name="Lyssna", exact=True).click()
    page.get_by_text("Det blev ingen kontakt just nu").wait_for()
    assert page.locator(".sounding").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_in_arabic_it_fits_too_and_without_javascript_there_are_players(
    site: Site, browser: Browser, *, scripts: bool
) -> None:
    arabic = skapa().wording(HEALTH, catalog("ar"))
    spoken(site, site.work(add_eva), "ar", arabic.question, *arabic.anchors)
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale="sv-SE",
        java_script_enabled=scripts,
    )
    page = context.new_page()
    begin_rating(page, invite_bo(site))
    page.locator(".menu summary").click()
    page.locator("button[name=argument][value=ar]").click()
    page.get_by_role("heading", name=arabic.question).wait_for()
    if scripts:
        check_look(page)
    shown = page.locator(".replay:visible").count(), page.locator("audio:visible").count()
    assert shown == ((6, 0) if scripts else (0, 6))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()
