"""The steps of a translated instrument: noted on the pages, and stale with a change."""

from dataclasses import replace

import httpx
import pytest
from sqlalchemy import text

from bot.app_context import AppContext
from bot.languages.instrument_steps import steps_of_wordings
from bot.languages.reviewing import translated_texts
from bot.languages.text_states import digest_of_key
from dialogs.instruments.translation_steps import TranslationStep
from dialogs.people.staff import StaffRole
from storage.translations.steps import noted_steps
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_staff
from tests.scenes import skapa

AR = "/admin/translations/ar"
HERE = f"{AR}/steps/skapa"
QUESTION = ("skapa.cooperation", "Hur bra är du på att samarbeta?")
TRIED = {
    "step": "tried",
    "by": "Amal, SFI-lärare",
    "done_on": "2026-11-20",
    "persons": "12",
    "note": "Två runder",
    "do": "note",
}


@pytest.fixture
async def app(app: AppContext) -> AppContext:
    await add_staff(app, "Tora", StaffRole.TRANSLATOR)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    return app


async def send(client: httpx.AsyncClient, page: httpx.Response, **typed: str) -> httpx.Response:
    return await client.post(HERE, data={**hidden_fields(page, HERE), **typed})


async def test_nothing_is_done_yet_but_a_model_has_translated(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        for language in ("ar", "en", "so"):
            page = page_text(await client.get(f"/admin/translations/{language}"))
            assert "Översatt från svenska språkmodell · 26 nov. 2026" in page, language
            assert page.count("inte gjort") == 4
        assert "vägda samman" not in page_text(await client.get("/admin/translations/sv"))


@pytest.mark.parametrize("who", ["Tora", "Eva"])
async def test_a_step_is_noted_and_stands_at_once(app: AppContext, who: str) -> None:
    async with open_browser(app) as client:
        await log_in(client, who)
        noted = await send(client, await client.get(AR), **TRIED)
        assert noted.status_code == 303
        assert noted.headers["location"] == f"{AR}#steps-skapa"
        page = page_text(await client.get(AR))
        file = (await client.get(f"{AR}/participants.toml")).text
    assert "Amal, SFI-lärare · 20 nov. 2026 · 12 personer Två runder" in page
    assert '[steps."skapa".tried]' in file
    assert 'by = "Amal, SFI-lärare"\non = 2026-11-20\npersons = 12\nnote = "Två runder"' in file
    assert '[steps."skapa".forward]' in file
    assert len(await audit_entries(app, "noted step of translation")) == 1


async def test_a_changed_text_makes_the_steps_stale_and_they_leave_the_file(
    app: AppContext,
) -> None:
    review = f"{AR}/{digest_of_key(QUESTION)}"
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(AR), **TRIED)
        page = await client.get(review)
        mended = {"said0": "ما مدى قدرتك؟", "state": "reviewed"}
        await client.post(review, data={**hidden_fields(page, review), **mended})
        stale = page_text(await client.get(AR))
        file = (await client.get(f"{AR}/participants.toml")).text
    assert "12 personer · inaktuellt, texterna har ändrats sedan dess" in stale
    assert stale.count("inaktuellt, texterna") == 2, "the machine's translation is another too"
    assert "[steps." not in file


async def test_a_suggestion_of_a_small_step_is_no_part_of_what_was_tried(app: AppContext) -> None:
    [step] = (one for one in translated_texts("ar", {}) if one.context == "skapa.health.step.1")
    review = f"{AR}/{step.source}"
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(review)
        mended = {"said0": "المشي قليلا", "state": "reviewed"}
        await client.post(review, data={**hidden_fields(page, review), **mended})
        assert "inaktuellt, texterna" not in page_text(await client.get(AR))


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"by": ""}, "by", "Skriv vem som gjorde steget."),
        ({"by": "x" * 81}, "by", "för lång"),
        ({"done_on": ""}, "done_on", "Välj en dag."),
        ({"done_on": "2027-01-01"}, "done_on", "Dagen har inte varit än."),
        ({"persons": ""}, "persons", "Skriv hur många personer det var."),
        ({"persons": "-3"}, "persons", "Skriv hur många personer det var."),
        ({"persons": "0"}, "persons", "Skriv hur många personer det var."),
        ({"note": "x" * 401}, "note", "för lång"),
        ({"step": "back-translated", "do": "remove"}, "step", "Det steget är inte antecknat."),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    app: AppContext, typed: dict[str, str], field: str, told: str
) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        answer = await send(client, await client.get(AR), **{**TRIED, **typed})
        assert answer.status_code == 422
        assert told in answer.text
        assert f'aria-describedby="{field}-fault-1" autofocus' in answer.text
        assert "Två runder" in answer.text or "note" in typed
        assert "<details open>" in answer.text
        right = await send(client, answer, **TRIED)
    assert right.status_code == 303


async def test_what_was_filled_in_before_a_log_in_is_named_by_its_fields(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        form = hidden_fields(await client.get(AR), HERE) | TRIED
        client.cookies.clear()
        await log_in(client, "Tora")
        kept = await client.post(HERE, data=form)
    assert kept.status_code == 403
    told = "Vem som gjorde det Amal, SFI-lärare Vilken dag 2026-11-20 Antal personer 12"
    assert "Anteckna ett steg " + told + " Anteckning Två runder" in page_text(kept)


async def test_a_step_without_people_takes_no_number(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        back = {**TRIED, "step": "back-translated", "persons": "many"}
        assert (await send(client, await client.get(AR), **back)).status_code == 303
    async with app.database.reading() as session:
        [row] = await noted_steps(session)
    assert (row.step, row.persons) == (TranslationStep.BACK, None)


async def test_two_at_once_see_both_and_nobody_notes_for_texts_they_have_not_seen(
    app: AppContext,
) -> None:
    review = f"{AR}/{digest_of_key(QUESTION)}"
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        first, second = await client.get(AR), await client.get(AR)
        await send(client, first, **TRIED)
        both = await send(client, second, **{**TRIED, "persons": "5"})
        assert both.status_code == 409
        assert "Någon har ändrat det här" in both.text
        assert "Antal personer Nu: 12 Ditt: 5" in page_text(both)
        assert (await send(client, both, **{**TRIED, "persons": "5"})).status_code == 303
        seen, page = await client.get(AR), await client.get(review)
        mended = {"said0": "ما مدى قدرتك؟", "state": "reviewed"}
        await client.post(review, data={**hidden_fields(page, review), **mended})
        assert (await send(client, seen, **TRIED)).status_code == 409


async def test_what_was_noted_by_mistake_is_taken_back_also_from_the_answers(
    app: AppContext,
) -> None:
    async def tried() -> set[int | None]:
        async with app.database.reading() as session:
            steps = steps_of_wordings([skapa()], ["ar"], await noted_steps(session))
        return {one.get(TranslationStep.TRIED, 0) for one in steps.values()}

    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(AR), **TRIED)
        assert await tried() == {12}
        gone = await send(client, await client.get(AR), step="tried", do="remove")
        assert gone.status_code == 303
        assert page_text(await client.get(AR)).count("inte gjort") == 4
        assert await tried() == {0}
        await send(client, await client.get(AR), step="forward", do="remove")
        assert page_text(await client.get(AR)).count("inte gjort") == 5
        assert "[steps." not in (await client.get(f"{AR}/participants.toml")).text


async def test_what_cannot_be_read_is_said_and_can_be_taken_back(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(AR), **TRIED)
        async with app.database.writing() as session:
            await session.execute(text("UPDATE noted_steps SET \"by\" = X'00', note = X'00'"))
        page = await client.get(AR)
        assert "kan inte läsas · 20 nov. 2026 · 12 personer kan inte läsas" in page_text(page)
        assert 'by = ""\non = 2026-11-20' in (await client.get(f"{AR}/participants.toml")).text
        assert (await send(client, page, step="tried", do="remove")).status_code == 303
        assert "12 personer" not in page_text(await client.get(AR))


async def test_an_own_instrument_has_its_section_and_a_form_where_it_is_translated(
    app: AppContext,
) -> None:
    same = replace(skapa(), id="skapa", name="Vår SKAPA")
    own = replace(skapa(), id="own", name="Våra frågor")
    kinds = {"skapa": same, "own": own}
    app = replace(app, installation=replace(app.installation, instruments=kinds))
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(AR)
        assert "Så är frågorna i Vår SKAPA översatta" in page.text
        assert "Så är frågorna i Våra frågor översatta" in page.text
        assert "Inga av frågorna är översatta" in page.text
        assert page.text.count("Anteckna ett steg") == 1
        form = {**hidden_fields(page, HERE), **TRIED}
        assert (await client.post(f"{AR}/steps/own", data=form)).status_code == 404
        assert (await client.post(f"{AR}/steps/none", data=form)).status_code == 404
