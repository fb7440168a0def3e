"""An identity number in a form: refused by every form alike, and mended without typing all anew."""

from bot.app_context import AppContext
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant

STEPS = "/admin/participants/A-01/steps"


async def test_it_is_mended_on_a_page_that_keeps_all_else(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get("/admin/participants/A-01")
        step = {"area": "health", "words": "Ring 19811228-9874", "look_on": ""}
        form = {**hidden_fields(page, STEPS), **step}
        refused = await client.post(STEPS, data=form)
        assert refused.status_code == 422
        assert "sparar aldrig personnummer" in page_text(refused)
        assert "Ring 19811228-9874</textarea>" in refused.text
        kept = hidden_fields(refused, STEPS)
        assert kept["area"] == "health"
        assert "mottagningen" not in (await client.get("/admin/participants/A-01")).text
        saved = await client.post(STEPS, data={**kept, "words": "Ring mottagningen"})
        assert saved.status_code == 303
        assert "Ring mottagningen" in (await client.get("/admin/participants/A-01")).text


async def test_a_telephone_number_passes(app: AppContext) -> None:
    await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get("/admin/contact"), "/admin/contact")
        for number in ("0701234567", "070-123 45 67", "+46 70 123 45 67"):
            answer = await client.post("/admin/contact", data={**form, "phone": number})
            form = hidden_fields(await client.get("/admin/contact"), "/admin/contact")
            assert answer.status_code == 303, number
