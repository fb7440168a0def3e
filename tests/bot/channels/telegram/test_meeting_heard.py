"""A meeting in Telegram, told to somebody who listens: all of it in one voice message."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import av
import pytest
from sqlalchemy import select

from bot.app_context import AppContext, build_app
from bot.clips.clip import ConvertedClip
from bot.clips.conversion import convert
from bot.clips.machine import drafts
from bot.clips.machine.own import prepare_meeting
from bot.reminding.sweep import Reminding
from storage.meetings.sounds import keep_recording
from storage.people.timing import zone_of
from storage.tables.agenda import Meeting
from storage.tables.bots import SentFile
from storage.tables.people import Participant
from tests.bot.channels.telegram.conftest import Telegram
from tests.bot.channels.telegram.listener import at_rest
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables
from tests.people import BO, Diary, change_participant, enrol_participants, tuesday
from tests.recordings import recording

SECONDS = 0.5


@pytest.fixture(autouse=True)
def tone(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = convert(recording("wav", SECONDS))

    async def say(language: str, text: str) -> ConvertedClip:
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
async def meets(telegram: Telegram) -> Diary:
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(telegram.app, [BO], telegram.app.clock())
    await bo.says("/start", sees="ingen fråga")
    await change_participant(telegram.app, who, heard_first=True)
    return Diary(telegram.app, who)


async def told(telegram: Telegram, meets: Diary, meeting: Meeting) -> str:
    """Let a meeting be told; gives what stands below the voice message."""
    app = telegram.app
    async with app.database.reading() as session:
        person = await session.get_one(Participant, meets.who)
    prepare_meeting(app.drafts, person, meeting, zone_of(person, app.calendar))
    await app.drafts.make_waiting()
    await Reminding(app, telegram.sender).sweep()
    await at_rest(telegram)
    question = next(one for one in reversed(telegram.api.messages(BO)) if "voice" in one)
    assert "reply_markup" in question
    return str(question["caption"])


def last_voice(telegram: Telegram) -> float:
    """Give how many seconds the newest voice message is long."""
    names = [one["voice"]["file_id"] for one in telegram.api.messages(BO) if "voice" in one]
    with av.open(io.BytesIO(telegram.api.files[names[-1]]), "r") as read:
        return sum(frame.samples / frame.sample_rate for frame in read.decode(audio=0))


async def test_when_where_and_the_question_are_heard(telegram: Telegram, meets: Diary) -> None:
    meeting = await meets.book(tuesday(place="Biblioteket, plan två", line=None))
    caption = await told(telegram, meets, meeting)
    lines = caption.split("\n")
    assert "tisdag 1 december klockan 10:00" in lines[0]
    assert lines[1] == "Var: \u2068Biblioteket, plan två\u2069"
    assert "Kommer du?" in lines
    assert last_voice(telegram) == pytest.approx(4 * SECONDS, abs=0.2), "each line once"
    async with telegram.app.database.reading() as session:
        kept = await session.scalars(select(SentFile.digest).where(SentFile.kind == "voice"))
        assert list(kept) == [], "what was put together for one person goes by no name"


async def test_the_coachs_own_voice_says_where(telegram: Telegram, meets: Diary) -> None:
    meeting = await meets.book(tuesday(place="Biblioteket", line=None))
    longer = convert(recording("wav", 3))
    async with telegram.app.database.writing() as session:
        found = await session.get_one(Meeting, meeting.id)
        await keep_recording(session, found, longer.ogg, longer.mp4, telegram.app.clock())
    await told(telegram, meets, meeting)
    assert last_voice(telegram) == pytest.approx(3 + 3 * SECONDS, abs=0.2)
