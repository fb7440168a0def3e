"""Who takes a step and by when is agreed on, also of a participant's own; what it was stays."""

import datetime as dt

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.agenda.answers import Doer, StepOutcome
from dialogs.agenda.messages import MessageKind
from storage.shared_plan.tables import EarlierStep
from storage.tables.agenda import Step
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, messages, suggest_own_step

HERE = "/admin/participants/A-01"
TERMS, ADD = f"{HERE}/steps/1/terms", f"{HERE}/steps"


async def only_step(app: AppContext) -> Step:
    async with app.database.reading() as session:
        return (await session.scalars(select(Step))).one()


async def test_a_participants_own_step_gets_somebody_who_takes_it_and_a_day(
    app: AppContext,
) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    await suggest_own_step(app, "Ringa köket", None)
    async with app.database.writing() as session:
        (await session.scalars(select(Step))).one().by_coach = False
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), TERMS)
        agreed = {**form, "doer": "coach", "until": "2026-12-01"}
        assert (await client.post(TERMS, data=agreed)).status_code == 303
        told = page_text(await client.get(HERE))
        assert "vem: Handledaren · senast 1 dec." in told
        assert "Ringa köket vem: Deltagaren · ändrat av handledaren 23 nov." in told
        again = await client.post(TERMS, data={**agreed, "doer": "psychiatry"})
        assert (again.status_code, "Nu: Handledaren Ditt: Psykiatrin" in page_text(again)) == (
            409,
            True,
        )
        past = await client.post(TERMS, data={**form, "doer": "coach", "until": "2026-11-01"})
        assert (past.status_code, 'role="alert"' in past.text) == (422, True)
    step = await only_step(app)
    assert (step.doer, step.until, step.words) == (Doer.COACH, dt.date(2026, 12, 1), "Ringa köket")
    async with app.database.reading() as session:
        was = (await session.scalars(select(EarlierStep))).one()
    assert (was.doer, was.until, was.by_staff) == (Doer.PARTICIPANT, None, coach)
    assert (coach, bo.id, True) in await audit_entries(app, "agreed on step")
    assert [row.kind for row in await messages(app)] == ["note"]


async def test_a_step_of_another_party_is_added_with_its_day(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), ADD)
        step = {"area": "health", "words": "Skriva en remiss", "doer": "health-centre"}
        step["look_on"] = "2026-12-10"
        wrong = await client.post(ADD, data={**form, **step, "doer": "nobody"})
        assert (wrong.status_code, "Skriva en remiss" in wrong.text) == (422, True)
        saved = await client.post(ADD, data={**form, **step, "until": "2026-12-20"})
        assert saved.status_code == 303
        step_now = await only_step(app)
        assert (step_now.doer, step_now.until) == (Doer.HEALTH_CENTRE, dt.date(2026, 12, 20))
        assert step_now.look_on is None, "nobody is asked about somebody else's step"
        assert "Steget är klart" in (await client.get(HERE)).text
        done = {**hidden_fields(await client.get(HERE), TERMS), "do": "done"}
        assert (await client.post(TERMS, data=done)).status_code == 303
        told = page_text(await client.get(HERE))
        assert "noterat 23 nov." in told
        assert "Steget är klart" not in told
        assert (await client.post(TERMS, data=done)).status_code == 409, "it is over"
    assert (await only_step(app)).outcome == StepOutcome.DONE
    await Reminding(app).sweep()


async def test_a_step_that_the_coach_takes_over_is_asked_about_no_more(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    await suggest_own_step(app, "Ringa köket", dt.date(2026, 12, 7))
    assert {row.kind: row.status for row in await messages(app)}[MessageKind.STEP] == "planned"
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), TERMS)
        done = await client.post(TERMS, data={**form, "do": "done"})
        assert "Steget är klart" not in page_text(done), "the participant says so of their own"
        await client.post(TERMS, data={**form, "doer": "coach", "until": "2026-12-01"})
    step = await only_step(app)
    assert (step.doer, step.look_on, step.outcome) == (Doer.COACH, None, None)
    assert {row.kind: row.status for row in await messages(app)}[MessageKind.STEP] != "planned"


@pytest.mark.parametrize("doer", ["psychiatry", "participant"])
async def test_done_from_a_stale_page_says_what_the_step_is_by_now(
    app: AppContext, doer: str
) -> None:
    await add_participant(app, await add_coach(app))
    await suggest_own_step(app, "Skicka brevet", None)
    words = f"{HERE}/steps/1/words"
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), TERMS)
        await client.post(TERMS, data={**form, "doer": "coach", "until": ""})
        stale = {**hidden_fields(await client.get(HERE), TERMS), "do": "done"}
        form = hidden_fields(await client.get(HERE), words)
        await client.post(words, data={**form, "words": "Boka tid"})
        asked = await client.post(TERMS, data=stale)
        assert (asked.status_code, 'role="alert"' in asked.text) == (409, True)
        assert "Steget har ändrats sedan du öppnade sidan." in page_text(asked)
        assert "Boka tid" in page_text(asked)
        assert "Skicka brevet" in page_text(asked), "what it was stands there too"
        stale = {**hidden_fields(asked, TERMS), "do": "done"}
        form = hidden_fields(asked, TERMS, doer)
        await client.post(TERMS, data={**form, "doer": doer, "until": ""})
        asked = await client.post(TERMS, data=stale)
        assert asked.status_code == 409
        assert (await only_step(app)).outcome is None
        finishes = 'value="done"' in asked.text
        assert finishes is (doer != "participant"), "a participant says themselves what is done"
        if finishes:
            done = {**hidden_fields(asked, TERMS), "do": "done"}
            assert (await client.post(TERMS, data=done)).status_code == 303
            assert (await only_step(app)).outcome == StepOutcome.DONE
