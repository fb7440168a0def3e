"""The coach books, changes and calls off meetings; one's own participants only."""

import re

import httpx
import pytest
from sqlalchemy import update

from bot.app_context import AppContext
from dialogs.people.accounts import Channel
from storage.tables.people import Account
from tests.admin.meetings.forms import FILLED, NEW, PAGE, open_bo_diary, send_form, sure_of
from tests.admin.visits import (
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import add_coach, add_participant, change_participant, tuesday


async def test_a_booked_meeting_stands_on_the_page_with_its_messages(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        done = await send_form(client, NEW)
        assert done.headers["location"] == f"{PAGE}#meetings"
        page = page_text(await client.get(PAGE))
    assert "tisdag 1 december klockan 10:00, 45 min inget svar än" in page
    assert "Bokning: planerad till 23 nov. 10:00" in page
    assert "Påminnelse: planerad till 1 dec. 08:00" in page
    [meeting] = await meets.meetings()
    assert (meeting.starts_at, meeting.before) == (moment("2026-12-01T10:00"), [24, 2])
    assert [allowed for *_, allowed in await audit_entries(app, "booked meeting")] == [True]


async def test_the_answer_is_in_view_at_once(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    meeting = await meets.book()
    await meets.settle_message(0, "sent")
    async with open_browser(app) as client:
        await log_in(client)
        await meets.answer(meeting, coming=False, proposal="<i>عصر الخميس</i>")
        page = await client.get(PAGE)
        assert "kan inte" in page_text(page)
        assert "Skriver:" in page_text(page)
        assert "Föreslår" not in page_text(page)  # it may be anything, also that they are ill
        assert 'dir="auto">&lt;i&gt;عصر الخميس&lt;/i&gt;</q>' in page.text
        assert "skickad 23 nov. 10:00, besvarad" in page_text(page)
        await meets.answer(meeting, coming=True)
        assert "kommer" in page_text(await client.get(PAGE))


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"day": ""}, "day", "Välj en dag."),
        ({"day": "i morgon"}, "day", "Välj en dag."),
        ({"day": "2029-12-01"}, "day", "Välj en dag inom två år."),
        ({"day": "9999-12-31"}, "day", "Året kan inte stämma. Rätta det."),
        ({"day": "2024-11-01"}, "day", "Välj en dag inom två år."),
        ({"kind": "party"}, "kind", "Välj något i listan."),
        ({"time": "25:00"}, "time", "Skriv en tid, till exempel 10:30."),
        ({"time": "tio"}, "time", "Skriv en tid, till exempel 10:30."),
        ({"day": "2027-03-28", "time": "02:30"}, "time", "Den tiden finns inte"),
        ({"place": " \u202e"}, "place", "Skriv var ni ses"),
        ({"place": "x" * 200}, "place", "Texten är för lång. Skriv högst 120 tecken."),
        ({"line": "x" * 500}, "line", "Texten är för lång. Skriv högst 300 tecken."),
        ({"minutes": "-5"}, "minutes", "Välj något i listan."),
        ({"early": "9"}, "early", "Välj något i listan."),
    ],
)
async def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    app: AppContext, wrong: dict[str, str], field: str, said: str
) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send_form(client, NEW, **wrong)
    assert page.status_code == 422
    assert re.search(rf'id="{field}-fault">{said}', page.text)
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', page.text)
    for name, value in {**FILLED, **wrong}.items():
        if name in ("day", "time", "place", "line") and value.strip(" \u202e"):
            assert f'value="{value}"' in page.text, name
    assert await meets.meetings() == []


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        ("2027-03-28", "03.30", "2027-03-28T01:30"),  # just after the hour that is left out
        ("2027-10-31", "0230", "2027-10-31T00:30"),  # comes twice: the first is meant
        ("2027-03-29", "8:05", "2027-03-29T06:05"),
        ("2027-07-01", "9:05", "2027-07-01T07:05"),
    ],
)
async def test_times_are_those_of_the_house(app: AppContext, day: str, time: str, utc: str) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send_form(client, NEW, day=day, time=time)
        if page.status_code == 422:  # some of them are at night
            page = await send_form(client, NEW, day=day, time=time, sure=sure_of(page))
        assert page.status_code == 303
    [meeting] = await meets.meetings()
    assert f"{meeting.starts_at:%Y-%m-%dT%H:%M}" == utc


async def test_sent_twice_is_booked_once_and_another_at_that_time_is_questioned(
    app: AppContext,
) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        for _ in range(2):
            assert (await send_form(client, NEW)).status_code == 303
        page = await send_form(client, NEW, place="Torget 2")
        assert page.status_code == 422
        assert "Ni har redan ett möte klockan 10:00–10:45. Stämmer det?" in page.text
        assert len(await meets.meetings()) == 1
        sure = sure_of(page)
        assert (await send_form(client, NEW, place="Torget 2", sure=sure)).status_code == 303
    assert len(await meets.meetings()) == 2


async def test_a_change_starts_from_what_is_there(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        await send_form(client, NEW, early="0", late="3")
        path = f"/admin/participants/A-01/meetings/{(await meets.meetings())[0].id}"
        form = await client.get(path)
        assert 'value="2026-12-01"' in form.text
        assert 'value="10:00"' in form.text
        assert re.search(r'value="0" selected>ingen', form.text)
        assert re.search(r'value="3" selected>3 timmar', form.text)
        await send_form(client, path, time="13:15", late="0", early="0")
        page = page_text(await client.get(PAGE))
    assert "klockan 13:15" in page
    assert "klockan 10:00" not in page
    [meeting] = await meets.meetings()
    assert (meeting.revision, meeting.before) == (1, [])


async def test_called_off_after_a_question(app: AppContext) -> None:
    meets = await open_bo_diary(app, channel=Channel.WEB)
    meeting = await meets.book()
    path = f"/admin/participants/A-01/meetings/{meeting.id}/cancel"
    async with open_browser(app) as client:
        await log_in(client)
        assert "Ställ in mötet med A-01?" in (await client.get(path)).text
        assert not (await meets.meetings())[0].cancelled
        await send_form(client, path)
        page = page_text(await client.get(PAGE))
        assert "inställt" in page
        assert "Inställt: läggs i webbchatten" in page
        assert (await client.get(path)).status_code == 303, "it is off already"


async def test_somebody_elses_meeting_is_not_there(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    meeting = await meets.book()
    eva = await add_coach(app, "Eva")
    await add_participant(app, eva, "Kim")
    async with open_browser(app) as client:
        own = form_token(await log_in_as(client, "Eva", "/admin/participants/A-02/meetings/new"))
        for path in (
            f"/admin/participants/A-01/meetings/{meeting.id}",
            f"/admin/participants/A-02/meetings/{meeting.id}",
            f"/admin/participants/A-02/meetings/{meeting.id}/cancel",
            f"/admin/participants/A-02/meetings/{10**30}",
            NEW,
        ):
            assert (await client.get(path)).status_code == 404, path
            answer = await client.post(path, data={**FILLED, "token": own})
            assert answer.status_code == 404, path
    [left] = await meets.meetings()
    assert (left.revision, left.cancelled) == (0, False)


async def log_in_as(client: httpx.AsyncClient, name: str, path: str) -> httpx.Response:
    await log_in(client, name)
    return await client.get(path)


async def test_a_form_from_elsewhere_books_nothing(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        assert (await client.post(NEW, data=FILLED)).status_code == 403
    assert await meets.meetings() == []


async def test_the_page_says_why_messages_do_not_arrive(
    app: AppContext, clock: StandingClock
) -> None:
    meets = await open_bo_diary(app)

    async def seen(client: httpx.AsyncClient, **columns: object) -> str:
        await change_participant(app, meets.who, **columns)
        assert (form := await client.get(NEW)).status_code == 200
        card = (await client.get(PAGE)).text.split('id="meetings"')[1].split("</section>")[0]
        said = re.findall(r'<p class="notice">([^<]+)</p>', card)
        assert said == re.findall(r'<p class="notice">([^<]+)</p>', form.text)
        return "".join(said)

    async with open_browser(app) as client:
        await log_in(client)
        assert await seen(client, stopped=False) == ""
        async with app.database.writing() as session:
            await session.execute(update(Account).values(channel="web"))
        assert "som bara har webbchatten" in await seen(client, stopped=False)
        assert "Till 30 nov. väntar" in await seen(client, quiet_until=moment("2026-11-30T10:00"))
        assert "vill inte ha meddelanden" in await seen(client, stopped=True)
        async with app.database.writing() as session:
            await session.execute(update(Account).values(status="blocked"))
        assert "når inte fram" in await seen(client, stopped=False, quiet_until=None)
        clock.now = moment("2026-11-30T21:00")
        await log_in(client)
        await meets.book()
        await send_form(client, NEW, day="2026-12-01", time="07:00")
        page = page_text(await client.get(PAGE))
    assert "Inget meddelande hinner skickas före mötet." in page


async def test_what_could_not_be_told_is_said_below_the_meeting(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    await meets.book()
    said = "Inget meddelande om mötet har kommit fram."
    async with open_browser(app) as client:
        await log_in(client)
        assert said not in page_text(await client.get(PAGE))
        for number in range(3):
            await meets.settle_message(number, "skipped")
        assert said in page_text(await client.get(PAGE))


async def test_a_meeting_that_was_moved_meanwhile_is_not_moved_back(either: AppContext) -> None:
    meets = await open_bo_diary(either)
    meeting = await meets.book()
    path = f"{PAGE}/meetings/{meeting.id}"
    async with open_browser(either) as client:
        await log_in(client)
        old = hidden_fields(await client.get(path), path)
        first = await client.post(path, data={**old, **FILLED, "time": "13:00"})
        twice = await client.post(path, data={**old, **FILLED, "time": "13:00"})
        assert (first.status_code, twice.status_code) == (303, 303), "a button pressed twice"
        page = await client.post(path, data={**old, **FILLED, "place": "Torget 2"})
        assert page.status_code == 409
        said = page_text(page)
        assert "Klockslag Nu: 13:00 Ditt: 10:00" in said
        assert "Plats eller telefon Nu: Storgatan 1 Ditt: Torget 2" in said
        assert 'value="Torget 2"' in page.text
        [stored] = await meets.meetings()
        assert (stored.starts_at, stored.place) == (moment("2026-12-01T13:00"), "Storgatan 1")
        slip = await client.post(path, data={**old, **FILLED, "time": "x", "place": "Torget 2"})
        assert slip.status_code == 422
        still = {**hidden_fields(slip, path), **FILLED, "place": "Torget 2"}
        assert (await client.post(path, data=still)).status_code == 409, "mended, and still old"
        mine = {**hidden_fields(page, path), **FILLED, "place": "Torget 2"}
        assert (await client.post(path, data=mine)).status_code == 303
    [stored] = await meets.meetings()
    assert (stored.starts_at, stored.place) == (moment("2026-12-01T10:00"), "Torget 2")
    assert len(await audit_entries(either, "changed meeting")) == 2


async def test_what_is_called_off_is_what_the_coach_was_asked_about_and_is_logged_once(
    app: AppContext,
) -> None:
    meets = await open_bo_diary(app)
    meeting = await meets.book()
    path = f"{PAGE}/meetings/{meeting.id}/cancel"
    async with open_browser(app) as client:
        await log_in(client)
        old = hidden_fields(await client.get(path))
        await meets.change(meeting, tuesday(starts_at=moment("2026-12-02T13:00")))
        page = await client.post(path, data=old)
        assert page.status_code == 409
        assert "Mötet har ändrats sedan du öppnade sidan." in page_text(page)
        assert "onsdag 2 december klockan 13:00" in page_text(page)
        assert not (await meets.meetings())[0].cancelled
        new = hidden_fields(page)
        for _ in range(2):
            assert (await client.post(path, data=new)).status_code == 303
    assert (await meets.meetings())[0].cancelled
    assert len(await audit_entries(app, "called off meeting")) == 1


async def test_a_press_that_changes_nothing_is_not_logged_as_a_deed(app: AppContext) -> None:
    meets = await open_bo_diary(app)
    async with open_browser(app) as client:
        await log_in(client)
        for _ in range(2):
            assert (await send_form(client, NEW)).status_code == 303
        [meeting] = await meets.meetings()
        for _ in range(2):
            moved = await send_form(client, f"{PAGE}/meetings/{meeting.id}", time="13:00")
            assert moved.status_code == 303
    assert len(await audit_entries(app, "booked meeting")) == 1
    assert len(await audit_entries(app, "changed meeting")) == 1
