"""What a coach records about a meeting: kept sealed, heard, and gone when the meeting changes."""

import httpx
import pytest
from sqlalchemy import text

from bot.app_context import AppContext
from bot.clips.clip import ConvertedClip
from dialogs.people.staff import StaffRole
from storage.people.erasure import erase_participant
from tests.admin.meetings.forms import NEW, PAGE, open_bo_diary, send_form
from tests.admin.visits import (
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.people import add_coach, add_staff, change_participant
from tests.recordings import recording

MEETING = f"{PAGE}/meetings/1"
SOUND = f"{MEETING}/sound"


async def send(client: httpx.AsyncClient, sound: bytes) -> httpx.Response:
    fields = hidden_fields(await client.get(MEETING), SOUND)
    return await client.post(
        SOUND, data=fields, files={"clip": ("Min röst.webm", sound, "video/webm")}
    )


async def stored(app: AppContext) -> list[bytes]:
    """Give what lies in the database, as it lies there."""
    async with app.database.reading() as session:
        rows = await session.execute(text("SELECT ogg, mp4 FROM meeting_sounds"))
        return [bytes(sound) for row in rows for sound in row]


async def test_where_and_what_is_recorded_heard_and_taken_away(app: AppContext) -> None:
    await (await open_bo_diary(app)).book()
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(MEETING)
        assert "microphone=(self)" in page.headers["permissions-policy"]
        assert "Inget är inspelat än." in page_text(page)
        saved = await send(client, recording("webm"))
        assert (saved.status_code, saved.headers["location"]) == (303, f"{MEETING}#recorded")
        assert f'src="{SOUND}.m4a"' in (await client.get(MEETING)).text
        heard = await client.get(f"{SOUND}.m4a")
        assert heard.content[4:8] == b"ftyp"
        for kept in await stored(app):
            assert b"OggS" not in kept
            assert b"ftyp" not in kept
        fields = hidden_fields(await client.get(MEETING), f"{SOUND}/remove")
        assert (await client.post(f"{SOUND}/remove", data=fields)).status_code == 303
        assert (await client.get(f"{SOUND}.m4a")).status_code == 404
    assert await stored(app) == []
    assert len(await audit_entries(app, "changed meeting")) == 2


async def test_what_was_said_of_a_meeting_goes_when_it_changes(app: AppContext) -> None:
    await (await open_bo_diary(app)).book()
    async with open_browser(app) as client:
        await log_in(client)
        await send(client, recording("webm"))
        await send(client, recording("ogg"))
        assert len(await stored(app)) == 2, "the new one takes the place of the one before"
        await send_form(client, MEETING, early="48")
        assert len(await stored(app)) == 2, "other hours are no news"
        await send_form(client, MEETING, place="Lillgatan 2")
    assert await stored(app) == []


async def test_it_goes_with_a_meeting_that_is_called_off_and_with_the_person(
    app: AppContext,
) -> None:
    meets = await open_bo_diary(app)
    meeting = await meets.book()
    async with open_browser(app) as client:
        await log_in(client)
        await send(client, recording("webm"))
        await meets.cancel(meeting)
        assert await stored(app) == []
        await send_form(client, NEW, day="2026-12-02")
        fields = hidden_fields(await client.get(f"{PAGE}/meetings/2"), f"{PAGE}/meetings/2/sound")
        files = {"clip": ("r", recording("webm"), "video/webm")}
        await client.post(f"{PAGE}/meetings/2/sound", data=fields, files=files)
    assert len(await stored(app)) == 2
    async with app.database.writing() as session:
        await erase_participant(session, 1, app.clock())
    assert await stored(app) == []


@pytest.mark.parametrize(
    ("sound", "said"),
    [
        (b"no sound", "inte att läsa filen"),
        (recording("wav", 0.1), "Säg var ni ses"),
        (recording("wav", 12), "får vara högst 10 sekunder"),
    ],
)
async def test_what_is_no_recording_changes_nothing(
    app: AppContext, sound: bytes, said: str
) -> None:
    await (await open_bo_diary(app)).book()
    async with open_browser(app) as client:
        await log_in(client)
        refused = await send(client, sound)
        assert refused.status_code == 422
        assert said in page_text(refused)
        assert 'role="alert"' in refused.text
        assert 'value="Storgatan 1' in refused.text
    assert await stored(app) == []


async def test_booked_with_somebody_who_listens_it_leads_to_the_recording(app: AppContext) -> None:
    await open_bo_diary(app)
    await change_participant(app, 1, heard_first=True)
    async with open_browser(app) as client:
        await log_in(client)
        assert "lyssnar hellre än läser" in page_text(await client.get(NEW))
        done = await send_form(client, NEW)
        assert done.headers["location"] == f"{MEETING}#recorded"


async def test_a_tab_from_before_a_change_records_nothing_about_the_meeting_of_now(
    app: AppContext,
) -> None:
    await (await open_bo_diary(app)).book()
    async with open_browser(app) as client:
        await log_in(client)
        old = hidden_fields(await client.get(MEETING), SOUND)
        await send_form(client, MEETING, place="Lillgatan 2")
        files = {"clip": ("r", recording("webm"), "video/webm")}
        late = await client.post(SOUND, data=old, files=files)
        assert late.status_code == 422
        assert "Mötet har ändrats sedan du öppnade sidan." in page_text(late)
        assert "Lillgatan 2" in late.text
        again = hidden_fields(late, SOUND)
        assert (await client.post(SOUND, data=again, files=files)).status_code == 303
    assert len(await stored(app)) == 2


@pytest.mark.parametrize(
    "who", ["another's coach", "an evaluator", "a meeting of another's", "a meeting called off"]
)
async def test_nobody_without_a_right_costs_a_conversion(
    app: AppContext, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """The file is read, and left alone: what cannot be kept is not converted."""

    async def no_conversion(_: bytes) -> ConvertedClip:
        raise AssertionError(who)

    meets = await open_bo_diary(app)
    meeting = await meets.book()
    await add_coach(app, "Eva")
    await add_staff(app, "Ada", StaffRole.EVALUATOR)
    monkeypatch.setattr("admin.meetings.sound.convert_aside", no_conversion)
    if who == "a meeting called off":
        await meets.cancel(meeting)
    address = (
        SOUND.replace("meetings/1", "meetings/9") if who == "a meeting of another's" else SOUND
    )
    async with open_browser(app) as client:
        await log_in(client, {"another's coach": "Eva", "an evaluator": "Ada"}.get(who, "Karin"))
        form = {"token": form_token(await client.get("/admin/account"))}
        files = {"clip": ("r", recording("webm"), "video/webm")}
        answer = await client.post(address, data=form, files=files)
    assert answer.status_code == (303 if who == "a meeting called off" else 404)
    assert await stored(app) == []
    allowed = who.startswith("a meeting")
    looks = [one[2] for one in await audit_entries(app, "opened meeting")]
    assert looks[-1] is allowed
