"""Recordings for tests: something that sounds, in the forms in which browsers and phones record."""

import io
import math
import struct
import wave
from functools import cache

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame

RATE = 48_000
CODECS = {"webm": "libopus", "ogg": "libopus", "mp4": "aac", "avi": "pcm_s16le"}


@cache
def recording(form: str = "wav", seconds: float = 1.0, loud: float = 0.3) -> bytes:
    """Record a tone that swells, of a loudness of 0 to 1."""
    turn = 2 * math.pi / RATE
    values = (
        int(32767 * loud * math.sin(300 * turn * n) * (0.6 + 0.4 * math.sin(3 * turn * n)))
        for n in range(int(RATE * seconds))
    )
    return encoded(b"".join(struct.pack("<h", value) for value in values), form)


def encoded(samples: bytes, form: str = "wav") -> bytes:
    """Write samples (16 bits, one channel) as a file."""
    written = io.BytesIO()
    with wave.open(written, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(samples)
    return written.getvalue() if form == "wav" else _transcoded(written.getvalue(), form)


def _transcoded(sound: bytes, form: str) -> bytes:
    written = io.BytesIO()
    with (
        av.open(io.BytesIO(sound), "r") as source,
        av.open(written, "w", format=form) as target,
    ):
        stream = target.add_stream(CODECS[form], rate=RATE, layout="stereo")
        assert isinstance(stream, AudioStream)
        stereo = AudioResampler(format=stream.format, layout="stereo", rate=RATE)
        for frame in source.decode(source.streams.audio[0]):
            for changed in stereo.resample(frame):
                target.mux(stream.encode(changed))
        for changed in stereo.resample(None):
            target.mux(stream.encode(changed))
        target.mux(stream.encode(None))
    return written.getvalue()


def film() -> bytes:
    """Make a film without a sound."""
    written = io.BytesIO()
    with av.open(written, "w", format="mp4") as target:
        stream = target.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(25):
            target.mux(stream.encode(VideoFrame(64, 64, "yuv420p")))
        target.mux(stream.encode(None))
    return written.getvalue()
