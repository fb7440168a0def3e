"""Conversion: every recording comes out small, as loud as the others, and in both forms."""

import io
import math
import random
import struct
import subprocess
import sys
from pathlib import Path

import av
import pytest

from bot.clips.aside import convert_aside
from bot.clips.clip import LARGEST_CLIP, LONGEST, ClipError, ClipFault
from bot.clips.conversion import convert
from tests.recordings import RATE, encoded, film, recording

FORMS = ("wav", "webm", "ogg", "mp4")


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


def test_the_service_starts_without_ffmpeg() -> None:
    asked = "import sys, bot.web_app; sys.exit('av' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


async def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "bot.clips.conversion", raising=False)
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(ClipError) as found:
        await convert_aside(b"a recording")
    assert found.value.fault is ClipFault.NO_CONVERTER
