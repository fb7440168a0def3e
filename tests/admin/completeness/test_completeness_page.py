"""The page of completeness: the coach's work list with reasons, a leader's figures."""

from bot.app_context import AppContext
from dialogs.people.particulars import Sex
from dialogs.people.staff import StaffRole
from storage.people.sub_projects import ensure_sub_project, name_leaders
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.moments import DAY
from tests.people import add_coach, add_occasion, add_participant, add_rating, add_staff

PAGE = "/admin/completeness"
FULL = (3, 4, 3, 2, 4, 4)


async def test_what_is_missing_is_cleared_by_a_reason_and_not_done_by_it(
    either: AppContext,
) -> None:
    coach = await add_coach(either)
    for name in ("Lacks", "Done"):
        who = await add_participant(either, coach, name, sex=Sex.WOMAN)
        rating = await add_rating(either, who.id, FULL) if name == "Done" else None
        await add_occasion(either, who.id, -4, "done" if rating else "due", rating_id=rating)
    await add_participant(either, coach, "Left", exit_on=either.clock().date() - DAY)
    async with open_browser(either) as client:
        await log_in(client)
        page = await client.get(PAGE)
        text = page_text(page)
        assert "inskrivning, sex månader och avslut 1 av 3, 33 %" in text
        assert "2 skattningar saknas" in text
        assert "A-01 Lacks" in text
        assert "ingen sista skattning är begärd" in text
        assert 'id="definition"' in page.text
        address = "/admin/participants/A-01/occasions/reason"
        form = hidden_fields(page, address)
        await client.post(address, data={**form, "reason": "ill"})
        page = await client.get(PAGE)
        text = page_text(page)
        assert "1 skattning saknas" in text
        assert "1 med orsak" in text
        assert "1 av 3, 33 %" in text, "a reason does nothing to the share"
        form = hidden_fields(page, address, do="undo")
        await client.post(address, data={**form, "do": "undo"})
        assert "2 skattningar saknas" in page_text(await client.get(PAGE))
        assert "1 av 2 skattningar" not in page_text(await client.get("/admin"))


async def test_whoever_never_opened_the_bot_says_so(app: AppContext) -> None:
    coach = await add_coach(app)
    who = await add_participant(app, coach, "Never", opened=False)
    await add_occasion(app, who.id, -4, "due")
    async with open_browser(app) as client:
        await log_in(client)
        assert "har inte sagt ja än" in page_text(await client.get(PAGE))


async def test_a_leader_sees_sexes_and_coaches_and_no_small_groups(app: AppContext) -> None:
    coach, other = await add_coach(app), await add_coach(app, "Olle")
    eva = await add_staff(app, "Eva", StaffRole.LEADER)
    async with app.database.writing() as session:
        await name_leaders(session, (await ensure_sub_project(session, "Iris")).id, [eva])
    for number in range(24):
        sex = Sex.WOMAN if number < 12 else Sex.MAN
        owner = other if number == 0 else coach
        who = await add_participant(app, owner, f"Bo {number}", sex=sex)
        await add_occasion(app, who.id, -4, "done" if number % 2 else "missed")
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        text = page_text(await client.get(PAGE))
    assert "inskrivning, sex månader och avslut 12 av 24, 50 %" in text
    assert "Skattning alla kvinna man inskrivning, sex månader och avslut" in text
    assert "12 av 24, 50 % 6 av 12, 50 % 6 av 12, 50 % vid inskrivningen" in text
    assert "Olle" not in text, "one person"
    assert "Karin" not in text, "or the one could be worked out"
    assert "skattningar saknas" not in text
    assert "Bo 1" not in text


async def test_a_leader_sees_each_kind_by_sex_where_nobody_is_pointed_out(app: AppContext) -> None:
    coach, eva = await add_coach(app), await add_staff(app, "Eva", StaffRole.LEADER)
    async with app.database.writing() as session:
        await name_leaders(session, (await ensure_sub_project(session, "Iris")).id, [eva])
    for number in range(40):
        sex = Sex.WOMAN if number < 20 else Sex.MAN
        who = await add_participant(app, coach, f"Bo {number}", sex=sex)
        done = "done" if number % 2 else "missed"
        await add_occasion(app, who.id, -200, done, kind="enrolment")
        if number < 36:  # of the men two have an exit that is missing less
            await add_occasion(app, who.id, -4, done, kind="exit")
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        text = page_text(await client.get(PAGE))
        assert "vid inskrivningen 20 av 40, 50 % 10 av 20, 50 % 10 av 20, 50 %" in text
        assert "vid sex månader – – – vid avslutet 18 av 36, 50 % 10 av 20, 50 % 8 av 16" in text
        other = await add_participant(app, coach, "Kim", sex=Sex.OTHER)
        await add_occasion(app, other.id, -4, "missed", kind="exit")
        text = page_text(await client.get(PAGE))
    assert "Skattning alla man inskrivning" in text, "the one hides among the women"
    assert "vid avslutet 18 av 37, 48 % 8 av 16, 50 % var tredje" in text


async def test_an_own_leader_sees_how_many_there_are(app: AppContext) -> None:
    coach, eva = await add_coach(app), await add_staff(app, "Eva", StaffRole.LEADER)
    await add_staff(app, "Lars", StaffRole.ADMIN)
    for number in range(3):
        await add_participant(app, coach, f"Bo {number}", opened=number > 0)
    async with app.database.writing() as session:
        await name_leaders(session, (await ensure_sub_project(session, "Iris")).id, [eva])
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert "Iris 3 2" in page_text(await client.get("/admin"))
        await log_in(client, "Lars")
        assert "Iris visas inte visas inte" in page_text(await client.get("/admin"))


async def test_without_anybody_it_says_so(app: AppContext) -> None:
    await add_staff(app, "Eva", StaffRole.LEADER)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert "Ingen skattning har blivit aktuell än." in page_text(await client.get(PAGE))
