"""Particulars while a coach is away: who is in for them corrects, and nobody else has to."""

import datetime as dt

import pytest

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from tests.admin.particulars.test_particulars_page import GOOD, HERE, PAGE, only_person
from tests.admin.staff.test_staff_pages import send
from tests.admin.visits import audit_entries, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, add_staff
from tests.people.agreements import OLD, agrees

NEW = {**GOOD, "name": "Bo Berg", "language": "ar", "enrolled_on": "2026-11-02"}


@pytest.mark.parametrize("takes_over", [False, True], ids=["substitute", "for those who said no"])
async def test_who_is_in_for_the_coach_corrects_and_the_coach_does_nothing(
    app: AppContext, *, takes_over: bool
) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    if takes_over:
        await agrees(app, bo.id, OLD)
    else:
        await agrees(app, bo.id)
    await add_staff(app, "Ada", StaffRole.ADMIN)
    requests, today = f"/admin/staff/{karin}/requests", app.clock().date()
    async with open_browser(app) as ada, open_browser(app) as evas:
        await log_in(ada, "Ada")
        assert "kan också rätta namn" in page_text(await ada.get(requests))
        assert (await ada.get(PAGE)).status_code == 404, "an administrator sees no participant"
        if takes_over:
            await send(ada, f"/admin/staff/{karin}/hand-over", {"to": str(eva)})
        else:
            days = {"first": today.isoformat(), "last": (today + dt.timedelta(days=4)).isoformat()}
            await send(ada, requests, {"to": str(eva), **days})
        await log_in(evas, "Eva")
        await send(evas, "/admin/requests/1", {"do": "accept"}, page="/admin/requests")
        assert (await send(evas, PAGE, NEW)).headers["location"] == PAGE
        assert "Bo Berg" in page_text(await evas.get(HERE))
    assert (await only_person(app)).language == "ar"
    assert await audit_entries(app, "corrected particulars") == [(eva, bo.id, True)]
