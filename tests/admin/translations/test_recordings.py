"""Recordings of texts: taken by staff, heard as long as the text stands, and taken away."""

from collections.abc import AsyncIterator
from importlib import resources
from pathlib import Path

import httpx
import pytest

from bot.app_context import AppContext, build_app
from bot.clips.clip import LONGEST
from bot.clips.waiting.places import Places
from bot.languages.reviewing import translated_texts
from bot.languages.text_states import digest_of_key
from bot.web.forms import LARGEST_SENT, LARGEST_UPLOAD
from dialogs.people.staff import StaffRole
from storage.clips.clips import clips_of_language
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables
from tests.people import add_staff
from tests.recordings import recording

SOURCE = digest_of_key(("skapa.cooperation", "Hur bra är du på att samarbeta?"))
AR, SV = (f"/admin/translations/{language}/{SOURCE}" for language in ("ar", "sv"))


@pytest.fixture
async def app(app: AppContext) -> AppContext:
    await add_staff(app, "Tora", StaffRole.TRANSLATOR)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    return app


async def send(
    client: httpx.AsyncClient,
    page: httpx.Response,
    sound: bytes,
    here: str = AR,
    *,
    heard: bool = True,
) -> httpx.Response:
    fields = hidden_fields(page, f"{here}/recording") | ({"heard": "yes"} if heard else {})
    return await client.post(
        f"{here}/recording", data=fields, files={"clip": ("Min röst.webm", sound, "video/webm")}
    )


async def recordings(app: AppContext, language: str = "ar") -> int:
    async with app.database.reading() as session:
        return len(await clips_of_language(session, language))


@pytest.mark.parametrize(("name", "here"), [("Tora", AR), ("Eva", SV)])
async def test_a_text_is_recorded_and_can_be_heard(app: AppContext, name: str, here: str) -> None:
    async with open_browser(app) as client:
        await log_in(client, name)
        page = await client.get(here)
        assert "inte inläst" in page.text
        assert "<source" not in page.text
        assert "microphone=(self)" in page.headers["permissions-policy"]
        saved = await send(client, page, recording("webm"), here)
        assert (saved.status_code, saved.headers["location"]) == (303, f"{here}#recorded")
        page = await client.get(here)
        assert f"inläst · {name} , 23 nov. 2026" in page_text(page)
        address = page.text.partition('<source src="')[2].partition('"')[0]
        assert (await client.get(address)).content.startswith(b"OggS")
        listed = await client.get(f"{here.rpartition('/')[0]}/in/spoken")
        assert listed.text.count("<li>") == 1
    assert len(await audit_entries(app, "recorded text")) == 1


async def test_nothing_is_in_force_that_nobody_has_listened_to(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(AR)
        assert "media-src 'self' blob:" in page.headers["content-security-policy"]
        unheard = await send(client, page, recording("webm"), heard=False)
        assert unheard.status_code == 422
        assert "Lyssna på inspelningen först. Inget är sparat." in page_text(unheard)
        assert "inte inläst" in unheard.text
        assert await recordings(app) == 0
        assert (await send(client, unheard, recording("webm"))).status_code == 303
        assert await recordings(app) == 1


async def test_where_there_is_no_room_a_recording_is_not_received(
    app: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Places(most=1, patience=0.01)
    monkeypatch.setattr("admin.web.gate.PLACES", full)
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(AR)
        async with full.place("somebody else", 1):
            assert (await send(client, page, recording("webm"))).status_code == 503
        assert await recordings(app) == 0
        assert (await send(client, page, recording("webm"))).status_code == 303


async def test_the_source_is_there_to_be_spoken_only(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = await client.get(SV)
        assert "Spara som utkast" not in page.text
        fields = hidden_fields(page, f"{SV}/recording")
        assert (await client.post(SV, data={**fields, "said0": "Nej"})).status_code == 404
        for path in ("sheet", "participants.po", "participants.toml"):
            assert (await client.get(f"/admin/translations/sv/{path}")).status_code == 404
        assert "Läs in" in (await client.get("/admin/translations")).text
        texts = await client.get("/admin/translations/sv")
        assert texts.text.count('href="/admin/translations/sv/') > 400
        assert "utkast" not in texts.text


@pytest.mark.parametrize(
    ("sound", "told"),
    [
        (b"", "Det gick inte att läsa filen som ljud."),
        (b"no sound", "Det gick inte att läsa filen som ljud."),
        (recording("ogg")[:200], "Det gick inte att läsa filen som ljud."),
        (recording("mp4", LONGEST + 1), "Inspelningen är för lång."),
        (recording("webm", 0.1), "Inspelningen är för kort."),
        (recording("wav", 1.0, 0.0), "Inspelningen är tyst."),
    ],
)
async def test_what_cannot_be_a_clip_changes_nothing(
    app: AppContext, sound: bytes, told: str
) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(AR), recording())
        answer = await send(client, await client.get(AR), sound)
        assert answer.status_code == 422
        assert told in answer.text
        assert (await send(client, answer, recording("mp4"))).status_code == 303, "again from there"
    assert await recordings(app) == 1


@pytest.mark.parametrize(
    ("size", "status_code", "told"),
    [(LARGEST_UPLOAD, 422, "Filen är för stor."), (LARGEST_SENT, 413, "för lång")],
)
async def test_a_file_that_is_too_large_is_not_read(
    app: AppContext, size: int, status_code: int, told: str
) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        answer = await send(client, await client.get(AR), bytes(size))
    assert answer.status_code == status_code
    assert told in answer.text
    assert await recordings(app) == 0


async def test_a_changed_text_is_not_heard_until_it_is_changed_back(app: AppContext) -> None:
    said = next(one for one in translated_texts("ar", {}) if one.source == SOURCE).said[0]
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(AR), recording())
        before = await client.get(AR)
        for text, state in (("شيء آخر؟", "inläst före en ändring"), (said, "inläst · Tora")):
            page = await client.get(AR)
            form = {**hidden_fields(page, AR), "said0": text, "state": "reviewed"}
            assert (await client.post(AR, data=form)).status_code == 303
            page = await client.get(AR)
            assert state in page_text(page)
            assert ("<source" in page.text) is (text == said)
            if text != said:
                late = await send(client, before, recording("ogg"))
                assert late.status_code == 409
                assert "Texten har ändrats" in late.text
    assert await recordings(app) == 1


async def test_a_recording_is_taken_away(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(AR), recording())
        fields = hidden_fields(await client.get(AR), f"{AR}/recording/remove")
        gone = await client.post(f"{AR}/recording/remove", data=fields)
        assert gone.headers["location"] == f"{AR}#recorded"
        assert "inte inläst" in (await client.get(AR)).text
    assert await recordings(app) == 0
    assert len(await audit_entries(app, "removed recording of text")) == 1


async def test_a_text_with_gaps_or_plurals_is_not_for_speaking(app: AppContext) -> None:
    texts = translated_texts("sv", {})
    gaps = next(one for one in texts if "{" in one.texts[0] and len(one.texts) == 1)
    plural = next(one for one in texts if len(one.texts) == 2)
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        for one in (gaps, plural):
            here = f"/admin/translations/sv/{one.source}"
            page = await client.get(here)
            assert page.status_code == 200
            assert "Spela in" not in page.text
            token = hidden_fields(await client.get(AR), f"{AR}/recording")
            sent = {"clip": ("a.wav", recording(), "audio/wav")}
            answer = await client.post(f"{here}/recording", data=token, files=sent)
            assert answer.status_code == 404


async def test_after_the_session_a_recording_leads_to_the_log_in(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(AR)
        client.cookies.clear()
        answer = await send(client, page, recording("wav", 2.0))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/admin/login")
    assert await recordings(app) == 0


@pytest.fixture
async def drafting(tmp_path: Path, clock: StandingClock) -> AsyncIterator[AppContext]:
    """The parts with drafts on, and an instrument of the organisation's own."""
    ours = resources.files("dialogs") / "instruments" / "skapa.toml"
    own = ours.read_text(encoding="utf-8").replace("Hur bra är du på att samarbeta?", OWN)
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "own.toml").write_text(own, encoding="utf-8")
    built = build_app(test_settings(tmp_path, SKAPABOT_VOICE_DRAFTS="yes"), clock)
    await give_tables(built.database)
    await add_staff(built, "Eva", StaffRole.ADMIN)
    yield built
    await built.database.close()


OWN = "Trivs du med andra?"
OWN_ADDRESS = f"/admin/translations/sv/{digest_of_key(('skapa.cooperation', OWN))}"


async def test_a_draft_is_shown_as_such_until_somebody_records(drafting: AppContext) -> None:
    drafting.drafts.wish("sv", "Hur bra är du på att samarbeta?")
    await drafting.drafts.make_waiting()
    async with open_browser(drafting) as client:
        await log_in(client, "Eva")
        languages = page_text(await client.get("/admin/translations"))
        assert "1 uppläst av en dator" in languages
        assert languages.count("Ingen dator kan läsa upp språket här.") == 3
        page = await client.get(SV)
        assert "utkast, uppläst av en dator · eSpeak NG" in page_text(page)
        assert "<source" in page.text
        assert "Ta bort inläsningen" not in page.text
        listed = await client.get("/admin/translations/sv/in/drafted")
        assert listed.text.count("<li>") == 1
        await send(client, page, recording(), SV)
        page = await client.get(SV)
        assert "inläst · Eva" in page_text(page)
        assert page.text.count("<source") // 2 == 1


async def test_an_own_instrument_is_recorded_too(drafting: AppContext) -> None:
    async with open_browser(drafting) as client:
        await log_in(client, "Eva")
        assert OWN in (await client.get("/admin/translations/sv")).text
        assert (await client.get(OWN_ADDRESS.replace("/sv/", "/ar/"))).status_code == 404
        saved = await send(client, await client.get(OWN_ADDRESS), recording(), OWN_ADDRESS)
        assert saved.status_code == 303
        assert "inläst · Eva" in page_text(await client.get(OWN_ADDRESS))
