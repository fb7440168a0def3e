"""The coach and the small steps: the plan on the page, a comment, a step added. All logged."""

import datetime as dt

import httpx
import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from dialogs.agenda.answers import StepOutcome
from storage.people.timing import participant_timing
from storage.steps.steps import add_step, review_step
from storage.tables.agenda import Reminder, Step
from storage.tables.people import Participant
from tests.admin.visits import (
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant, add_rating
from tests.scenes import skapa

HOSTILE = '<script>alert(1)</script> \u202e =HYPERLINK("http://x")'
WORDS = "سأمشي قليلاً كل يوم"


async def chosen(app: AppContext, who: Participant, words: str = WORDS) -> int:
    """Let somebody have chosen a small step in Arabic; give its id."""
    async with app.database.writing() as session:
        person = await session.get_one(Participant, who.id)
        when = await participant_timing(session, person, app.calendar)
        step = await add_step(session, person, "health", words, 7, app.clock(), when)
        return step.id


async def answered(app: AppContext, step_id: int, outcome: StepOutcome, helped: str = "") -> None:
    async with app.database.writing() as session:
        step = await session.get_one(Step, step_id)
        person = await session.get_one(Participant, step.participant_id)
        when = await participant_timing(session, person, app.calendar)
        await review_step(session, step, outcome, helped, None, app.clock(), when)


async def steps(app: AppContext) -> list[Step]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(Step).order_by(Step.id)))


async def messages(app: AppContext) -> list[tuple[str, str]]:
    async with app.database.reading() as session:
        rows = await session.scalars(select(Reminder).order_by(Reminder.id))
        return [(row.kind, row.status) for row in rows]


async def posted(
    client: httpx.AsyncClient, who: Participant, path: str, **fields: str
) -> httpx.Response:
    """Post one of the card's forms, with the page's token."""
    page = await client.get("/admin")
    address = f"/admin/participants/{who.pseudonym}/steps{path}"
    return await client.post(address, data={"token": form_token(page), **fields})


async def test_the_page_shows_the_plan_with_what_helped(app: AppContext) -> None:
    amal = await add_participant(app, await add_coach(app), "Amal", language="ar")
    await add_rating(app, amal.id, (3, 4, 3, 2, 4, 4), ago=dt.timedelta(days=1))
    await answered(app, await chosen(app, amal), StepOutcome.ON_THE_WAY, HOSTILE)
    await chosen(app, amal, "Ringa en vän")
    async with open_browser(app) as client:
        await log_in(client)
        page = (await client.get(f"/admin/participants/{amal.pseudonym}")).text
    assert f'<q class="said" lang="ar" dir="rtl">{WORDS}</q>' in page
    assert "Hälsa" in page
    assert "på väg" in page
    assert "boten frågar 30 nov" in page
    assert "Litet steg valt" in page, "it stands among what has happened"
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


async def test_a_comment_is_kept_and_the_participant_will_be_told(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    number = await chosen(app, bo)
    async with open_browser(app) as client:
        await log_in(client)
        went = await posted(client, bo, f"/{number}", comment="Bra början.\r\nRing mig gärna.")
        assert went.headers["location"] == f"/admin/participants/{bo.pseudonym}#small-steps"
        page = (await client.get(f"/admin/participants/{bo.pseudonym}")).text
        assert "Bra början.\nRing mig gärna." in page
        again = await posted(client, bo, f"/{number}", comment="Bra början.\r\nRing mig gärna.")
        assert again.status_code == 303
    assert (await steps(app))[0].comment == "Bra början.\nRing mig gärna."
    assert await messages(app) == [("step", "planned"), ("note", "planned")]
    assert await audit_entries(app, "commented on step") == [(coach, bo.id, True)] * 2


async def test_a_comment_taken_back_is_not_told(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    number = await chosen(app, bo)
    async with open_browser(app) as client:
        await log_in(client)
        await posted(client, bo, f"/{number}", comment="Fel person")
        await posted(client, bo, f"/{number}", comment=" ")
    assert (await steps(app))[0].comment is None
    assert await messages(app) == [("step", "planned"), ("note", "cancelled")]


async def test_a_step_is_added_and_announced(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    fields = {"area": "skills", "words": HOSTILE, "look_on": "2026-12-07"}
    async with open_browser(app) as client:
        await log_in(client)
        assert (await posted(client, bo, "", **fields)).status_code == 303
        page = (await client.get(f"/admin/participants/{bo.pseudonym}")).text
    assert "tillagt av handledaren 23 nov" in page
    assert "<script>alert" not in page
    [step] = await steps(app)
    assert (step.by_coach, step.item, step.language) == (True, "skills", "sv")
    assert step.look_on == dt.date(2026, 12, 7)
    assert await messages(app) == [("step", "planned"), ("note", "planned")]
    assert await audit_entries(app, "added step") == [(coach, bo.id, True)]


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("area", "nonsense", "Välj ett område i listan."),
        ("words", " \u202e ", "Skriv vad steget är."),
        ("words", "x" * 301, "Skriv högst 300 tecken."),
        ("look_on", "2026-11-23", "Välj en dag framåt i tiden"),
        ("look_on", "i morgon", "Välj en dag framåt i tiden"),
        ("look_on", "9999-12-31", "Välj en dag framåt i tiden"),
    ],
)
async def test_what_cannot_be_is_said_and_the_rest_stays(
    app: AppContext, field: str, value: str, fault: str
) -> None:
    bo = await add_participant(app, await add_coach(app))
    fields = {"area": "skills", "words": "Fråga en granne", "look_on": "", field: value}
    async with open_browser(app) as client:
        await log_in(client)
        page = await posted(client, bo, "", **fields)
    assert page.status_code == 422
    assert fault in page.text
    if field != "words":
        assert 'value="Fråga en granne"' in page.text
    assert await steps(app) == []


async def test_a_comment_too_long_comes_back(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    number = await chosen(app, bo)
    async with open_browser(app) as client:
        await log_in(client)
        page = await posted(client, bo, f"/{number}", comment="ord " * 300)
    assert page.status_code == 422
    assert "Skriv högst 1" in page.text
    assert "ord " * 299 in page.text
    assert (await steps(app))[0].comment is None


async def test_somebody_elses_steps_are_not_there_and_the_try_is_logged(app: AppContext) -> None:
    mine, other = await add_coach(app), await add_coach(app, "Eva")
    bo, amal = await add_participant(app, mine), await add_participant(app, other, "Amal")
    theirs = await chosen(app, amal)
    fields = {"area": "skills", "words": "Fråga en granne"}
    async with open_browser(app) as client:
        await log_in(client)
        tries = [
            await posted(client, amal, f"/{theirs}", comment="x"),
            await posted(client, bo, f"/{theirs}", comment="x"),
            await posted(client, bo, f"/{2**70}", comment="x"),
            await posted(client, amal, "", **fields),
            await client.post(f"/admin/participants/{bo.pseudonym}/steps", data=fields),
        ]
    assert [one.status_code for one in tries] == [404, 404, 404, 404, 403]
    [step] = await steps(app)
    assert step.comment is None
    assert await audit_entries(app, "added step") == [(mine, amal.id, False)]


async def test_nobody_is_given_steps_before_they_take_part(app: AppContext) -> None:
    kim = await add_participant(app, await add_coach(app), "Kim", opened=False)
    async with open_browser(app) as client:
        await log_in(client)
        page = (await client.get(f"/admin/participants/{kim.pseudonym}")).text
        assert "Lägg till ett steg" not in page
        went = await posted(client, kim, "", area="skills", words="Fråga en granne")
    assert went.status_code == 404
    assert await steps(app) == []


async def test_added_twice_is_added_once(app: AppContext, clock: StandingClock) -> None:
    bo = await add_participant(app, await add_coach(app))
    fields = {"area": "skills", "words": "Fråga en granne", "look_on": "2026-12-07"}
    async with open_browser(app) as client:
        await log_in(client)
        sent = [await posted(client, bo, "", **fields) for _ in range(2)]
        assert [one.status_code for one in sent] == [303, 303]
        await posted(client, bo, "", **{**fields, "look_on": "2026-12-14"})
        [step] = await steps(app)
        assert (step.look_on, step.looks) == (dt.date(2026, 12, 14), 1)
        assert await messages(app) == [("step", "planned"), ("note", "planned")]
        await posted(client, bo, "", **{**fields, "area": "time"})
        await posted(client, bo, "", **{**fields, "words": "Fråga en vän"})
        clock.passes(minutes=11)
        await posted(client, bo, "", **fields)
    assert [step.item for step in await steps(app)] == ["skills", "time", "skills", "skills"]


async def test_a_step_that_was_declined_meanwhile_is_suggested_anew(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    fields = {"area": "skills", "words": "Fråga en granne", "look_on": ""}
    async with open_browser(app) as client:
        await log_in(client)
        await posted(client, bo, "", **fields)
        await answered(app, 1, StepOutcome.LEFT)
        await posted(client, bo, "", **fields)
    assert [step.outcome for step in await steps(app)] == ["left", None]


async def test_a_comment_that_was_changed_in_another_tab_is_not_overwritten(
    app: AppContext,
) -> None:
    person = await add_participant(app, await add_coach(app))
    await chosen(app, person)
    here, path = "/admin/participants/A-01", "/admin/participants/A-01/steps/1"
    async with open_browser(app) as client:
        await log_in(client)
        old = hidden_fields(await client.get(here), path)
        for _ in range(2):
            first = await client.post(path, data={**old, "comment": "Bra!"})
            assert first.status_code == 303
        page = await client.post(path, data={**old, "comment": "Fint!"})
        assert page.status_code == 409
        assert "Nu: Bra! Ditt: Fint!" in page_text(page)
        assert "<q" in (await client.get(here)).text
        again = {**hidden_fields(page, path), "comment": "Fint!"}
        assert (await client.post(path, data=again)).status_code == 303
        assert "Fint!" in (await client.get(here)).text


async def test_a_suggestion_in_another_language_stands_in_swedish_too(app: AppContext) -> None:
    who = await add_participant(app, await add_coach(app))
    async with app.database.writing() as session:
        (await session.get_one(Participant, who.id)).language = "ar"
    health = skapa().item("health")
    await chosen(app, who, skapa().suggestions(health, catalog("ar"))[0])
    await chosen(app, who)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(f"/admin/participants/{who.pseudonym}")
    assert f'lang="sv">{health.steps[0]}<' in page.text
    assert page.text.count('class="small" lang="sv"') == 1, "own words are nobody's to translate"
