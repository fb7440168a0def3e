"""What is done to a plan is said on the page that comes next, once, with what comes of it."""

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import log_in, open_browser, page_text
from tests.people import add_coach, add_participant, add_staff

ALL = "/admin/plans"


async def test_each_is_said_once(app: AppContext) -> None:
    await add_participant(app, await add_coach(app))
    await add_staff(app, "Ada", StaffRole.ADMIN)
    lena = await add_staff(app, "Lena", StaffRole.LEADER)
    async with open_browser(app) as ada:
        await log_in(ada, "Ada")
        for path, fields, page, told in (
            (f"{ALL}/new", {"new_project": "Ängen"}, ALL, "Delprojektet finns nu."),
            (f"{ALL}/1/name", {"project_name": "Källan"}, "", "har sitt nya namn"),
            (f"{ALL}/1/leaders", {f"leader-{lena}": "on"}, "", "ser siffrorna och planen från nu"),
            (f"{ALL}/2/removal", {}, f"{ALL}/2/name", "Delprojektet är borttaget."),
        ):
            answer = await send(ada, path, fields, page=page)
            assert answer.headers.get("location") == ALL, (path, page_text(answer))
            assert told in page_text(await ada.get(ALL))
            assert told not in page_text(await ada.get(ALL))
        await send(ada, f"{ALL}/1", {"do": "usual-sure"})
        assert "Det som inte har hänt än följer den från nu." in page_text(await ada.get(ALL))
