"""Conversion: every recording comes out small, as loud as the others, and in both forms."""

import io
import math
import random
import resource
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest
from av.audio.frame import AudioFrame

from bot.clips import aside
from bot.clips.aside import LIMITS, convert_aside
from bot.clips.clip import LARGEST_CLIP, LONGEST, ClipError, ClipFault
from bot.clips.conversion import _usual, convert, convert_speech
from tests.recordings import RATE, encoded, film, recording

FORMS = ("wav", "webm", "ogg", "mp4")


def claiming(rate: int, channels: int) -> bytes:
    """Write a WAV of 244 bytes whose head claims what it likes."""
    head = struct.pack("<IHHIIHH", 16, 1, channels, rate, 0, 2 * channels, 16)
    sound = b"data" + struct.pack("<I", 200) + bytes(range(200))
    return b"RIFF" + struct.pack("<I", 236) + b"WAVEfmt " + head + sound


def heard(file: bytes) -> tuple[str, str, int, float, float]:
    """Give form, codec, channels, seconds and loudness (dB) of a file."""
    with av.open(io.BytesIO(file), "r") as source:
        stream = source.streams.audio[0]
        mono = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        values: list[float] = []
        for frame in source.decode(stream):
            for one in mono.resample(frame):
                values += memoryview(bytes(one.planes[0])).cast("f")[: one.samples]
        power = sum(value * value for value in values) / len(values)
        codec = stream.codec_context
        seconds = len(values) / RATE
        return source.format.name, codec.name, codec.channels, seconds, 10 * math.log10(power)


@pytest.mark.parametrize("form", FORMS)
def test_what_browsers_and_phones_record_becomes_a_clip(form: str) -> None:
    clip = convert(recording(form, 2.0))
    name, codec, channels, seconds, _ = heard(clip.ogg)
    assert (name, codec, channels) == ("ogg", "opus", 1) or (codec, channels) == ("libopus", 1)
    assert seconds == pytest.approx(2, abs=0.1)
    name, codec, channels, seconds, _ = heard(clip.mp4)
    assert "mp4" in name.split(",")
    assert (codec, channels) == ("aac", 1)
    assert seconds == pytest.approx(2, abs=0.15)
    assert clip.mp4.find(b"moov") < clip.mp4.find(b"mdat"), "plays before all of it is there"


def test_a_quiet_and_a_loud_voice_come_out_alike() -> None:
    quiet, loud = (convert(recording("wav", 2.0, loud)) for loud in (0.01, 0.9))
    for one, other in ((quiet.ogg, loud.ogg), (quiet.mp4, loud.mp4)):
        assert heard(one)[-1] == pytest.approx(heard(other)[-1], abs=1)


def test_the_longest_is_small_whatever_sounds() -> None:
    noise = random.Random(1).randbytes(2 * RATE * LONGEST)
    for samples in (encoded(noise), recording("wav", LONGEST)):
        clip = convert(samples)
        assert max(len(clip.ogg), len(clip.mp4)) <= LARGEST_CLIP


@pytest.mark.parametrize("form", FORMS)
def test_what_is_too_long_or_too_short_is_none(form: str) -> None:
    for seconds, fault in ((LONGEST + 1, ClipFault.TOO_LONG), (0.1, ClipFault.TOO_SHORT)):
        with pytest.raises(ClipError) as said:
            convert(recording(form, seconds))
        assert said.value.fault is fault


def test_where_nobody_speaks_it_is_said() -> None:
    with pytest.raises(ClipError) as said:
        convert(encoded(struct.pack("<h", 3) * RATE))
    assert said.value.fault is ClipFault.SILENT


def test_what_is_no_sound_is_none(tmp_path: Path) -> None:
    beside = tmp_path / "beside.wav"
    beside.write_bytes(recording())
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:1,\nfile://{beside}\n#EXT-X-ENDLIST\n"
    joined = f"ffconcat version 1.0\nfile '{beside}'\n"
    picture = (Path(__file__).parents[3] / "docs" / "chat.png").read_bytes()
    broken = [recording(form)[:300] for form in ("webm", "ogg", "mp4")]
    unnamed = recording("avi")  # sound, but of a kind that nobody records here
    wrong = (playlist.encode(), joined.encode(), picture, film(), unnamed)
    for file in (b"", b"hello" * 999, *wrong, *broken):
        with pytest.raises(ClipError) as said:
            convert(file)
        assert said.value.fault is ClipFault.UNREADABLE


async def test_beside_the_event_loop_it_says_the_same() -> None:
    assert (await convert_aside(recording())).mp4 == convert(recording()).mp4
    with pytest.raises(ClipError):
        await convert_aside(b"")


def test_ffmpeg_is_never_in_our_own_process() -> None:
    """It holds the interpreter's lock for as long as it works, and it may crash."""
    asked = (
        "import sys, bot.web_app\n"
        "from bot.clips.aside import convert_now\n"
        "assert convert_now(sys.stdin.buffer.read()).ogg\n"
        "sys.exit('av' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", asked], input=recording(), check=False)
    assert ran.returncode == 0


@pytest.mark.parametrize(
    ("rate", "channels"), [(1_946_205_056, 1), (192_001, 1), (7_999, 1), (48_000, 9)]
)
@pytest.mark.parametrize("makes", [convert, convert_speech])
def test_what_no_microphone_gives_is_refused_before_it_costs_anything(
    makes: Callable[[bytes], object], rate: int, channels: int
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ClipError) as said:
        makes(claiming(rate, channels))
    assert said.value.fault is ClipFault.UNREADABLE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "in kilobytes"


def test_a_rate_that_changes_on_the_way_is_refused() -> None:
    head, sound = AudioFrame("flt", "mono", 4800), AudioFrame("flt", "mono", 4800)
    head.sample_rate, sound.sample_rate = RATE, 1_946_205_056
    with pytest.raises(ClipError):
        list(_usual([head, sound]))


@pytest.mark.parametrize("program", ["import os; os.kill(os.getpid(), 11)", "import nothing"])
async def test_whatever_ends_a_conversion_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    instead = tmp_path / "instead.py"
    instead.write_text(program)
    monkeypatch.setattr(aside, "CONVERTER", instead)
    with pytest.raises(ClipError) as said:
        await convert_aside(recording())
    assert said.value.fault is ClipFault.NOT_CONVERTED


async def test_a_conversion_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "LIMITS", replace(LIMITS, seconds=0.001))
    with pytest.raises(ClipError) as said:
        await convert_aside(recording())
    assert said.value.fault is ClipFault.NOT_CONVERTED


async def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.clips.aside.can_convert", lambda: False)
    with pytest.raises(ClipError) as found:
        await convert_aside(b"a recording")
    assert found.value.fault is ClipFault.NO_CONVERTER
