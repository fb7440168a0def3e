"""Particulars as a coach corrects them: what moves is said, what was typed is kept."""

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from storage.tables.people import Participant
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, change_participant, enrol_participants

HERE = "/admin/participants/A-01"
PAGE = f"{HERE}/particulars"
WITHDRAWAL = f"{HERE}/withdrawal"
CHOSEN = {"language", "project", "sex", "referrer"}
GOOD = {
    "name": "Kim",
    "language": "sv",
    "project": "1",
    "enrolled_on": "2026-11-01",
    "sex": "woman",
    "birth_year": "1985",
    "referrer": "health-care",
    "phone": "070-174 06 05",
}


async def only_person(app: AppContext) -> Participant:
    async with app.database.reading() as session:
        return (await session.scalars(select(Participant))).one()


async def test_a_coach_corrects_and_is_told_what_moves(app: AppContext) -> None:
    coach = await add_coach(app)
    [who] = await enrol_participants(app, [1], app.clock())
    await change_participant(app, who, coach_id=coach)
    async with open_browser(app) as client:
        await log_in(client)
        assert f'href="{PAGE}"' in (await client.get(HERE)).text
        form = hidden_fields(await client.get(PAGE), PAGE)
        new = {**GOOD, "name": "Bo Berg", "language": "ar", "enrolled_on": "2026-10-05"}
        assert (await client.post(PAGE, data={**form, **new})).headers["location"] == PAGE
        said = page_text(await client.get(PAGE))
        assert "Sparat. Nästa skattning: 5 jan. 2027." in said
        assert "Sparat." not in page_text(await client.get(PAGE))
        assert "inskriven 5 okt." in page_text(await client.get(HERE))
    bo = await only_person(app)
    assert (bo.name, bo.language) == ("Bo Berg", "ar")
    told = (bo.sex, bo.birth_year, bo.referrer, bo.phone)
    assert told == ("woman", "1985", "health-care", "+46701740605")
    assert await audit_entries(app, "corrected particulars") == [(coach, who, True)]


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        ({"name": ""}, "Skriv vad personen heter."),
        ({"name": "x" * 101}, "Texten är för lång."),
        ({"language": "xx"}, "Välj ett språk."),
        ({"project": "9"}, "Välj ett delprojekt."),
        ({"enrolled_on": "5 okt"}, "Skriv dagen som år-månad-dag"),
        ({"enrolled_on": "2026-11-30"}, "Dagen ska ha varit"),
        ({"enrolled_on": "2001-01-01"}, "Dagen ska ha varit"),
        ({"sex": "x"}, "Välj ett kön."),
        ({"birth_year": "1585"}, "Skriv bara födelseåret"),
        ({"birth_year": "²²²²"}, "Skriv bara födelseåret"),
        ({"referrer": "grannen"}, "Välj vem som har remitterat"),
        ({"phone": "0701"}, "Numret går inte att ringa."),
        ({"name": "Bo 811228-9874"}, "Det står ett personnummer"),
    ],
)
async def test_what_cannot_be_is_told_and_kept(
    app: AppContext, faulty: dict[str, str], told: str
) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(PAGE), PAGE)
        answer = await client.post(PAGE, data={**form, **GOOD, **faulty})
    assert answer.status_code == 422
    assert told in page_text(answer)
    assert 'role="alert"' in answer.text
    [(name, typed)] = faulty.items()
    assert typed in answer.text or name in CHOSEN
    assert (await only_person(app)).name == "Bo"


async def test_no_name_can_be_given_to_somebody_whose_identity_is_protected(
    app: AppContext,
) -> None:
    bo = await add_participant(app, await add_coach(app), protected=True)
    await change_participant(app, bo.id, name="")
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(PAGE)
        assert 'name="name"' not in page.text
        assert "Skyddad identitet" in page_text(page)
        given = {**GOOD, "name": "Bo", "language": "en"}
        await client.post(PAGE, data={**hidden_fields(page, PAGE), **given})
    assert (await only_person(app)).name == ""


async def test_a_mistaken_invitation_is_withdrawn_after_a_page_that_says_what_follows(
    app: AppContext,
) -> None:
    await add_participant(app, await add_coach(app), opened=False)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(PAGE)
        assert f'href="{WITHDRAWAL}"' in page.text
        ask = await client.get(WITHDRAWAL)
        assert "räknas inte som inbjuden" in page_text(ask)
        gone = await client.post(WITHDRAWAL, data=hidden_fields(ask, WITHDRAWAL))
        assert gone.headers["location"] == "/admin"
        assert "A-01" not in (await client.get("/admin")).text
        assert (await client.get(HERE)).status_code == 404


async def test_who_has_opened_the_invitation_stays_and_has_no_such_button(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        assert WITHDRAWAL not in (await client.get(PAGE)).text
        ask = await client.get(WITHDRAWAL)
        assert "står kvar på din lista" in page_text(ask)
        answer = await client.post(WITHDRAWAL, data=hidden_fields(ask, WITHDRAWAL))
        assert answer.headers["location"] == PAGE
