"""What is saved on a participant's page is said once, where it stands."""

import httpx

from bot.app_context import AppContext
from tests.admin.meetings.forms import NEW, PAGE, open_bo_diary, send_form
from tests.admin.requests.test_substitutes import WEEK
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import hidden_fields, log_in, open_browser
from tests.people import add_coach, add_participant, add_rating


async def said_then(client: httpx.AsyncClient, done: httpx.Response, words: str) -> None:
    assert done.status_code == 303
    address = done.headers["location"].partition("#")[0]
    page = await client.get(address)
    assert f'<p class="saved" role="status">{words}</p>' in page.text
    assert words not in (await client.get(address)).text, "once"


async def test_a_meeting_is_booked_changed_and_called_off(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        await said_then(client, await send_form(client, NEW), "Mötet är bokat.")
        [meeting] = await meets.meetings()
        form = f"{PAGE}/meetings/{meeting.id}"
        fields = hidden_fields(await client.get(form), form)
        moved = await send_form(client, form, time="11:00", **fields)
        await said_then(client, moved, "Ändringen av mötet är sparad.")
        off = f"{form}/cancel"
        done = await client.post(off, data=hidden_fields(await client.get(off)))
        await said_then(client, done, "Mötet är inställt.")


async def test_a_goal_and_a_step_stand_in_the_plan(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    await add_rating(app, bo.id, (3,) * 6)
    async with open_browser(app) as client:
        await log_in(client)
        goals, steps = f"{PAGE}/goals", f"{PAGE}/steps"
        token = {"token": hidden_fields(await client.get(PAGE))["token"]}
        goal = {"area": "", "goal": "Ett jobb i ett kök", "do": "save"}
        page = await client.get(PAGE)
        fields = {**hidden_fields(page, goals), **goal}
        await said_then(client, await client.post(goals, data=fields), "Målet är sparat i planen.")
        step = {"area": "time", "words": "Gå till köket", "days": "7", "doer": "participant"}
        done = await client.post(steps, data={**token, **step})
        await said_then(client, done, "Steget är sparat i planen.")


async def test_a_question_to_a_colleague_is_sent(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    words = "Frågan är skickad. Det gäller när svaret är ja."
    async with open_browser(app) as client:
        await log_in(client)
        asked = await send(client, "/admin/requests", {**WEEK, "to": str(eva)})
        await said_then(client, asked, words)
        path = f"/admin/participants/{bo.pseudonym}/hand-over"
        await said_then(client, await send(client, path, {"to": str(eva)}), words)
