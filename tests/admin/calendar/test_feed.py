"""A coach's calendar feed: shown once, read by a calendar program, changed and taken away."""

import re

import httpx
import pytest
from icalendar import Calendar

from admin.calendar.door import READS
from bot.app_context import AppContext
from dialogs.agenda.meeting_kinds import MeetingKind, Party
from storage.staff.leaving import let_go
from storage.tables.people import Staff
from tests.admin.meetings.forms import open_bo_diary
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import TUESDAY, Diary, add_coach, add_participant, change_participant, tuesday

HERE = "/admin/calendar"


async def made(client: httpx.AsyncClient) -> str:
    """Make an address, and give its path."""
    token = form_token(await client.get(HERE))
    page = await client.post(HERE, data={"token": token})
    assert page.status_code == 200
    found = re.search(r"http://127\.0\.0\.1:8080(/admin/calendar/[\w-]{43}\.ics)", page.text)
    assert found, page.text
    return found[1]


async def read(app: AppContext, path: str, **headers: str) -> httpx.Response:
    """Read as a calendar program does: another client, which is signed in nowhere."""
    async with open_browser(app) as client:
        return await client.get(path, headers=headers)


async def test_the_feed_holds_pseudonym_time_and_place_and_nothing_else(either: AppContext) -> None:
    meets = await open_bo_diary(either)
    partners = frozenset({Party.PARTICIPANT, Party.PSYCHIATRY})
    meeting = await meets.book(tuesday(kind=MeetingKind.NETWORK, parties=partners))
    await meets.cancel(await meets.book(tuesday(starts_at=TUESDAY.starts_at + DAY)))
    kim = await add_participant(either, await add_coach(either, "Eva"), "Kim")
    await Diary(either, kim.id).book()
    async with open_browser(either) as client:
        await log_in(client)
        path = await made(client)
    feed = await read(either, path)
    assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(feed.text)
    assert calendar.errors == []
    [event] = calendar.walk("VEVENT")
    assert event.errors == []
    assert {name.lower() for name in event} == {
        "uid",
        "sequence",
        "dtstamp",
        "dtstart",
        "dtend",
        "summary",
        "location",
        "class",
    }
    assert (str(event["summary"]), str(event["location"])) == ("A-01", "Storgatan 1")
    assert (event.decoded("dtstart"), event["sequence"]) == (meeting.starts_at, 0)
    assert str(event["uid"]) == meeting.uid
    for word in ("Bo", "Ta med planen", "psyk", "nätverk", "skapa"):
        assert word.lower() not in feed.text.lower().replace("\r\n ", ""), word


async def test_it_is_shown_once_and_an_earlier_one_opens_nothing(app: AppContext) -> None:
    await (await open_bo_diary(app)).book()
    async with open_browser(app) as client:
        await log_in(client)
        assert "Ingen kalender hämtar dina möten än." in page_text(await client.get(HERE))
        first = await made(client)
        page = await client.get(HERE)
        assert first not in page.text
        assert "Du har en adress sedan 23 nov. 2026." in page_text(page)
        second = await made(client)
        assert (await read(app, first)).status_code == 404
        assert (await read(app, second)).status_code == 200
        token = form_token(await client.get(HERE))
        await client.post(f"{HERE}/removal", data={"token": token})
        assert "Adressen är borttagen." in page_text(await client.get(HERE))
    assert (await read(app, second)).status_code == 404
    assert len(await audit_entries(app, "made calendar address")) == 2
    assert len(await audit_entries(app, "removed calendar address")) == 1


async def test_what_has_not_changed_is_not_sent_again(
    app: AppContext, clock: StandingClock
) -> None:
    meets = await open_bo_diary(app)
    meeting = await meets.book()
    async with open_browser(app) as client:
        await log_in(client)
        path = await made(client)
    tag = (await read(app, path)).headers["etag"]
    clock.now += DAY / 24
    for asked in (tag, f'"other", W/{tag}'):
        again = await read(app, path, **{"If-None-Match": asked})
        assert (again.status_code, again.content) == (304, b""), asked
    await meets.change(meeting, tuesday(place="Torget 2"))
    changed = await read(app, path, **{"If-None-Match": tag})
    assert changed.status_code == 200
    [event] = Calendar.from_ical(changed.text).walk("VEVENT")
    assert (str(event["location"]), event["sequence"]) == ("Torget 2", 1)


async def test_the_place_of_a_protected_identity_is_not_in_it(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    await meets.book()
    await change_participant(app, meets.who, protected=True)
    async with open_browser(app) as client:
        await log_in(client)
        path = await made(client)
    [event] = Calendar.from_ical((await read(app, path)).text).walk("VEVENT")
    assert "location" not in event


async def test_who_has_left_has_no_calendar(app: AppContext) -> None:
    await (await open_bo_diary(app)).book()
    async with open_browser(app) as client:
        await log_in(client)
        path = await made(client)
    async with app.database.writing() as session:
        karin = await session.get_one(Staff, 1)
        await let_go(session, karin, karin, app.clock())
    assert (await read(app, path)).status_code == 404


@pytest.mark.parametrize("name", ["x", "x" * 43, "%2e%2e", "å" * 43])
async def test_an_address_that_is_nobodys_is_not_there(app: AppContext, name: str) -> None:
    assert (await read(app, f"{HERE}/{name}.ics")).status_code == 404


async def test_it_only_reads_and_not_without_end(app: AppContext, clock: StandingClock) -> None:
    await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        path = await made(client)
        assert (await client.post(path)).status_code == 405
        codes = [(await client.get(path)).status_code for _ in range(READS + 1)]
        assert codes == [200] * READS + [429]
        clock.now += DAY / 24
        assert (await client.get(path)).status_code == 200
