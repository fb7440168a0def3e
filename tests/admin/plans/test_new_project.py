"""A new sub-project: made and named on a page, by an administrator, and not twice."""

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, add_staff

NEW = "/admin/plans/new"


async def test_a_sub_project_is_made_and_not_made_twice(app: AppContext) -> None:
    await add_staff(app, "Ada", StaffRole.ADMIN)
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        form = hidden_fields(await client.get("/admin/plans"), NEW)
        for name, told in (("", "Skriv ett namn."), ("x" * 101, "för lång")):
            refused = await client.post(NEW, data={**form, "new_project": name})
            assert refused.status_code == 422
            assert told in refused.text
        made = await client.post(NEW, data={**form, "new_project": "Insam Ängelholm"})
        assert made.headers["location"] == "/admin/plans"
        assert "Insam Ängelholm" in (await client.get("/admin/plans")).text
        again = await client.post(NEW, data={**form, "new_project": "insam ängelholm"})
        assert "heter så" in again.text
        assert 'value="insam ängelholm"' in again.text


async def test_a_sub_project_is_renamed_and_one_that_nobody_is_in_is_removed(
    app: AppContext,
) -> None:
    ada = await add_staff(app, "Ada", StaffRole.ADMIN)
    await add_participant(app, await add_coach(app))
    name, removal = "/admin/plans/1/name", "/admin/plans/1/removal"
    async with open_browser(app) as client:
        await log_in(client, "Ada")
        form = hidden_fields(await client.get("/admin/plans"), NEW)
        await client.post(NEW, data={**form, "new_project": "Vnid"})
        page = await client.get("/admin/plans/2/name")
        form = hidden_fields(page, "/admin/plans/2/name")
        taken = await client.post("/admin/plans/2/name", data={**form, "project_name": "iris"})
        assert (taken.status_code, "heter så" in taken.text) == (422, True)
        await client.post("/admin/plans/2/name", data={**form, "project_name": "Vind"})
        told = page_text(await client.get("/admin/plans"))
        assert "Vind" in told
        assert "Vnid" not in told
        page = await client.get(name)
        assert removal not in page.text
        refused = await client.post(removal, data=hidden_fields(page, name))
        assert (refused.status_code, "Det kan inte tas bort." in refused.text) == (422, True)
        page = await client.get("/admin/plans/2/name")
        assert "försvinner också planen" in page_text(page)
        gone = await client.post("/admin/plans/2/removal", data=hidden_fields(page, ""))
        assert gone.status_code == 303
        assert "Vind" not in page_text(await client.get("/admin/plans"))
    for done in ("added", "renamed", "removed"):
        assert await audit_entries(app, f"{done} sub-project 2") == [(ada, None, True)]
