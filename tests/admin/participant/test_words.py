"""What somebody has let the coach read stands on their page, and only there."""

from bot.app_context import AppContext
from storage.talk.coach_words import keep_words, pass_words_on
from tests.admin.visits import log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant

HOSTILE = "Jag är sjuk <b>i dag</b>\nring mig"


async def test_words_that_were_passed_on_are_news(app: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    clock.passes(days=1)
    async with app.database.writing() as session:
        for words in (HOSTILE, "inte till dig"):
            clock.passes(hours=1)
            kept = await keep_words(session, bo, words, clock.now)
            if words == HOSTILE:
                await pass_words_on(session, bo.id, kept.id, clock.now)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(f"/admin/participants/{bo.pseudonym}")
        other = await client.get("/admin")
    assert "Skrev till dig" in page.text
    assert "Jag är sjuk &lt;b&gt;i dag&lt;/b&gt;" in page.text
    assert "inte till dig" not in page.text
    assert "Jag är sjuk" not in page_text(other)
