"""Whether somebody goes on: decided on their page, seen in the chat, taken back, kept for them."""

import datetime as dt

import httpx
import pytest

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from dialogs.people.participant_status import ParticipantStatus
from storage.people.erasure import erase_participant
from storage.reviews.reviews import reviews_of
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import add_coach, add_participant
from tests.people.needs import deal_with

HERE = "/admin/participants/A-01"
REVIEW = f"{HERE}/review"
GOES_ON = {
    "verdict": "go-on",
    "decided_on": "2027-05-20",
    "goes_on_until": "2027-11-30",
    "why": "Vi vill\nprova praktik",
}


async def post(client: httpx.AsyncClient, **typed: str) -> httpx.Response:
    """Fill the form in on the person's page."""
    form = hidden_fields(await client.get(HERE), REVIEW)
    return await client.post(REVIEW, data={**form, **typed}, follow_redirects=True)


async def test_a_period_that_ends_is_decided_and_prolonged(
    app: AppContext, clock: StandingClock
) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    clock.passes(days=178)  # 20 May
    await deal_with(app, coach, bo.id, ParticipantStatus.GAP)
    async with open_browser(app) as client:
        await log_in(client)
        assert "fortsätta eller avsluta" in page_text(await client.get("/admin"))
        page = await client.get(HERE)
        assert "beslut senast 23 maj" in page_text(page)
        assert 'href="#review">Skriv beslutet' in page.text
        assert 'value="2027-11-23"' in page.text, "one more period is filled in"
        assert 'value="2027-05-20"' in page.text, "decided today"
        kept = await post(client, **GOES_ON)
        text = page_text(kept)
        assert "Perioden går till och med 30 nov. 2027. Personen ser dagen i chatten" in text
        assert "20 maj 2027: Fortsätter till och med 30 nov. 2027 Karin" in text
        assert "beslut senast" not in text
        assert "beslut senast" not in page_text(await client.get("/admin"))
        undo = next(line for line in kept.text.split("<form ") if "/review/1/withdrawal" in line)
        assert "Ångra" in undo
        form = hidden_fields(kept, f"{REVIEW}/1/withdrawal")
        back = await client.post(f"{REVIEW}/1/withdrawal", data=form, follow_redirects=True)
        assert "Det som gällde förut gäller igen." in page_text(back)
        assert "tillbakataget" in page_text(back)
        assert "beslut senast 23 maj" in page_text(await client.get("/admin"))
    assert await audit_entries(app, "decided whether to go on") == [(coach, bo.id, True)]
    assert await audit_entries(app, "took back decision to go on") == [(coach, bo.id, True)]


async def test_to_finish_leads_on_to_the_last_day(app: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach, "Bo")
    clock.passes(days=178)
    await deal_with(app, coach, bo.id, ParticipantStatus.GAP)
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), REVIEW)
        finish = {**form, **GOES_ON, "verdict": "finish"}
        kept = await client.post(REVIEW, data=finish)
        assert kept.headers["location"] == f"{HERE}#exit"
        page = await client.get(HERE)
        assert "Beslutet är sparat. Skriv nu den sista dagen, under Avslut." in page_text(page)
        assert '<details id="exit" open>' in page.text
        assert "fortsätta eller avsluta" in page_text(await client.get("/admin"))
        exit_form = hidden_fields(page, f"{HERE}/occasions/exit")
        day = {"on": "2027-06-30", "reason": "work", "do": "save"}
        await client.post(f"{HERE}/occasions/exit", data={**exit_form, **day})
        page = await client.get(HERE)
        assert "Sista dagen är 30 juni 2027." in page_text(page)
        assert "fortsätta eller avsluta" not in page_text(page).split("Mer")[0]
        late = await client.post(REVIEW, data={**form, **GOES_ON})
        assert late.status_code == 422
        assert "Sista dagen är redan bestämd." in page_text(late)
        assert "prova praktik" in late.text, "what was typed is kept"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"verdict": ""}, "Välj vad ni har beslutat."),
        ({"goes_on_until": ""}, "Skriv en dag som kommer, inom tre år."),
        ({"goes_on_until": "2027-05-20"}, "Skriv en dag som kommer, inom tre år."),
        ({"goes_on_until": "2035-05-20"}, "Skriv en dag som kommer, inom tre år."),
        ({"decided_on": "2027-05-21"}, "Skriv en dag som har varit, eller i dag."),
        ({"decided_on": "x"}, "Skriv en dag som har varit, eller i dag."),
        ({"why": " "}, "Skriv varför, med egna ord."),
        ({"why": "x" * 2001}, "Skriv högst 2000 tecken."),
    ],
    ids=lambda one: str(one)[:30],
)
async def test_a_fault_is_said_and_what_was_typed_stays(
    app: AppContext, clock: StandingClock, wrong: dict[str, str], says: str
) -> None:
    bo = await add_participant(app, await add_coach(app), "Bo")
    clock.passes(days=178)
    async with open_browser(app) as client:
        await log_in(client)
        refused = await post(client, **{**GOES_ON, **wrong})
    assert refused.status_code == 422
    assert says in page_text(refused).replace("\xa0", " ")
    assert 'role="alert"' in refused.text
    assert 'aria-invalid="true"' in refused.text or "verdict" in wrong
    assert "autofocus" in refused.text
    typed = {**GOES_ON, **wrong}
    assert f'value="{typed["goes_on_until"]}"' in refused.text
    async with app.database.reading() as session:
        assert not await reviews_of(session, bo.id)


async def test_the_person_has_it_in_their_file_and_it_goes_with_them(
    either: AppContext, clock: StandingClock
) -> None:
    bo = await add_participant(either, await add_coach(either), "Bo")
    clock.passes(days=178)
    async with open_browser(either) as client:
        await log_in(client)
        await post(client, **GOES_ON)
        await post(client, **{**GOES_ON, "verdict": "finish", "why": "Har fått arbete"})
    told = (await personal_data_file(either, bo.id)).decode()
    assert "Du fortsätter till 30 nov. 2027." in told
    assert "prova praktik" in told
    assert "Ni bestämde att du slutar." in told
    assert "skrev hur länge du är med" in told
    async with either.database.writing() as session:
        rows = await reviews_of(session, bo.id)
        assert [row.until for row in rows] == [dt.date(2027, 11, 30), None]
        await erase_participant(session, bo.id, clock())
        assert not await reviews_of(session, bo.id)
