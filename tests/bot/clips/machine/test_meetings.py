"""A coach's words about a meeting, read by the machine: sealed, and of the meeting as it is now."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app_context import AppContext, build_app
from bot.clips.clip import ClipError, ClipFault, ConvertedClip
from bot.clips.conversion import convert
from bot.clips.machine import drafts
from bot.clips.machine.heard import heard_texts
from bot.clips.machine.own import own_sounds, prepare_meeting
from bot.languages.catalog import catalog
from dialogs.talks.meeting import coach_line, meeting_text, place_line
from storage.clips.clips import clips_of_language
from storage.meetings.facts import meeting_facts
from storage.meetings.sounds import keep_recording
from storage.people.timing import zone_of
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables
from tests.people import Diary, add_coach, add_participant, change_participant, tuesday
from tests.recordings import recording

SAID: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def tone(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = convert(recording("wav", 0.5))
    SAID.clear()

    async def say(language: str, words: str) -> ConvertedClip:
        SAID.append((language, words))
        return sound

    monkeypatch.setattr(drafts, "speak_aside", say)


@pytest.fixture
async def app(tmp_path: Path, clock: StandingClock) -> AsyncIterator[AppContext]:
    """The parts, with drafts on."""
    built = build_app(test_settings(tmp_path, SKAPABOT_VOICE_DRAFTS="yes"), clock)
    await give_tables(built.database)
    yield built
    await built.database.close()


@pytest.fixture
async def meets(app: AppContext) -> Diary:
    person = await add_participant(app, await add_coach(app), "Bo", language="ar")
    return Diary(app, person.id)


async def heard(app: AppContext, meets: Diary) -> dict[str, int]:
    """Look what is heard, as a channel does: how many clips each line has."""
    async with app.database.reading() as session:
        found = await own_sounds(session, app.drafts, meets.who, catalog("ar"))
    return {line: len(sound.clips) for line, sound in found.items()}


PLACE = place_line(catalog("ar"), "Biblioteket, plan två")


async def test_place_and_line_are_read_in_swedish_beside_the_persons_language(
    app: AppContext, meets: Diary
) -> None:
    await meets.book(tuesday(place="Biblioteket, plan två", line="Ta med papperen"))
    assert await heard(app, meets) == {}
    await app.drafts.make_waiting()
    assert SAID == [("sv", "Biblioteket, plan två"), ("sv", "Ta med papperen")]
    assert await heard(app, meets) == {PLACE: 1, coach_line("Ta med papperen"): 1}
    await app.drafts.make_waiting()
    assert len(SAID) == 2, "once"


async def test_nothing_of_it_is_stored_unsealed(app: AppContext, meets: Diary) -> None:
    await meets.book(tuesday(place="Biblioteket, plan två", line=None))
    await heard(app, meets)
    await app.drafts.make_waiting()
    async with app.database.reading() as session:
        rows = await session.execute(text("SELECT ogg, mp4 FROM meeting_sounds"))
        kept = [bytes(sound) for row in rows for sound in row]
        assert await clips_of_language(session, "sv") == []
    assert len(kept) == 2
    assert not any(mark in sound for sound in kept for mark in (b"OggS", b"ftyp"))


async def test_what_a_swedish_voice_cannot_read_is_read_by_nobody(
    app: AppContext, meets: Diary
) -> None:
    await meets.book(tuesday(place="مكتبة", line="070"))
    await heard(app, meets)
    await app.drafts.make_waiting()
    assert SAID == []


async def test_what_the_coach_has_recorded_goes_before_it(app: AppContext, meets: Diary) -> None:
    meeting = await meets.book(tuesday(place="Biblioteket, plan två", line="Ta med papperen"))
    await heard(app, meets)
    await app.drafts.make_waiting()
    async with app.database.writing() as session:
        found = await session.get_one(Meeting, meeting.id)
        await keep_recording(session, found, b"ogg", b"mp4", app.clock())
    assert await heard(app, meets) == {PLACE: 1}
    async with app.database.reading() as session:
        sounds = await own_sounds(session, app.drafts, meets.who, catalog("ar"))
    assert not sounds[PLACE].machine


async def test_a_meeting_that_was_changed_is_read_anew(app: AppContext, meets: Diary) -> None:
    meeting = await meets.book(tuesday(place="Biblioteket, plan två", line=None))
    await heard(app, meets)
    await app.drafts.make_waiting()
    await meets.change(meeting, tuesday(place="Kommunhuset", line=None))
    assert await heard(app, meets) == {}
    await app.drafts.make_waiting()
    assert await heard(app, meets) == {place_line(catalog("ar"), "Kommunhuset"): 1}


async def test_one_place_of_two_meetings_that_is_told_in_two_ways_is_read(
    app: AppContext, meets: Diary
) -> None:
    first = await meets.book(tuesday(place="Biblioteket"))
    await meets.book(tuesday(place="Biblioteket", starts_at=first.starts_at.replace(hour=14)))
    async with app.database.writing() as session:
        found = await session.get_one(Meeting, first.id)
        await keep_recording(session, found, b"ogg", b"mp4", app.clock())
    await heard(app, meets)
    await app.drafts.make_waiting()
    assert await heard(app, meets) == {}


async def test_one_place_of_two_meetings_that_a_machine_reads_is_heard(
    app: AppContext, meets: Diary
) -> None:
    first = await meets.book(tuesday(place="Biblioteket, plan två", line=None))
    later = first.starts_at.replace(hour=14)
    await meets.book(tuesday(place="Biblioteket, plan två", starts_at=later, line=None))
    await heard(app, meets)
    await app.drafts.make_waiting()
    assert (await heard(app, meets))[PLACE] == 1


async def test_what_is_told_is_ready_before_it_is_told(app: AppContext, meets: Diary) -> None:
    """A line with a day and a time is shown once: made only then, it would never be heard."""
    meeting = await meets.book(tuesday(place="Biblioteket, plan två", line=None))
    await change_participant(app, meets.who, heard_first=True)
    async with app.database.reading() as session:
        person = await session.get_one(Participant, meets.who)
    zone = zone_of(person, app.calendar)
    prepare_meeting(app.drafts, person, meeting, zone)
    await app.drafts.make_waiting()
    texts, facts = catalog("ar"), meeting_facts(meeting, person, zone)
    async with app.database.reading() as session:
        own = await own_sounds(session, app.drafts, meets.who, texts)
        for phase in ("booked", "changed", "reminder"):
            told = meeting_text(texts, {**facts, "phase": phase})
            assert (await heard_texts(session, app.drafts, "ar", [told], own)).sound(told)


async def test_a_machine_that_fails_leaves_it_to_be_read(
    app: AppContext, meets: Diary, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(language: str, words: str) -> ConvertedClip:
        raise ClipError(ClipFault.SILENT)

    monkeypatch.setattr(drafts, "speak_aside", fail)
    await meets.book(tuesday(place="Biblioteket hos Bo"))
    await heard(app, meets)
    await app.drafts.make_waiting()
    assert await heard(app, meets) == {}
    assert "what a coach has written" in caplog.text
    assert "Biblioteket" not in caplog.text
