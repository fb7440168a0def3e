"""Conversion: what somebody has recorded, levelled and written in the two forms that phones play.

Older iPhones do not play Opus in Ogg, and Telegram takes nothing else for a voice message.
"""

import io
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.filter import Graph

from bot.clips.clip import LARGEST_CLIP, LONGEST, ClipError, ClipFault, ConvertedClip, Speech
from dialogs.words.spoken import LONGEST_SPEECH

SHORTEST = 0.3
"""In seconds: less is a slip of the finger."""
FAINTEST = 0.003
"""The loudest moment of a recording, of 1, below which nobody has spoken: a microphone is off."""

RATE, BIT_RATE = 48_000, 24_000
AAC_RATE = 24_000
"""Half of ``RATE``: at so few bits AAC sounds better without what is above 12 kHz."""
LEVEL = {"I": "-18", "TP": "-2", "LRA": "7"}
"""How loud every clip is (LUFS), and its loudest moment (dB)."""
BOUNDED = {"libopus": {"vbr": "constrained"}}
"""Else what sounds all the time takes half as much again."""
HEAD, HEAD_A_SECOND = 2048, 200
"""In bytes, kept free before the sound for what an mp4 says of it."""
SLACK = 1
"""In seconds: a browser stops a little later than it is told to."""
LOWEST_RATE, HIGHEST_RATE, MOST_CHANNELS = 8_000, 192_000, 8
"""What microphones give. A file may claim anything, and the resampler makes tables of that size."""
FORMATS = "matroska,webm,ogg,mov,mp4,m4a,3gp,3g2,mj2,wav,mp3,aac,flac"
"""What is read: files of sound alone. A playlist would make us open what it names."""


def convert(recorded: bytes) -> ConvertedClip:
    """Make a clip of a recording (webm, ogg, mp4, wav …); raises ClipError."""
    with _faults_named():
        spoken, _ = _spoken(recorded, LONGEST)
        spoken = _levelled(spoken)
        clip = ConvertedClip(
            _written(spoken, "ogg", "libopus", RATE), _written(spoken, "mp4", "aac", AAC_RATE)
        )
    if max(len(clip.ogg), len(clip.mp4)) > LARGEST_CLIP:
        raise ClipError(ClipFault.TOO_LONG)
    return clip


def convert_speech(recorded: bytes) -> Speech:
    """Make speech of a recording (webm, ogg, mp4, wav …); raises ClipError."""
    with _faults_named():
        spoken, seconds = _spoken(recorded, LONGEST_SPEECH + SLACK)
        sound = _written(_levelled(spoken), "mp4", "aac", AAC_RATE, math.ceil(seconds))
    return Speech(sound, min(max(round(seconds), 1), LONGEST_SPEECH))


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except (av.FFmpegError, ValueError, IndexError) as fault:  # what FFmpeg says of broken files
        raise ClipError(ClipFault.UNREADABLE) from fault


def _spoken(recorded: bytes, longest: float) -> tuple[list[AudioFrame], float]:
    """Read the sound, as one channel, and its seconds; raises ClipError.

    That is where nobody speaks, or for too long.
    """
    resampler = AudioResampler(format="fltp", layout="mono", rate=RATE)
    frames: list[AudioFrame] = []
    samples = 0
    readable = {"format_whitelist": FORMATS}
    with av.open(io.BytesIO(recorded), "r", options=readable, metadata_errors="replace") as source:
        if not source.streams.audio:
            raise ClipError(ClipFault.UNREADABLE)
        stream = source.streams.audio[0]
        _refuse_odd(stream.sample_rate, stream.channels)
        for frame in _resampled(_usual(source.decode(stream)), resampler):
            frame.pts, frame.time_base = samples, Fraction(1, RATE)  # browsers begin anywhere
            samples += frame.samples
            if samples > longest * RATE:
                raise ClipError(ClipFault.TOO_LONG)
            frames.append(frame)
    if samples < SHORTEST * RATE:
        raise ClipError(ClipFault.TOO_SHORT if samples else ClipFault.UNREADABLE)
    if not any(_loudest(frame) >= FAINTEST for frame in frames):
        raise ClipError(ClipFault.SILENT)
    return frames, samples / RATE


def _usual(frames: Iterable[AudioFrame]) -> Iterator[AudioFrame]:
    """Give frames as they come; one may be odd in a file whose head is not."""
    for frame in frames:
        _refuse_odd(frame.sample_rate, len(frame.layout.channels))
        yield frame


def _refuse_odd(rate: int, channels: int) -> None:
    if not (LOWEST_RATE <= rate <= HIGHEST_RATE and 1 <= channels <= MOST_CHANNELS):
        raise ClipError(ClipFault.UNREADABLE)


def _resampled(frames: Iterable[AudioFrame], resampler: AudioResampler) -> Iterator[AudioFrame]:
    for frame in frames:
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _loudest(frame: AudioFrame) -> float:
    values = memoryview(bytes(frame.planes[0])).cast("f")[: frame.samples]
    return max(map(abs, values), default=0.0)


def _levelled(spoken: Iterable[AudioFrame]) -> list[AudioFrame]:
    """Make a recording as loud as all the others."""
    graph = Graph()
    graph.link_nodes(
        graph.add_abuffer(format="fltp", layout="mono", sample_rate=RATE),
        graph.add("loudnorm", **LEVEL),
        graph.add("aresample", str(RATE)),
        graph.add("aformat", sample_fmts="fltp", channel_layouts="mono"),
        graph.add("abuffersink"),
    ).configure()
    for frame in spoken:
        graph.push(frame)
    graph.push(None)
    frames: list[AudioFrame] = []
    while True:
        try:
            pulled = graph.pull()
        except (av.EOFError, av.BlockingIOError):
            return frames
        if isinstance(pulled, AudioFrame):
            frames.append(pulled)


def _written(
    spoken: Iterable[AudioFrame], form: str, codec: str, rate: int, seconds: int = LONGEST
) -> bytes:
    """Write a clip as a file, with nothing in it but the sound."""
    written = io.BytesIO()
    head = {"moov_size": str(HEAD + HEAD_A_SECOND * seconds)} if form == "mp4" else {}
    with av.open(written, "w", format=form, options=head) as target:
        stream = target.add_stream(codec, rate=rate, layout="mono", options=BOUNDED.get(codec))
        if not isinstance(stream, AudioStream):
            raise TypeError(codec)
        stream.bit_rate = BIT_RATE
        resampler = AudioResampler(format=stream.format, layout="mono", rate=rate)
        for frame in _resampled(spoken, resampler):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return written.getvalue()
