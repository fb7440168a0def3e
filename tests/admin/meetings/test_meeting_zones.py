"""Somebody in another time zone: coach and participant each see which clocks a time is meant by."""

import re

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from tests.admin.meetings.forms import NEW, PAGE, open_bo_diary, send_form
from tests.admin.occasions.visits import post_decision
from tests.admin.visits import log_in, open_browser, page_text
from tests.bot.channels.web.visitor import Visitor
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import change_participant

BOTH = "Mötestiderna här är enligt klockan i Stockholm. Personen ser dem enligt klockan i Bangkok."


async def test_the_coachs_pages_name_the_city_where_it_differs(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        await send_form(client, NEW)
        assert "Stockholm" not in page_text(await client.get(NEW))
        assert "klockan 10:00, 45 min" in page_text(await client.get(PAGE))
        await change_participant(app, meets.who, zone="Asia/Bangkok")
        form = await client.get(NEW)
        assert BOTH in page_text(form)
        assert re.search(r'name="time"[^>]*aria-describedby="time-hint"', form.text)
        card = page_text(await client.get(PAGE)).split("Möten")[1]
        assert "tisdag 1 december klockan 10:00 (Stockholm), 45 min" in card
        assert BOTH in card
        [meeting] = await meets.meetings()
        ask = await client.get(f"/admin/participants/A-01/meetings/{meeting.id}/cancel")
        assert "klockan 10:00 (Stockholm)" in page_text(ask)
        wrong = await send_form(client, NEW, time="")
        assert re.search(r'name="time"[^>]*aria-describedby="time-fault"', wrong.text)


async def test_the_participant_reads_their_own_time(app: AppContext) -> None:
    meets = await open_bo_diary(app, channel=Channel.WEB)
    await meets.book()
    visitor = Visitor(app)
    await visitor.enter(f"key of {meets.who}")
    assert "Ditt nästa möte: tisdag 1 december klockan 10:00." in visitor.text
    await change_participant(app, meets.who, zone="Asia/Bangkok")
    await visitor.open("/chat")
    assert "Ditt nästa möte: tisdag 1 december klockan 16:00 (Bangkok)." in visitor.text


async def test_a_change_of_the_zone_moves_the_messages_about_meetings(
    app: AppContext, clock: StandingClock
) -> None:
    meets = await open_bo_diary(app)
    await meets.book()
    await meets.settle_message(0, "sent")
    clock.now = moment("2026-11-30T09:40")
    async with open_browser(app) as client:
        await log_in(client)
        same = await post_decision(client, "way", hour="evening", zone="Europe/Stockholm")
        assert same.status_code == 303
        before = await meets.planned_messages()
        assert before == [(1, "Mon 30 Nov 10:00"), (2, "Tue 01 Dec 08:00")]
        await post_decision(client, "way", hour="evening", zone="America/New_York")
    assert await meets.messages("sent") == [(0, "Mon 23 Nov 10:00")]
    assert await meets.planned_messages() == [(1, "Mon 30 Nov 14:00"), (2, "Tue 01 Dec 01:00")]
