"""Conversion beside the event loop, one at a time: nobody else's turn waits for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from typing import ParamSpec, TypeVar

from bot.clips.clip import ClipError, ClipFault, ConvertedClip, Speech

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
    """Convert a recording in this thread; raises ClipError."""
    try:
        from bot.clips.conversion import convert  # FFmpeg is large: the service starts without it
    except ModuleNotFoundError:
        raise ClipError(ClipFault.NO_CONVERTER) from None
    return convert(recorded)


def _convert_speech(recorded: bytes) -> Speech:
    try:
        from bot.clips.conversion import convert_speech
    except ModuleNotFoundError:
        raise ClipError(ClipFault.NO_CONVERTER) from None
    return convert_speech(recorded)
