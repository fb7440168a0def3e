"""Forms about the meetings of Karin's Bo, filled in."""

import re

import httpx

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from tests.admin.visits import form_token
from tests.people import Diary, add_coach, add_participant

NEW = "/admin/participants/A-01/meetings/new"
PAGE = "/admin/participants/A-01"
FILLED = {
    "day": "2026-12-01",
    "time": "10:00",
    "minutes": "45",
    "place": "Storgatan 1",
    "line": "Ta med planen",
    "early": "24",
    "late": "2",
    "kind": "talk",
    "with-participant": "on",
}


async def open_bo_diary(
    app: AppContext, *, opened: bool = True, channel: Channel = Channel.TELEGRAM
) -> Diary:
    coach = await add_coach(app)
    person = await add_participant(app, coach, "Bo", opened=opened, channel=channel)
    return Diary(app, person.id)


async def send_form(client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    """Open a form and send it, with these fields as they are filled in."""
    page = await client.get(path)
    return await client.post(path, data={**FILLED, **fields, "token": form_token(page)})


def sure_of(page: httpx.Response) -> str:
    """Find what a form that questions a time has beside *Yes, that is right*."""
    found = re.search(r'name="sure" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]
