"""The conversation view in a real browser: in Arabic, by keyboard, on a phone, on one sheet."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from bot.app_context import AppContext
from storage.tables.agenda import Step
from storage.tables.ratings import StoredAnswer
from tests.browser.conftest import Site
from tests.browser.desk import PHONE, WIDE, fits_and_is_accessible, sign_in
from tests.people import add_coach, add_participant, add_rating, change_participant
from tests.people.steps import comment_only_step, suggest_own_step

pytestmark = pytest.mark.browser

PERSON = "/admin/participants/A-01"
VIEW = f"{PERSON}/conversation"
MONTH = dt.timedelta(days=30)
LONG = "أريد أن أعمل في مطبخ، وقد تعلمت الكثير هذا العام. " * 20
PRINTED_WIDTH = round((210 - 2 * 13) / 25.4 * 96)
"""How wide a sheet is between its margins, in px."""


async def _amal(app: AppContext) -> None:
    coach = await add_coach(app)
    amal = await add_participant(app, coach, "Amal al-Hassan", language="ar")
    for values, months in (
        ((2, 2, 3, 1, 3, None), 12),
        ((2, 3, 3, 2, 3, 4), 9),
        ((1, 3, 2, 2, 3, 4), 6),
        ((2, 4, 3, 2, 3, 5), 3),
        ((4, 4, 3, 2, 4, 4), 0),
    ):
        comment = LONG if months == 0 else ""
        await add_rating(app, amal.id, values, ago=months * MONTH, comment=comment, language="ar")
    await suggest_own_step(app, "Fråga Ali om praktik i köket", app.clock().date())
    await comment_only_step(app, "Vi ringer dit tillsammans på tisdag.")
    await add_participant(app, coach, "Bo Bengtsson")


@pytest.fixture
def coach(site: Site, browser: Browser) -> Iterator[Page]:
    """Karin's browser, signed in."""
    site.work(_amal)
    context = browser.new_context(viewport=WIDE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/admin/login")
    sign_in(page)
    yield page
    context.close()


def test_it_is_opened_turned_and_left_by_keyboard(coach: Page) -> None:
    coach.goto(PERSON)
    assert coach.get_by_text("Bo Bengtsson").is_visible()
    coach.get_by_role("link", name="Visa för deltagaren").click()
    coach.wait_for_url(f"**{VIEW}")
    assert coach.locator("html").get_attribute("dir") == "rtl"
    for size, scheme in ((WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")):
        coach.set_viewport_size(size)  # type: ignore[arg-type]
        coach.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert fits_and_is_accessible(coach), f"{size} {scheme}"
    said = coach.inner_text("body")
    assert not [name for name in ("Amal", "Bo ", "A-0", "Karin") if name in said]
    # Time runs from right to left, as one reads: the newest answer is the leftmost.
    first, last = (coach.locator(".course circle").nth(one).bounding_box() for one in (0, 4))
    assert first
    assert last
    assert last["x"] < first["x"]
    coach.locator(".large nav a").last.click()
    coach.wait_for_url(f"**{VIEW}/1")
    coach.get_by_text("Svenska", exact=True).click()
    assert coach.get_by_text("Till stor del").first.is_visible()
    assert fits_and_is_accessible(coach)
    coach.keyboard.press("Escape")
    coach.wait_for_url(f"**{PERSON}")
    coach.set_viewport_size(WIDE)  # type: ignore[arg-type]
    assert not coach.get_by_text("Bo Bengtsson").is_visible()
    assert coach.get_by_role("button", name="Visa listan bredvid").is_visible()


async def _write_much(app: AppContext) -> None:
    """Let all six answers change and have long comments, and seven steps have long words."""
    now = app.clock()
    async with app.database.writing() as session:
        await session.execute(update(StoredAnswer).values(comment=LONG))
        await session.execute(
            update(StoredAnswer).where(StoredAnswer.rating_id == 4).values(value=2)
        )
        await session.execute(
            update(StoredAnswer).where(StoredAnswer.rating_id == 5).values(value=5)
        )
        await session.execute(update(Step).values(comment=LONG, helped=LONG))
        for _ in range(6):
            more = Step(participant_id=1, instrument="skapa", item="time", language="ar")
            more.words = more.comment = more.helped = LONG
            more.made_at = now
            session.add(more)


@pytest.mark.parametrize("language", ["ar", "th", "sv"])
def test_it_prints_on_one_sheet_with_nothing_cut(coach: Page, site: Site, language: str) -> None:
    """However much was written: long texts end in an ellipsis."""

    async def speak(app: AppContext) -> None:
        await change_participant(app, 1, language=language)
        await _write_much(app)

    site.work(speak)
    coach.set_viewport_size({"width": PRINTED_WIDTH, "height": 1000})
    coach.emulate_media(media="print", color_scheme="dark")
    coach.goto(VIEW)
    printed = coach.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert not coach.locator(".no-print").first.is_visible()
    assert coach.locator("h1").evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
    cut = coach.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, p, li')]"
        ".filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.textContent)"
    )
    assert cut == []
    low = coach.locator("main").evaluate("it => it.scrollHeight - it.clientHeight")
    assert low <= 1  # nothing below the edge of the sheet
