"""The list of everybody's names beside a participant's page: folded away, it stays so."""

import httpx
import pytest

from bot.app_context import AppContext
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, change_participant

HERE = "/admin/participants/A-01"


async def press(client: httpx.AsyncClient, page: httpx.Response, do: str) -> httpx.Response:
    form = hidden_fields(page, "/admin/list")
    answer = await client.post("/admin/list", data={**form, "do": do})
    assert (answer.status_code, answer.headers["location"]) == (303, page.request.url.path)
    return await client.get(answer.headers["location"])


async def test_what_is_folded_stays_folded_and_comes_back(app: AppContext) -> None:
    coach = await add_coach(app)
    for name in ("Ingvild", "Amal"):
        await add_participant(app, coach, name)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(HERE)
        assert "Amal" in page.text
        folded = await press(client, page, "fold")
        assert "Amal" not in folded.text
        assert "Alla mina deltagare" in folded.text
        assert "Ingvild" not in (await client.get("/admin/participants/A-02")).text
        await log_in(client)
        folded = await client.get(HERE)
        assert "Amal" not in folded.text, "after another log-in too"
        assert "Amal" in (await client.get("/admin")).text, "the list itself is a page"
        assert "Amal" in (await press(client, folded, "show")).text


async def test_after_a_talk_the_list_is_folded_until_the_coach_goes_to_it(app: AppContext) -> None:
    coach = await add_coach(app)
    for name in ("Ingvild", "Amal"):
        await add_participant(app, coach, name)
    async with open_browser(app) as client:
        await log_in(client)
        await client.get(f"{HERE}/conversation")
        page = await client.get(HERE)
        assert "Amal" not in page.text, "the screen may still be turned"
        assert "Listan är dold, om skärmen är vänd mot deltagaren." in page.text
        await client.get("/admin")
        page = await client.get(HERE)
        assert "Amal" in page.text
        await press(client, page, "fold")
        await client.get(f"{HERE}/conversation")
        await client.get("/admin")
        assert "Amal" not in (await client.get(HERE)).text, "who folds it away keeps that"


@pytest.mark.parametrize(
    ("code", "both"),
    [
        ("ar", "arabiska (\u2068العربية\u2069)"),
        ("so", "somaliska (\u2068Soomaali\u2069)"),
        ("fa_AF", "dari (\u2068دری\u2069)"),
        ("ps", "pashto (\u2068پښتو\u2069)"),
        ("ckb", "sorani (sydkurdiska) (\u2068سۆرانی\u2069)"),
        ("sv_SE@latt", "lätt svenska"),
        ("cs", "tjeckiska (\u2068čeština\u2069)"),
        ("sv", "svenska"),
    ],
)
async def test_staff_read_a_language_in_their_own_words_too(
    app: AppContext, code: str, both: str
) -> None:
    person = await add_participant(app, await add_coach(app))
    await change_participant(app, person.id, language=code)
    async with open_browser(app) as client:
        await log_in(client)
        assert f"<bdi>{both}</bdi>" in (await client.get("/admin")).text
        assert both in page_text(await client.get(HERE))
