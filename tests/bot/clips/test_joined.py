"""Several clips as one voice message: read back by FFmpeg, which decodes all of it."""

import io

import av
import pytest

from bot.clips.conversion import convert
from bot.clips.joined import joined
from tests.recordings import recording


def seconds(ogg: bytes) -> float:
    with av.open(io.BytesIO(ogg), "r") as read:
        assert read.streams.audio[0].codec_context.name in ("opus", "libopus")
        return sum(frame.samples / frame.sample_rate for frame in read.decode(audio=0))


@pytest.mark.parametrize("lengths", [(0.4, 1.2), (5.0, 0.5, 9.0)])
def test_all_of_each_clip_is_heard_one_after_the_other(lengths: tuple[float, ...]) -> None:
    clips = [convert(recording("wav", length)).ogg for length in lengths]
    made = joined(clips)
    assert seconds(made) == pytest.approx(sum(map(seconds, clips)), abs=0.03 * len(clips))
    with av.open(io.BytesIO(made), "r") as read:
        assert read.duration is not None, "its pages say how long it is"
        assert read.duration / av.time_base == pytest.approx(seconds(made), abs=0.03)


def test_one_clip_stays_as_it_is() -> None:
    clip = convert(recording("wav", 0.4)).ogg
    assert joined([clip]) == clip


@pytest.mark.parametrize("other", [b"", b"no sound", b"OggS" + bytes(40)])
def test_what_the_converter_has_not_written_is_refused(other: bytes) -> None:
    with pytest.raises(ValueError, match="not Opus"):
        joined([convert(recording("wav", 0.4)).ogg, other])
