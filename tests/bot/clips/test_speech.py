"""Speech: two minutes at most, small, in the one form that every browser plays."""

import struct

import pytest

from bot.clips.aside import convert_speech_aside
from bot.clips.clip import ClipError, ClipFault
from bot.clips.conversion import AAC_RATE, BIT_RATE, convert_speech
from dialogs.words.spoken import LONGEST_SPEECH
from tests.bot.clips.test_conversion import FORMS, heard
from tests.recordings import RATE, encoded, film, recording


@pytest.mark.parametrize("form", FORMS)
def test_what_phones_and_browsers_record_is_kept_as_one_form(form: str) -> None:
    made = convert_speech(recording(form, 2.0))
    name, codec, channels, seconds, _ = heard(made.sound)
    assert "mp4" in name.split(",")
    assert (codec, channels) == ("aac", 1)
    assert seconds == pytest.approx(2, abs=0.15)
    assert made.seconds == 2
    assert made.sound.find(b"moov") < made.sound.find(b"mdat"), "plays before all of it is there"


def test_two_minutes_are_kept_whole_and_small() -> None:
    said = recording("wav", 1.0)[44:] * LONGEST_SPEECH
    made = convert_speech(encoded(said, "ogg"))
    assert made.seconds == LONGEST_SPEECH
    assert heard(made.sound)[3] == pytest.approx(LONGEST_SPEECH, abs=0.2)
    assert len(made.sound) < 1.3 * LONGEST_SPEECH * BIT_RATE / 8
    assert AAC_RATE < RATE
    with pytest.raises(ClipError) as refused:
        convert_speech(encoded(said + said[: 4 * RATE], "ogg"))
    assert refused.value.fault is ClipFault.TOO_LONG


@pytest.mark.parametrize(
    ("recorded", "fault"),
    [
        (b"", ClipFault.UNREADABLE),
        (b"no sound at all" * 99, ClipFault.UNREADABLE),
        (film(), ClipFault.UNREADABLE),
        (recording("ogg")[:300], ClipFault.UNREADABLE),
        (recording("wav", 0.1), ClipFault.TOO_SHORT),
        (encoded(struct.pack("<h", 3) * RATE), ClipFault.SILENT),
    ],
    ids=["empty", "text", "film", "broken", "a slip", "silence"],
)
def test_what_is_no_speech_is_refused(recorded: bytes, fault: ClipFault) -> None:
    with pytest.raises(ClipError) as refused:
        convert_speech(recorded)
    assert refused.value.fault is fault


async def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.clips.aside.can_convert", lambda: False)
    with pytest.raises(ClipError) as found:
        await convert_speech_aside(b"a recording")
    assert found.value.fault is ClipFault.NO_CONVERTER


async def test_beside_the_event_loop_it_says_the_same() -> None:
    assert await convert_speech_aside(recording()) == convert_speech(recording())
    for recorded, fault in ((b"", ClipFault.UNREADABLE), (recording("wav", 0.1), "too-short")):
        with pytest.raises(ClipError) as refused:
            await convert_speech_aside(recorded)
        assert refused.value.fault == fault
