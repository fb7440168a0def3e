"""Somebody in another time zone: coach and participant each see which clocks a time is meant by."""

import re

from sqlalchemy import update

from bot.app_context import AppContext
from storage.tables.people import Participant
from tests.admin.meetings.test_meeting_pages import NEW, PAGE, bo, flat, send
from tests.admin.occasions.test_occasion_pages import post
from tests.admin.visits import log_in, open_browser
from tests.bot.channels.web.visitor import Visitor
from tests.conftest import StandingClock
from tests.moments import moment

BOTH = "Mötestiderna här är enligt klockan i Stockholm. Personen ser dem enligt klockan i Bangkok."


async def test_the_coachs_pages_name_the_city_where_it_differs(app: AppContext) -> None:
    meets = await bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await send(client, NEW)
        assert "Stockholm" not in flat(await client.get(NEW))
        assert "klockan 10:00, 45 min" in flat(await client.get(PAGE))
        async with app.database.writing() as session:
            await session.execute(update(Participant).values(zone="Asia/Bangkok"))
        form = await client.get(NEW)
        assert BOTH in flat(form)
        assert re.search(r'name="time"[^>]*aria-describedby="time-hint"', form.text)
        card = flat(await client.get(PAGE)).split("Möten")[1]
        assert "tisdag 1 december klockan 10:00 (Stockholm), 45 min" in card
        assert BOTH in card
        [meeting] = await meets.meetings()
        ask = await client.get(f"/admin/participants/A-01/meetings/{meeting.id}/cancel")
        assert "klockan 10:00 (Stockholm)" in flat(ask)
        wrong = await send(client, NEW, time="")
        assert re.search(r'name="time"[^>]*aria-describedby="time-fault"', wrong.text)


async def test_the_participant_reads_their_own_time(app: AppContext) -> None:
    meets = await bo(app)
    await meets.book()
    visitor = Visitor(app)
    await visitor.post(f"/c/key of {meets.who}", {})
    assert "Ditt nästa möte: tisdag 1 december klockan 10:00." in visitor.text
    async with app.database.writing() as session:
        await session.execute(update(Participant).values(zone="Asia/Bangkok"))
    await visitor.open("/chat")
    assert "Ditt nästa möte: tisdag 1 december klockan 16:00 (Bangkok)." in visitor.text


async def test_a_change_of_the_zone_moves_the_messages_about_meetings(
    app: AppContext, clock: StandingClock
) -> None:
    meets = await bo(app)
    await meets.book()
    await meets.settle_message(0, "sent")
    clock.now = moment("2026-11-30T09:40")
    async with open_browser(app) as client:
        await log_in(client)
        same = await post(client, "way", hour="evening", zone="Europe/Stockholm")
        assert same.status_code == 303
        before = await meets.planned_messages()
        assert before == [(1, "Mon 30 Nov 10:00"), (2, "Tue 01 Dec 08:00")]
        await post(client, "way", hour="evening", zone="America/New_York")
    assert await meets.messages("sent") == [(0, "Mon 23 Nov 10:00")]
    assert await meets.planned_messages() == [(1, "Mon 30 Nov 14:00"), (2, "Tue 01 Dec 01:00")]
