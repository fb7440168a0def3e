"""A coach words the goals of a shared plan; how they stood before and who worded them is kept."""

from sqlalchemy import select

from admin.web.revision import revision_of
from bot.app_context import AppContext
from storage.database.encryption import readable
from storage.people.participants import hold_participant
from storage.shared_plan.goals import word_goal
from storage.shared_plan.tables import StoredGoal
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant

HERE = "/admin/participants/A-01"
GOALS = f"{HERE}/goals"
NEW = {"area": "", "goal": "Ett jobb i ett kök", "do": "save"}


async def wordings(app: AppContext) -> list[tuple[str, str, int | None]]:
    async with app.database.reading() as session:
        found = await session.scalars(select(StoredGoal).order_by(StoredGoal.id))
        return [(one.item, readable(one.words), one.by_staff) for one in found]


async def test_goals_are_worded_anew_and_taken_away_and_each_wording_stays(
    app: AppContext,
) -> None:
    coach = await add_coach(app)
    bo = await add_participant(app, coach)
    async with app.database.writing() as session:
        await hold_participant(session, bo.id)
        await word_goal(session, bo.id, ("skapa", "time"), "En lugn timme", "sv", app.clock())
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(HERE)
        assert "En lugn timme skrivet av deltagaren 23 nov." in page_text(page)
        token = {"token": hidden_fields(page)["token"]}
        assert (await client.post(GOALS, data={**token, **NEW})).status_code == 303
        page = await client.get(HERE)
        assert "Slutmålet Ett jobb i ett kök skrivet av handledaren 23 nov." in page_text(page)
        away = {**token, "area": "time", "do": "away"}
        blind = await client.post(GOALS, data={**away, **hidden_fields(page, GOALS), **away})
        assert blind.status_code == 409, "the form was made from another goal"
        seen = {"revision": revision_of("En lugn timme")}
        assert seen["revision"] in page.text
        assert (await client.post(GOALS, data={**away, **seen})).status_code == 303
        told = page_text(await client.get(HERE))
    assert "Mål som är borttagna Tid En lugn timme" in told
    assert await wordings(app) == [
        ("time", "En lugn timme", None),
        ("", "Ett jobb i ett kök", coach),
        ("time", "", coach),
    ]
    assert await audit_entries(app, "worded goal") == [(coach, bo.id, True)] * 3


async def test_an_empty_goal_and_one_that_is_too_long_are_said_and_kept(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    async with open_browser(app) as client:
        await log_in(client)
        token = {"token": hidden_fields(await client.get(HERE))["token"]}
        empty = await client.post(GOALS, data={**token, **NEW, "goal": " "})
        long = await client.post(GOALS, data={**token, **NEW, "goal": "x" * 301})
        nowhere = await client.post(GOALS, data={**token, **NEW, "area": "weather"})
    for page, fault in ((empty, "Skriv målet, eller"), (long, "högst 300 tecken")):
        assert page.status_code == 422
        assert 'role="alert"' in page.text
        assert fault in page_text(page)
    assert "x" * 301 in long.text
    assert nowhere.status_code == 404
    assert await wordings(app) == []


async def test_nothing_is_worded_for_somebody_who_has_not_said_yes(app: AppContext) -> None:
    await add_participant(app, await add_coach(app), opened=False)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(HERE)
        assert f'action="{GOALS}"' not in page.text
        token = {"token": hidden_fields(page)["token"]}
        assert (await client.post(GOALS, data={**token, **NEW})).status_code == 404
    assert await wordings(app) == []
