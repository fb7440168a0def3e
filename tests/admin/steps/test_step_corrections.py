"""A coach corrects and withdraws a step of theirs; the participant's own stay as they are."""

from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.agenda import Step
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, suggest_own_step

HERE = "/admin/participants/A-01"
WORDS, WITHDRAWAL = f"{HERE}/steps/1/words", f"{HERE}/steps/1/withdrawal"


async def only_step(app: AppContext) -> Step:
    async with app.database.reading() as session:
        return (await session.scalars(select(Step))).one()


async def test_a_step_is_worded_anew_and_withdrawn(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    await suggest_own_step(app, "Gå en runda", None)
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), WORDS)
        assert (await client.post(WORDS, data={**form, "words": "Gå ut"})).status_code == 303
        page = await client.get(HERE)
        assert "ändrat 23 nov." in page_text(page)
        was = "Hur det stod förut Gå ut Gå en runda vem: Deltagaren"
        assert was in page_text(page)
        empty = await client.post(WORDS, data={**hidden_fields(page, WORDS), "words": " "})
        assert "Skriv vad steget är." in page_text(empty)
        form = hidden_fields(page, WITHDRAWAL)
        for _ in range(2):
            assert (await client.post(WITHDRAWAL, data=form)).status_code == 303
        page = await client.get(HERE)
        assert "tillbakadraget 23 nov." in page_text(page)
        assert WORDS not in page.text
        late = await client.post(WORDS, data={**form, "words": "Ring någon"})
        assert (late.status_code, "Ring någon" in late.text) == (409, True)
    step = await only_step(app)
    assert (step.words, step.words_by, step.withdrawn_at) == ("Gå ut", coach, app.clock())
    assert await audit_entries(app, "withdrew step") == [(coach, bo.id, True)] * 2


async def test_the_participants_own_step_is_not_the_coachs_to_word(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    await suggest_own_step(app, "Gå en runda", None)
    async with app.database.writing() as session:
        (await session.scalars(select(Step))).one().by_coach = False
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(HERE)
        assert WORDS not in page.text
        data = {**hidden_fields(page, f"{HERE}/steps/1"), "words": "Ring"}
        assert (await client.post(WORDS, data=data)).status_code == 409
        await client.post(WITHDRAWAL, data=data)
    step = await only_step(app)
    assert (step.words, step.withdrawn_at) == ("Gå en runda", None)
