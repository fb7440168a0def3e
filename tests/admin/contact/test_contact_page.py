"""What participants may see of how the coach is reached: the coach decides, and it is noted."""

from sqlalchemy import text

from bot.app_context import AppContext
from storage.database.encryption import Unreadable
from storage.people.audit import Audit
from tests.admin.visits import audit_entries, form_token, hidden_fields, log_in, open_browser
from tests.admin.visits import page_text as text_of
from tests.people import add_coach, change_staff, staff_member

PAGE = "/admin/contact"
FILLED = {"phone": "0300-12 34 56", "email": "karin@kommun.example", "best": "vardagar före tio"}


async def test_what_the_coach_gives_is_kept_and_noted_once(either: AppContext) -> None:
    coach = await add_coach(either)
    async with open_browser(either) as client:
        await log_in(client)
        page = await client.get(PAGE)
        assert "Din handledare heter" in text_of(page)
        assert "Telefon:" not in text_of(page)
        for _ in range(2):
            form = {**hidden_fields(await client.get(PAGE), PAGE), **FILLED}
            answer = await client.post(PAGE, data=form)
            assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
        page = await client.get(PAGE)
    assert "Sparat. Dina deltagare ser det nästa gång" in page.text
    assert "vardagar före tio" in text_of(page).partition("Så här ser dina deltagare")[2]
    kept = await staff_member(either, coach)
    assert (kept.phone, kept.contact_email, kept.best_reached) == tuple(FILLED.values())
    assert kept.email == "Karin@example.org", "the address of the log-in is another thing"
    assert await audit_entries(either, Audit.STAFF_CONTACT_CHANGED) == [(coach, None, True)]


async def test_what_is_left_empty_is_gone(app: AppContext) -> None:
    coach = await add_coach(app)
    await change_staff(app, coach, phone="0300-1", contact_email="k@example.org")
    async with open_browser(app) as client:
        await log_in(client)
        form = {
            **hidden_fields(await client.get(PAGE), PAGE),
            "phone": " ",
            "email": "",
            "best": "",
        }
        await client.post(PAGE, data=form)
    kept = await staff_member(app, coach)
    assert (kept.phone, kept.contact_email, kept.best_reached) == (None, None, None)


async def test_what_cannot_be_is_named_and_nothing_is_lost(app: AppContext) -> None:
    coach = await add_coach(app)
    wrong = {"phone": "0" * 41, "email": "karin(at)example", "best": "före tio"}
    async with open_browser(app) as client:
        await log_in(client)
        form = {**hidden_fields(await client.get(PAGE), PAGE), **wrong}
        answer = await client.post(PAGE, data=form)
    assert answer.status_code == 422
    assert all(f'value="{words}"' in answer.text for words in wrong.values())
    assert {"phone-fault", "email-fault"} <= set(answer.text.split('"'))
    assert "best-fault" not in answer.text
    assert (await staff_member(app, coach)).phone is None


async def test_two_forms_at_once_show_both_versions(app: AppContext) -> None:
    coach = await add_coach(app)
    async with open_browser(app) as client:
        await log_in(client)
        first = hidden_fields(await client.get(PAGE), PAGE)
        await client.post(PAGE, data={**first, **FILLED})
        other = {**FILLED, "phone": "0300-99 99 99"}
        answer = await client.post(PAGE, data={**first, **other})
        assert answer.status_code == 409
        assert "0300-12 34 56" in answer.text
        assert (await staff_member(app, coach)).phone == FILLED["phone"]
        again = await client.post(PAGE, data={**hidden_fields(answer, PAGE), **other})
        assert again.status_code == 303
    assert (await staff_member(app, coach)).phone == "0300-99 99 99"


async def test_a_number_that_cannot_be_read_stays_until_another_is_written(
    app: AppContext,
) -> None:
    coach = await add_coach(app)
    async with app.database.engine.begin() as connection:
        await connection.execute(text("UPDATE staff SET phone = x'00'"))
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(PAGE)
        assert form_token(page)
        form = {**hidden_fields(page, PAGE), "phone": "", "best": "före tio"}
        await client.post(PAGE, data={**form, "email": ""})
        assert isinstance((await staff_member(app, coach)).phone, Unreadable)
        form = {**hidden_fields(await client.get(PAGE), PAGE), **FILLED}
        await client.post(PAGE, data=form)
    assert (await staff_member(app, coach)).phone == FILLED["phone"]
