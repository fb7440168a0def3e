"""The coach's view beside the self-rating: where both stand, and what the person gets to see."""

import datetime as dt

from sqlalchemy import select

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from storage.coaching.tables import CoachView
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, add_rating, change_participant

HERE = "/admin/participants/A-01"
VIEW, EXIT, BOTH = f"{HERE}/view", f"{HERE}/view/exit", f"{HERE}/conversation/both"
DAY = dt.timedelta(days=1)


async def views(app: AppContext) -> list[CoachView]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(CoachView).order_by(CoachView.id)))


async def test_two_views_that_differ_are_a_subject_and_both_are_kept(app: AppContext) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    rating = await add_rating(app, bo.id, (3, 3, 3, 2, 3, 3))
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), VIEW)
        wrong = await client.post(VIEW, data={**form, "belief": "6", "purpose": ""})
        assert (wrong.status_code, 'role="alert"' in wrong.text) == (422, True)
        given = await client.post(VIEW, data={**form, "belief": "5", "purpose": "3"})
        assert given.status_code == 303
        told = page_text(await client.get(HERE))
        assert "Att prata om: du ser större möjligheter än personen själv." in told
        assert "2 5 · Helt och hållet 3 · Delvis" in told
        usual, both = await client.get(f"{HERE}/conversation"), await client.get(BOTH)
        assert "Så ser din handledare det" not in usual.text, "only where the coach shows it"
        assert "Din handledare tror mer på det än du gör just nu." in page_text(both)
        form = hidden_fields(await client.get(HERE), VIEW)
        await client.post(VIEW, data={**form, "belief": "3", "purpose": "3"})
        assert "Att prata om" not in page_text(await client.get(HERE))
        assert "tror mer" not in page_text(await client.get(BOTH))
    first, second = await views(app)
    assert (first.rating_id, first.belief, first.purpose) == (rating, 5, 3)
    assert (first.replaced_at, second.replaced_at) == (app.clock(), None)
    assert await audit_entries(app, "gave coach's view") == [(coach, bo.id, True)] * 3
    stored = (await personal_data_file(app, bo.id)).decode()
    for words in ("Så ser din handledare det", "5 · Helt och hållet", "3 · Delvis", "Ditt eget"):
        assert words in stored, words


async def test_a_view_is_not_put_beside_a_rating_that_the_coach_has_not_seen(
    app: AppContext,
) -> None:
    bo = await add_participant(app, await add_coach(app))
    await add_rating(app, bo.id, (3, 3, 3, 2, 3, 3), ago=DAY)
    async with open_browser(app) as client:
        await log_in(client)
        form = hidden_fields(await client.get(HERE), VIEW)
        newest = await add_rating(app, bo.id, (3, 3, 3, 4, 3, 3))
        late = await client.post(VIEW, data={**form, "belief": "4", "purpose": ""})
        assert late.status_code == 409
        assert "ny skattning sedan du öppnade sidan" in page_text(late)
        assert await views(app) == []
        form = hidden_fields(late, VIEW)
        again = await client.post(VIEW, data={**form, "belief": "4", "purpose": ""})
        assert again.status_code == 303
    assert [(one.rating_id, one.belief) for one in await views(app)] == [(newest, 4)]


async def test_at_the_exit_the_areas_of_progression_are_ticked(app: AppContext) -> None:
    bo = await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(HERE)
        assert EXIT not in page.text, "nobody leaves yet"
        token = {"token": hidden_fields(page)["token"]}
        assert (await client.post(EXIT, data=token)).status_code == 404
        await change_participant(app, bo.id, exit_on=dt.date(2026, 12, 1))
        form = hidden_fields(await client.get(HERE), EXIT)
        ticked = {"area-empowerment": "on", "area-other": "on"}
        assert (await client.post(EXIT, data={**form, **ticked})).status_code == 303
        other = await client.post(EXIT, data={**form, "area-health": "on"})
        assert other.status_code == 409
        assert "Nu: Egenmakt och Övrigt" in page_text(other)
        page = await client.get(HERE)
        assert 'name="area-empowerment" checked' in page.text
    assert [one.areas for one in await views(app)] == [["empowerment", "other"]]
    assert "Egenmakt och Övrigt" in (await personal_data_file(app, bo.id)).decode()
