"""Machine-made drafts with the real machine: what is spoken, when, and what never is."""

import asyncio
import ctypes
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import espeakng_loader
import pytest

from bot.app_context import AppContext, build_app
from bot.clips.clip import ClipError
from bot.clips.machine import speaking
from bot.clips.machine.espeak import NO_EXIT, OK, RETRIEVAL
from bot.clips.machine.heard import heard_texts
from bot.clips.machine.speaking import LIMITS, MuteError, speak_aside
from bot.clips.voices import MACHINE, voice_of
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from bot.languages.text_states import digest_of
from dialogs.people.staff import StaffRole
from dialogs.texts import isolate
from storage.clips.clips import clips_of_language, mp4_of, ogg_of
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables
from tests.people import add_staff, speak
from tests.scenes import skapa

HEALTH = skapa().item("health")
NEVER_SPOKEN = {"ckb", "ps", "so"}


@pytest.fixture
async def app(tmp_path: Path, clock: StandingClock) -> AsyncIterator[AppContext]:
    """The parts, with drafts on."""
    built = build_app(test_settings(tmp_path, SKAPABOT_VOICE_DRAFTS="yes"), clock)
    await give_tables(built.database)
    yield built
    await built.database.close()


async def heard(app: AppContext, language: str, text: str) -> tuple[int, bool]:
    """Look whether a text is heard, as a page does; gives in how many clips, and by a machine."""
    async with app.database.reading() as session:
        found = (await heard_texts(session, app.drafts, language, [text])).sound(text)
    return len(found.clips), found.machine


async def test_what_is_shown_is_spoken_afterwards(app: AppContext) -> None:
    assert await heard(app, "sv", HEALTH.wording) == (0, False)
    await app.drafts.make_waiting()
    assert await heard(app, "sv", HEALTH.wording) == (1, True)
    async with app.database.reading() as session:
        (clip,) = await clips_of_language(session, "sv")
        assert (clip.by, clip.machine, clip.at) == (MACHINE, True, app.clock())
        assert clip.spoken == digest_of(HEALTH.wording)
        ogg, mp4 = await ogg_of(session, clip.digest), await mp4_of(session, clip.digest)
    assert ogg is not None
    assert ogg.startswith(b"OggS")
    assert mp4 is not None
    assert mp4[4:8] == b"ftyp"


async def test_a_persons_recording_takes_the_place_of_a_draft(app: AppContext) -> None:
    await heard(app, "sv", HEALTH.wording)
    await app.drafts.make_waiting()
    await speak(app, await add_staff(app, "Eva", StaffRole.ADMIN), "sv", HEALTH.wording)
    assert await heard(app, "sv", HEALTH.wording) == (1, False)
    app.drafts.wish("sv", HEALTH.wording)
    await app.drafts.make_waiting()
    async with app.database.reading() as session:
        assert [one.by for one in await clips_of_language(session, "sv")] == ["Eva"]


@pytest.mark.parametrize("language", sorted(languages()))
async def test_each_language_is_spoken_or_said_to_be_none_of_the_machines(
    app: AppContext, language: str
) -> None:
    question = skapa().wording(HEALTH, catalog(language)).question
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Initialize(RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), NO_EXIT)
    known = library.espeak_SetVoiceByName((voice_of(language) or language).encode()) == OK
    assert known is (language not in NEVER_SPOKEN)
    await heard(app, language, question)
    await app.drafts.make_waiting()
    assert (await heard(app, language, question))[1] is known


async def test_a_text_with_a_figure_or_a_day_is_spoken_as_it_is_shown(app: AppContext) -> None:
    t = catalog("ar")
    count = t.ngettext(
        "{count} kort fråga om hur du har det just nu. Det tar ungefär två minuter.",
        "{count} korta frågor om hur du har det just nu. Det tar ungefär två minuter.",
        6,
    ).format(count=t.number(6))
    day = t.weekday(dt.date(2026, 11, 24))
    meeting = t.gettext("Ditt nästa möte: {day} klockan {time}.")
    meeting = meeting.format(day=day, time=t.clock(dt.time(14, 0)))
    for text in (count, meeting):
        await heard(app, "ar", text)
        await app.drafts.make_waiting()
        assert (await heard(app, "ar", text))[0] > 0, text


async def test_a_step_is_spoken_as_an_instrument_suggests_it(app: AppContext) -> None:
    text = f"Ditt steg: {isolate(HEALTH.steps[0])}"
    await heard(app, "sv", text)
    await app.drafts.make_waiting()
    assert (await heard(app, "sv", text))[0] == 1


async def test_the_agreement_is_spoken_sentence_by_sentence(app: AppContext) -> None:
    from dialogs.agreement.text import agreement_text

    text = agreement_text(app.installation.scene("sv", "Iris"))
    await heard(app, "sv", text)
    await app.drafts.make_waiting()
    count, machine = await heard(app, "sv", text)
    assert count > len(text.split("\n\n"))
    assert machine


@pytest.mark.parametrize(
    "text",
    [
        "Bo Ek mår dåligt.",
        "Din handledare heter Eva Svensson.",
        "Din handledare heter God.",
        "Du har skrivit: God",
        "Ditt steg: Ringa Kalle",
        "Ditt steg: God",
        f"{HEALTH.wording} Bo",
        "”Jag är trött”",
        "Ditt nästa möte: hos Bo klockan 14:00.",
        "Ditt nästa möte: 070 klockan 14:00.",
        "Fråga 123 45 67 av 6",
    ],
)
async def test_what_somebody_has_said_is_never_kept(app: AppContext, text: str) -> None:
    await heard(app, "sv", text)
    await app.drafts.make_waiting()
    async with app.database.reading() as session:
        assert await clips_of_language(session, "sv") == []


async def test_beside_what_somebody_has_said_our_own_lines_are_spoken(app: AppContext) -> None:
    await heard(app, "sv", f"Hälsa: 4 · God\n”Jag är trött”\n{HEALTH.wording}")
    await app.drafts.make_waiting()
    async with app.database.reading() as session:
        kept = {clip.spoken for clip in await clips_of_language(session, "sv")}
    assert kept == {digest_of("Hälsa: 4 · God"), digest_of(HEALTH.wording)}


async def test_what_cannot_be_said_is_tried_once_and_holds_up_nothing(
    app: AppContext, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(speaking, "PROGRAM", Path("/nowhere.py"))
    await heard(app, "sv", HEALTH.wording)
    await app.drafts.make_waiting()
    monkeypatch.undo()
    assert "could not say a text in sv" in caplog.text
    assert HEALTH.wording not in caplog.text
    await heard(app, "sv", HEALTH.wording)
    await heard(app, "sv", HEALTH.anchors[0])
    await app.drafts.make_waiting()
    assert (await heard(app, "sv", HEALTH.wording))[0] == 0
    assert (await heard(app, "sv", HEALTH.anchors[0]))[0] == 1


async def test_the_machine_has_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MuteError, match="ended with 4"):
        await speak_aside("so", "Hej")
    with pytest.raises(MuteError, match="ended with 4"):
        await speak_aside("sv", "a" * 5000)
    with pytest.raises(ClipError):
        await speak_aside("sv", "Det tar en stund. " * 20)
    hanging = tmp_path / "hanging.py"
    hanging.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(speaking, "PROGRAM", hanging)
    monkeypatch.setattr(speaking, "LIMITS", replace(LIMITS, seconds=0.2))
    with pytest.raises(MuteError, match="too long"):
        await speak_aside("sv", "Hej")
    crashing = tmp_path / "crashing.py"
    crashing.write_text("import os; os.kill(os.getpid(), 11)")
    monkeypatch.setattr(speaking, "PROGRAM", crashing)
    monkeypatch.setattr(speaking, "LIMITS", replace(LIMITS, seconds=30))
    with pytest.raises(MuteError, match="ended with -11"):
        await speak_aside("sv", "Hej")


async def test_the_machine_learns_nothing_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = tmp_path / "asking.py"
    asking.write_text(
        "import os, sys; sys.exit(10 + any('SKAPABOT' in name for name in os.environ))"
    )
    monkeypatch.setenv("SKAPABOT_SECRET_KEY", "hidden")
    monkeypatch.setattr(speaking, "PROGRAM", asking)
    with pytest.raises(MuteError, match="ended with 10"):
        await speak_aside("sv", "Hej")


async def test_whoever_works_is_woken_by_a_wish(app: AppContext) -> None:
    working = asyncio.create_task(app.drafts.work())
    for text in (HEALTH.wording, HEALTH.anchors[0]):
        async with asyncio.timeout(60):
            while not (await heard(app, "sv", text))[0]:  # noqa: ASYNC110  # a thread tells
                await asyncio.sleep(0.02)
    working.cancel()
    await asyncio.wait([working])
    assert working.cancelled()


async def test_only_so_many_wait_and_questions_come_after_what_is_shown(app: AppContext) -> None:
    app.drafts.begin("sv")
    app.drafts.begin("sv")
    waiting = app.drafts.waiting
    assert len(waiting) == len(set(waiting))
    assert {text for _, text in waiting} >= {*_questions()}
    assert ("ar", "اختيار اللغة") in waiting, "what each language is called by"
    path = [text for _, text in waiting]
    assert path.index("Ja, jag vill vara med") < path.index(HEALTH.wording), "in its order"
    app.drafts.wish("sv", "Hej!")
    waiting = app.drafts.waiting
    assert waiting.index(("sv", "Hej!")) < waiting.index(("sv", HEALTH.wording))
    for number in range(1000):
        app.drafts.wish("sv", f"Fråga {number}")
    assert len(app.drafts.waiting) == 300


def _questions() -> list[str]:
    return [text for one in skapa().items for text in (one.wording, *one.anchors)]


async def test_where_drafts_are_off_nothing_waits(tmp_path: Path, clock: StandingClock) -> None:
    built = build_app(test_settings(tmp_path), clock)
    built.drafts.begin("sv")
    built.drafts.wish("sv", HEALTH.wording)
    assert not built.drafts.waiting
    assert not built.drafts.speaks("sv")
    await built.database.close()
