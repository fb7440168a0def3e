"""Conversion beside the event loop, one at a time: nobody else's turn waits for it.

Each is done in a process of its own: FFmpeg holds the interpreter's lock for as long as it works.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.clips.apart.running import Limits, RanTooLongError, run_apart
from bot.clips.clip import FAULTS, ClipError, ClipFault, ConvertedClip, Speech

CONVERTER = Path(__file__).with_name("converter.py")
LIMITS = Limits(seconds=30, cpu=15, memory=512 * 2**20)
"""Two minutes take two seconds and half of the memory."""

_thread = ThreadPoolExecutor(1, "clips")

Given = ParamSpec("Given")
Made = TypeVar("Made")


async def convert_aside(recorded: bytes) -> ConvertedClip:
    """Convert a recording after those that came before it; raises ClipError."""
    return await do_aside(convert_now, recorded)


async def convert_speech_aside(recorded: bytes) -> Speech:
    """Convert what a participant has said, after what came before it; raises ClipError."""
    return await do_aside(_convert_speech, recorded)


@cache
def can_convert() -> bool:
    """Tell whether the extra ``voice`` is installed."""
    return find_spec("av") is not None


async def do_aside(work: Callable[Given, Made], *args: Given.args, **named: Given.kwargs) -> Made:
    """Do what takes long and is about clips, after what came before it."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_thread, lambda: work(*args, **named))


def convert_now(recorded: bytes) -> ConvertedClip:
    """Convert a recording while this thread waits; raises ClipError."""
    size, sound = _converted("clip", recorded)
    return ConvertedClip(sound[:size], sound[size:])


def _convert_speech(recorded: bytes) -> Speech:
    seconds, sound = _converted("speech", recorded)
    return Speech(sound, seconds)


def _converted(kind: str, recorded: bytes) -> tuple[int, bytes]:
    """Let the converter work; what else ends it says nothing of the recording. Raises ClipError."""
    if not can_convert():
        raise ClipError(ClipFault.NO_CONVERTER)
    try:
        code, made = run_apart(CONVERTER, kind, recorded, LIMITS)
    except (RanTooLongError, OSError):
        raise ClipError(ClipFault.NOT_CONVERTED) from None
    if code:
        raise ClipError(FAULTS.get(code, ClipFault.NOT_CONVERTED))
    number, _, sound = made.partition(b"\n")
    return int(number), sound
