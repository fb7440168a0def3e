"""The questions on paper: in the words of whoever answers, with nothing on them about anybody."""

import pytest

from bot.app_context import AppContext
from bot.drawings.ours import scale_drawing
from bot.languages.catalog import catalog
from dialogs.people.staff import StaffRole
from tests.admin.visits import log_in, open_browser
from tests.people import add_coach, add_participant, add_staff
from tests.scenes import skapa


async def test_a_coach_finds_every_language(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        assert 'href="/admin/paper"' in (await client.get("/admin")).text
        page = await client.get("/admin/paper")
        for language in ("sv", "ar", "ti"):
            assert f'href="/admin/paper/skapa/{language}"' in page.text
        assert "Ingen har prövat dem än." in page.text
        for gone in ("skapa/xx", "other/sv"):
            assert (await client.get(f"/admin/paper/{gone}")).status_code == 404


async def test_an_administrator_finds_it_on_the_overview(app: AppContext) -> None:
    await add_staff(app, "Eva", StaffRole.ADMIN)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert 'href="/admin/paper"' in (await client.get("/admin")).text


@pytest.mark.parametrize("language", ["sv", "ar"])
async def test_the_sheet_has_every_question_with_its_drawings(
    app: AppContext, language: str
) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach, "Bo Ek")
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(f"/admin/paper/skapa/{language}")
    sheet = page.text[page.text.index("<article") : page.text.index("</article>")]
    instrument, texts = skapa(), catalog(language)
    for item in instrument.items:
        wording = instrument.wording(item, texts)
        assert wording.question in sheet
        assert all(f"<span>{word}</span>" in sheet for word in wording.anchors)
        assert sheet.count(item.drawing) == 1
    for level in range(1, 6):
        assert sheet.count(scale_drawing(level, 5)) == 6
        assert sheet.count(f"<b>{texts.number(level)}</b>") == 6 + 1, "and its question's own"
    assert texts.gettext("Datum:") in sheet
    assert ("har godkänt översättningen" in page.text) is (language != "sv")
    assert 'dir="rtl"' in sheet if language == "ar" else 'dir="ltr"' in sheet
    for told in ("Bo Ek", "A-01", "Karin", "Iris"):
        assert told not in sheet
