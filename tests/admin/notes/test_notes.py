"""The coach's own notes: sealed, with their trace, for whoever has the case and who asks."""

from sqlalchemy import select, text

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from storage.coaching.tables import CoachNote
from storage.people.erasure import erase_participant
from tests.admin.requests.test_substitutes import WEEK, press
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant
from tests.people.agreements import agrees

HERE = "/admin/participants/A-01"
NOTES, FIRST, DATA = f"{HERE}/notes", f"{HERE}/notes/1", f"{HERE}/data"
WORDS = "Ringde läkaren.\nÅterkommer på måndag."


async def rows(app: AppContext) -> list[CoachNote]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(CoachNote).order_by(CoachNote.id)))


async def test_a_note_is_corrected_and_withdrawn_and_nothing_of_it_is_lost(
    app: AppContext,
) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(NOTES)
        assert "Du har inte skrivit någon anteckning än." in page_text(page)
        form = hidden_fields(page, NOTES)
        empty = await client.post(NOTES, data={**form, "own_note": " "})
        assert (empty.status_code, 'role="alert"' in empty.text) == (422, True)
        assert (await client.post(NOTES, data={**form, "own_note": WORDS})).status_code == 303
        old = hidden_fields(await client.get(NOTES), FIRST)
        saved = await client.post(FIRST, data={**old, "own_note": "Ringde sköterskan."})
        assert saved.status_code == 303
        both = await client.post(FIRST, data={**old, "own_note": "Ringde ingen."})
        assert both.status_code == 409
        assert "Nu: Ringde sköterskan. Ditt: Ringde ingen." in page_text(both)
        page = await client.get(NOTES)
        assert "Ringde läkaren." in page_text(page)
        withdrawal = f"{NOTES}/2/withdrawal"
        form = hidden_fields(page, withdrawal)
        for _ in range(2):
            assert (await client.post(withdrawal, data=form)).status_code == 303
        assert "tillbakadragen 23 nov." in page_text(await client.get(NOTES))
        assert "tillbakadragen" in page_text(await client.get(DATA))
    first, second = await rows(app)
    assert (first.words, first.replaced_at, first.withdrawn_at) == (WORDS, app.clock(), None)
    assert (second.replaces, second.withdrawn_by) == (first.id, coach)
    async with app.database.reading() as session:
        kept = await session.scalar(text("SELECT words FROM coach_notes"))
    assert b"Ringde" not in bytes(kept)
    assert "Ringde" not in (await personal_data_file(app, bo.id)).decode(), "not in a chat"
    async with app.database.writing() as session:
        await erase_participant(session, bo.id, app.clock())
    assert await rows(app) == []


async def test_a_substitute_and_another_coach_read_no_notes(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    other = await add_coach(app, "Eva")
    async with app.database.writing() as session:
        session.add(
            CoachNote(participant_id=bo.id, staff_id=1, words=WORDS, written_at=app.clock())
        )
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        for address in (NOTES, DATA):
            assert (await client.get(address)).status_code == 404
        await agrees(app, bo.id)
        async with open_browser(app) as karins:
            await log_in(karins)
            today = {**WEEK, "first": "2026-11-23", "to": str(other)}
            await send(karins, "/admin/requests", today)
        await press(client, "accept")
        page = await client.get(HERE)
        assert page.status_code == 200
        assert NOTES not in page.text
        token = {"token": hidden_fields(page)["token"], "own_note": "x"}
        for address in (NOTES, DATA):
            assert (await client.get(address)).status_code == 404
        for address in (NOTES, FIRST, f"{FIRST}/withdrawal"):
            assert (await client.post(address, data=token)).status_code == 404
    assert [one.words for one in await rows(app)] == [WORDS]


async def test_a_note_that_is_sent_twice_is_one_note(app: AppContext, clock: StandingClock) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        for notes in (1, 2):  # the same words again, from a page that shows the first
            form = hidden_fields(await client.get(NOTES), NOTES)
            for _ in range(2):
                clock.passes(seconds=1)
                saved = await client.post(NOTES, data={**form, "own_note": WORDS})
                assert saved.status_code == 303
            assert len(await rows(app)) == notes
        other = await client.post(NOTES, data={**form, "own_note": "Ringde ingen."})
        assert other.status_code == 303
        assert len(await rows(app)) == 3, "other words from the same page are another note"
