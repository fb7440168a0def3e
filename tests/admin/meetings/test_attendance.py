"""Attendance on the participant's page: one press, the same taken back, the share by itself."""

import re
from dataclasses import replace

import pytest

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from dialogs.agenda.meeting_kinds import Party
from tests.admin.meetings.forms import PAGE, open_bo_diary
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import TUESDAY, add_coach, add_participant, tuesday

AFTER = TUESDAY.starts_at + DAY


async def test_one_press_notes_it_and_another_takes_it_back(
    either: AppContext, clock: StandingClock
) -> None:
    meets = await open_bo_diary(either)
    meeting = await meets.book()
    path = f"{PAGE}/meetings/{meeting.id}/attendance"
    async with open_browser(either) as client:
        await log_in(client)
        assert "Hur gick det?" not in page_text(await client.get(PAGE)), "it is still to come"
        clock.now = AFTER
        await log_in(client)
        page = await client.get(PAGE)
        assert "Hur gick det?" in page_text(page)
        assert re.findall(r'name="was" value="([^"]+)"', page.text) == [
            "came",
            "late",
            "in-time",
            "absent",
        ]
        fields = hidden_fields(page, path)
        for _ in range(2):  # a button pressed twice
            done = await client.post(path, data={**fields, "was": "late"})
            assert done.headers["location"] == PAGE
        page = await client.get(PAGE)
        said = page_text(page)
        assert "Antecknat om mötet tisdag 1 december klockan 10:00, 45 min: Kom sent" in said
        assert "Kom till 1 av 1 möte. Att hålla en tid är ett steg framåt." in said
        assert "Hur gick det?" not in said
        await client.post(path, data={**hidden_fields(page, path), "was": "undo"})
        said = page_text(await client.get(PAGE))
        assert "Ångrat. Nu är inget antecknat om mötet" in said
        assert "Hur gick det?" in said
        assert "Kom till" not in said
    [row] = await meets.meetings()
    assert row.attendance is None
    assert len(await audit_entries(either, "noted attendance")) == 2


async def test_a_share_of_nothing_kept_scolds_nobody(app: AppContext, clock: StandingClock) -> None:
    meets = await open_bo_diary(app)
    meeting = await meets.book()
    clock.now = AFTER
    path = f"{PAGE}/meetings/{meeting.id}/attendance"
    async with open_browser(app) as client:
        await log_in(client)
        fields = hidden_fields(await client.get(PAGE), path)
        await client.post(path, data={**fields, "was": "absent"})
        said = page_text(await client.get(PAGE))
    assert "Kom till 0 av 1 möte." in said
    assert "steg framåt" not in said


async def test_an_old_tab_overwrites_nothing(either: AppContext, clock: StandingClock) -> None:
    meets = await open_bo_diary(either)
    meeting = await meets.book()
    clock.now = AFTER
    path = f"{PAGE}/meetings/{meeting.id}/attendance"
    async with open_browser(either) as client:
        await log_in(client)
        old = hidden_fields(await client.get(PAGE), path)
        await client.post(path, data={**old, "was": "came"})
        page = await client.post(path, data={**old, "was": "absent"})
        assert page.status_code == 409
        assert "Hur gick det? Nu: Kom Ditt: Kom inte" in page_text(page)
        assert (await meets.meetings())[0].attendance == "came"
        fresh = hidden_fields(page, path)
        assert (await client.post(path, data={**fresh, "was": "absent"})).status_code == 303
    assert (await meets.meetings())[0].attendance == "absent"


async def test_nothing_is_noted_about_what_has_not_been_or_is_not_theirs(
    app: AppContext, clock: StandingClock
) -> None:
    meets = await open_bo_diary(app)
    coming = await meets.book()
    await add_participant(app, await add_coach(app, "Eva"), "Kim")
    async with open_browser(app) as client:
        await log_in(client)
        token = hidden_fields(await client.get(PAGE), f"{PAGE}/steps")["token"]
        path = f"{PAGE}/meetings/{coming.id}/attendance"
        for was in ("came", "undo", "asleep", ""):
            answer = await client.post(path, data={"token": token, "was": was})
            assert answer.status_code == 404, was
        clock.now = AFTER
        await log_in(client, "Eva")
        token = hidden_fields(await client.get("/admin/participants/A-02"))["token"]
        for who in ("A-01", "A-02"):
            path = f"/admin/participants/{who}/meetings/{coming.id}/attendance"
            answer = await client.post(path, data={"token": token, "was": "came"})
            assert answer.status_code == 404, who
    assert [one.attendance for one in await meets.meetings()] == [None]


@pytest.mark.parametrize(
    ("was", "said"),
    [
        ("came", "Du kom. Fint att vi sågs!"),
        ("late", "Du kom lite senare. Fint att vi sågs!"),
        ("in-time", "Du sa till i tid. Tack för det!"),
        ("absent", "Vi sågs inte den gången."),
    ],
)
async def test_the_participant_reads_nothing_that_blames(
    app: AppContext, clock: StandingClock, was: str, said: str
) -> None:
    meets = await open_bo_diary(app)
    both = frozenset({Party.PARTICIPANT, Party.MUNICIPALITY})
    meeting = await meets.book(replace(tuesday(), parties=both))
    clock.now = AFTER
    path = f"{PAGE}/meetings/{meeting.id}/attendance"
    async with open_browser(app) as client:
        await log_in(client)
        fields = hidden_fields(await client.get(PAGE), path)
        await client.post(path, data={**fields, "was": was})
    page = (await personal_data_file(app, meets.who)).decode()
    assert said in page
    assert "samtal: du och kommunen" in page
