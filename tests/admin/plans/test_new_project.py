"""A new sub-project: made and named on a page, by an administrator, and not twice."""

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from tests.admin.visits import hidden_fields, log_in, open_browser
from tests.people import add_staff

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
