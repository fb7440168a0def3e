"""The conversation view: the participant's language, nobody's name, one star over another."""

import datetime as dt
import re

import httpx
import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from dialogs.agenda.answers import Doer
from dialogs.instruments.answer_mode import AnswerMode
from dialogs.people.enrolment import EnrolmentStatus
from storage.shared_plan.goals import word_goal
from storage.tables.agenda import Step
from storage.tables.ratings import Rating, StoredAnswer
from tests.admin.visits import audit_entries, log_in, open_browser, page_text
from tests.bench.scans import watched_queries
from tests.people import (
    add_coach,
    add_participant,
    add_rating,
    change_participant,
    comment_only_step,
    suggest_own_step,
)

VIEW = "/admin/participants/A-01/conversation"
FULL = (3, 4, 3, 2, 4, 4)
MONTH = dt.timedelta(days=30)


async def three_stars(app: AppContext, who: int, language: str = "sv") -> list[int]:
    """Rate in August, in October and today (23 November 2026)."""
    return [
        await add_rating(app, who, values, ago=ago, comment=comment, language=language)
        for values, ago, comment in (
            ((1, 4, 3, 3, 3, 4), 3 * MONTH, "I augusti"),
            ((2, 4, 3, 3, 3, None), MONTH, "I oktober"),
            ((4, 4, 3, 2, 4, 4), 0 * MONTH, "Det går\nbättre"),
        )
    ]


def shown(page: httpx.Response) -> str:
    assert page.status_code == 200
    return page_text(page)


async def test_it_names_nobody(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo Bengtsson", protected=True)
    await add_participant(app, coach, "Amal al-Hassan")
    await three_stars(app, bo.id)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(VIEW)
    said = shown(page)
    for name in ("Bo ", "Bengtsson", "Amal", "A-01", "A-02", "Karin", "Insam", "Skyddad", "Logga"):
        assert name not in said, name
    assert re.findall(r'<a href="([^"]+)"', page.text)[0] == "/admin/participants/A-01"
    assert "<title>Vårt samtal – Skapabot</title>" in page.text
    assert "style=" not in page.text
    assert "<form" not in page.text
    assert await audit_entries(app, "opened conversation view") == [(coach, bo.id, True)]
    assert await audit_entries(app, "opened participant") == []


async def test_the_newest_star_lies_over_the_one_before_or_over_the_chosen(
    app: AppContext,
) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    first, second, newest = await three_stars(app, bo.id)
    async with open_browser(app) as client:
        await log_in(client)
        usual, chosen = await client.get(VIEW), await client.get(f"{VIEW}/{first}")
        itself = await client.get(f"{VIEW}/{newest}")
    before, start = "24 okt. 2026", "25 aug. 2026"
    for page, since, marked in ((usual, before, second), (chosen, start, first)):
        assert f'/conversation/{marked}" aria-current="true">' in page.text
        assert len(re.findall(r'class="star-earlier ', page.text)) == 2  # the line, and its name
        assert f"Från {1 if page is chosen else 2} till 4 sedan {since}" in shown(page)
        assert page.text.count(" sedan ") == 1  # one step is drawn without a word
        assert "Viss tid" in shown(page)
        assert "Det går bättre" in shown(page)
        assert "I augusti" not in shown(page)
    assert f"{start}, den första" in shown(usual)
    assert itself.status_code == 404


async def test_somebody_elses_star_cannot_be_laid_below(app: AppContext) -> None:
    coach = await add_coach(app)
    bo, kim = await add_participant(app, coach, "Bo"), await add_participant(app, coach, "Kim")
    await three_stars(app, bo.id)
    kims = await add_rating(app, kim.id, FULL, ago=MONTH)
    half = await add_rating(app, bo.id, (3, 2), ago=MONTH)
    async with open_browser(app) as client:
        await log_in(client)
        assert (await client.get(f"{VIEW}/{kims}")).status_code == 404
        assert (await client.get(f"{VIEW}/{half}")).status_code == 404


async def test_it_speaks_the_participants_language(app: AppContext) -> None:
    """Only the source beside it is Swedish; digits, dates and direction are the reader's."""
    coach = await add_coach(app)
    amal = await add_participant(app, coach, "Amal", language="ar")
    await three_stars(app, amal.id, language="ar")
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(VIEW)
    assert '<html lang="ar" dir="rtl">' in page.text
    beside = re.search(r'<details[^>]*lang="sv".*?</details>', page.text, re.DOTALL)
    assert beside
    assert "Mycket dålig" not in beside[0]
    assert "<b>٤</b> God" in " ".join(beside[0].split())
    theirs = page.text.replace(beside[0], "")
    assert "من ٢ إلى ٤ منذ ٢٤ تشرين\xa0الأول ٢٠٢٦" in theirs
    assert not re.search(r">[^<]*\b(Din|Dina|Det finns|Över|Hälsa|God|sedan)\b[^<]*<", theirs)


async def test_what_kind_of_rating_it_was_is_said(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    first, second, newest = await three_stars(app, bo.id)
    async with app.database.writing() as session:
        for rating, mode in (
            (first, AnswerMode.TOGETHER),
            (second, AnswerMode.PAPER),
            (newest, AnswerMode.TOGETHER),
        ):
            of = StoredAnswer.rating_id == rating
            await session.execute(update(StoredAnswer).where(of).values(mode=mode))
    async with open_browser(app) as client:
        await log_in(client)
        page = shown(await client.get(VIEW))
        alike = shown(await client.get(f"{VIEW}/{first}"))
    assert "tillsammans med handledare: 23 nov. 2026" in page
    assert "på papper: 24 okt. 2026" in page
    assert "tillsammans med handledare: 23 nov. 2026 och 25 aug. 2026" in alike


async def test_the_sum_is_said_where_it_has_changed(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await add_rating(app, bo.id, (3, 3, 3, 3, 3, None), ago=MONTH)
    await add_rating(app, bo.id, (2, 2, 2, 2, 2, 5))
    async with open_browser(app) as client:
        await log_in(client)
        page = shown(await client.get(VIEW))
    assert (
        "Alla svar tillsammans är 5 lägre än 24 okt. 2026. Det är räknat på 5 av 6 frågor." in page
    )


async def test_a_single_star_has_nothing_below_it(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await add_rating(app, bo.id, (None, 4, 3, 2, 4, 4))
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(VIEW)
    assert "star-earlier" not in page.text
    assert "Jämför" not in page.text
    assert "Hoppade över" in shown(page)


@pytest.mark.parametrize("values", [(), (3, 2), (None,) * 6])
async def test_without_a_star_it_says_what_to_do_next(
    app: AppContext, values: tuple[int | None, ...]
) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    if values:
        await add_rating(app, bo.id, values)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(VIEW)
    assert "Det finns ingen stjärna än. Du kan göra den i chatten, på papper" in shown(page)
    assert "<svg xmlns" not in page.text


async def test_spoken_comments_play_and_steps_stand_below(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await add_rating(app, bo.id, FULL, comment="\ufffc7 42\ufffc")
    await suggest_own_step(app, "Ringa <b>Anna</b>", None)
    await comment_only_step(app, "Bra tänkt")
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(VIEW)
    assert 'src="/admin/participants/A-01/spoken/7.m4a"' in page.text
    assert "Inspelat, 42 sekunder" in shown(page)
    assert "Ringa &lt;b&gt;Anna&lt;/b&gt;" in page.text
    assert "Din handledare har skrivit: Bra tänkt" in shown(page)


async def test_a_step_that_is_withdrawn_is_no_subject_any_more(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    await suggest_own_step(app, "Ringa Anna", None)
    async with app.database.writing() as session:
        await session.execute(update(Step).values(withdrawn_at=app.clock()))
    async with open_browser(app) as client:
        await log_in(client)
        page = shown(await client.get(VIEW))
    assert "Ringa Anna" not in page
    assert "Dina små steg" not in page


async def test_it_asks_no_more_often_the_more_there_is(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await three_stars(app, bo.id)
    asked = []
    async with open_browser(app) as client:
        await log_in(client)
        await client.get(VIEW)
        for _ in range(2):
            with watched_queries(app.database.engine.sync_engine) as queries:
                await client.get(VIEW)
            asked.append(len(queries))
            await three_stars(app, bo.id)
            await suggest_own_step(app, f"Ringa {len(asked)}", None)
    assert asked[0] == asked[1] > 0


async def test_coming_back_the_list_is_folded_away(app: AppContext) -> None:
    """The screen may still be turned to the participant."""
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo")
    await add_participant(app, coach, "Amal")
    async with open_browser(app) as client:
        await log_in(client)
        assert "Amal" in shown(await client.get("/admin/participants/A-01"))
        await client.get(VIEW)
        page = await client.get("/admin/participants/A-01")
    assert "Amal" not in shown(page)
    assert f'href="{VIEW}"' in page.text


async def test_there_is_nothing_of_somebody_who_is_erased(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    await three_stars(app, bo.id)
    await change_participant(app, bo.id, status=EnrolmentStatus.ERASED)
    async with open_browser(app) as client:
        await log_in(client)
        assert (await client.get(VIEW)).status_code == 404
    assert await audit_entries(app, "opened conversation view") == [(coach, bo.id, False)]


async def test_ratings_of_an_instrument_that_is_gone_are_left_out(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    gone = await add_rating(app, bo.id, FULL)
    async with app.database.writing() as session:
        of = Rating.id == gone
        await session.execute(update(Rating).where(of).values(instrument="gone"))
    async with open_browser(app) as client:
        await log_in(client)
        assert "Det finns ingen stjärna än." in shown(await client.get(VIEW))


async def test_what_is_agreed_on_stands_beside_the_star(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, language="en")
    await suggest_own_step(app, "Ring the kitchen", None)
    async with app.database.writing() as session:
        await word_goal(session, bo.id, ("skapa", ""), "A job in a kitchen", "en", app.clock())
        await word_goal(session, bo.id, ("skapa", "health"), "Gone", "en", app.clock())
        await word_goal(session, bo.id, ("skapa", "health"), "", "en", app.clock(), by=coach)
        step = (await session.scalars(select(Step))).one()
        step.doer, step.until = Doer.COACH, dt.date(2026, 12, 1)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(VIEW)
    assert "A job in a kitchen" in shown(page)
    assert "Gone" not in shown(page)
    assert "1 Dec 2026" in shown(page)
