"""Somebody who never reads and never types: from the link to the star and a small step.

By sound, pictures and presses alone, in Arabic, in two presses; a tone stands for every voice.
"""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.app_context import AppContext
from bot.clips.conversion import convert
from bot.languages.catalog import catalog
from bot.languages.text_states import digest_of
from dialogs.instruments.answer_mode import AnswerMode, PracticeOutcome
from storage.clips.clips import store_draft
from storage.meetings.sounds import keep_recording
from storage.tables.agenda import Meeting, Step
from storage.tables.people import Participant
from storage.tables.ratings import Rating, StoredAnswer
from tests.browser.conftest import Site
from tests.browser.phone import check_accessibility, invite_bo, wait_for_rest
from tests.moments import DAY
from tests.people import Diary, tuesday
from tests.recordings import recording
from tests.scenes import skapa

pytestmark = pytest.mark.browser


@pytest.fixture
def more_settings() -> dict[str, str]:
    return {"SKAPABOT_VOICE_DRAFTS": "yes", "SKAPABOT_LISTENER_PRESSES": "2"}


def give_every_text_a_voice(site: Site, language: str) -> None:
    texts, sound = catalog(language), convert(recording("wav", 0.4))
    said = {line for text in texts.said() for line in (text, *text.split("\n")) if line}
    for item in skapa().items:
        wording = skapa().wording(item, texts)
        said |= {wording.question, *wording.anchors, *skapa().suggestions(item, texts)}

    async def store(app: AppContext) -> None:
        async with app.database.writing() as session:
            for text in said:
                words = digest_of(text)
                await store_draft(
                    session, language, words, sound.ogg, sound.mp4, "a tone", app.clock()
                )

    site.work(store)


def press_picture(page: Page, place: int) -> None:
    """Press the answer in that place, counted from above, after having begun to listen."""
    page.locator("[data-listen=all]").first.click()
    page.locator("form.options input[name=heard]").first.wait_for(state="attached")
    answer = page.locator("form.options button.option").nth(place)
    token = answer.get_attribute("value")
    answer.click()
    page.locator(f"button[value='{token}']").wait_for(state="detached")
    wait_for_rest(page)


def everything_is_heard(page: Page) -> bool:
    """Tell whether the question and each of its answers has a voice of its own."""
    options = page.locator("form.options button.option").count()
    return page.locator(".heard .replay").count() > options > 0


def hear_the_menu(page: Page) -> None:
    """Open it and let it be read: the line that sounds is lit, and no other."""
    page.locator(".menu summary").click()
    page.locator("[data-listen=menu]").click()
    expect(page.locator(".sheet .sounding")).to_have_count(1)
    expect(page.locator("main .sounding")).to_have_count(0)
    check_accessibility(page)
    page.locator("[data-listen=menu]").click()
    page.locator(".menu summary").click()


async def book_and_record(app: AppContext) -> None:
    """Let the coach book a meeting, and say where it is."""
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    meeting = await Diary(app, who).book(tuesday(starts_at=app.clock() + 3 * DAY, line=None))
    sound = convert(recording("wav", 2))
    async with app.database.writing() as session:
        found = await session.get_one(Meeting, meeting.id)
        await keep_recording(session, found, sound.ogg, sound.mp4, app.clock())


async def kept(app: AppContext) -> tuple[list[tuple[int | None, AnswerMode | None, int]], int]:
    async with app.database.reading() as session:
        answers = await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))
        rating = await session.scalar(select(Rating))
        steps = (await session.scalars(select(Step))).all()
        assert rating is not None
        assert rating.practice is PracticeOutcome.UNDERSTOOD
        return [(one.value, one.mode, one.presses) for one in answers], len(steps)


def test_from_the_link_to_the_star_and_a_small_step(site: Site, page: Page) -> None:
    give_every_text_a_voice(site, "ar")
    typed: list[str] = []
    page.on("request", lambda one: typed.append(one.post_data or ""))
    page.goto(invite_bo(site, "ar"))
    page.locator("button.ear").click()  # the first thing there is
    page.locator("[data-listen][aria-pressed]").wait_for()
    page.locator("form.options button, main button.first").last.click()
    page.locator("form.options button.option").first.wait_for()
    press_picture(page, 0)  # one's own language stands first
    press_picture(page, 0)  # yes
    for presses in ((2, 1), (0, 0), (2, 1)):  # coffee: much; the empty end; the full end
        for place in presses:
            assert everything_is_heard(page)
            assert page.locator("form.options button.option svg").count() > 0, "pictures"
            press_picture(page, place)
    check_accessibility(page)
    for values in ((0, 0), (1,), (2, 1), (0, 1), (1,), (2, 0)):
        for place in values:
            assert everything_is_heard(page)
            press_picture(page, place)
    expect(page.locator("svg.star")).to_be_in_viewport()
    expect(page.locator("[data-listen=all]").first).to_be_attached()
    expect(page.locator(".newest li.heard")).to_have_count(len(skapa().items))
    page.locator(".newest li.heard [data-listen]").first.click()
    expect(page.locator(".newest li.sounding").first).to_be_attached()
    press_picture(page, 0)  # it is right
    for _ in range(3):  # an area by its picture, the first suggestion, when to ask about it
        press_picture(page, 0)
    hear_the_menu(page)
    site.work(book_and_record)
    page.goto(f"{site.url}/chat")
    told = page.locator(".heard:has(source[src^='/chat/heard/'])")
    told.locator("[data-listen]").click()
    expect(page.locator(".sounding:has(source[src^='/chat/heard/'])")).to_be_attached()
    answers, steps = site.work(kept)
    heard = AnswerMode.HEARD
    assert answers == [(value, heard, 2) for value in (1, 3, 5, 2, 3, 4)]
    assert steps == 1
    assert not [one for one in typed if "text=" in one or "words=" in one], "nothing was written"
