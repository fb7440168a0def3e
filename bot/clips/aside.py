"""Conversion beside the event loop, one at a time: nobody else's turn waits for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from typing import TypeVar

from bot.clips.clip import ClipError, ClipFault, ConvertedClip, Speech

Made = TypeVar("Made")
_thread = ThreadPoolExecutor(1, "clips")


async def convert_aside(recorded: bytes) -> ConvertedClip:
    """Convert a recording after those that came before it; raises ClipError."""
    return await _aside(_convert, recorded)


async def convert_speech_aside(recorded: bytes) -> Speech:
    """Convert what a participant has said, after what came before it; raises ClipError."""
    return await _aside(_convert_speech, recorded)


@cache
def can_convert() -> bool:
    """Tell whether the extra ``voice`` is installed."""
    return find_spec("av") is not None


async def _aside(convert: Callable[[bytes], Made], recorded: bytes) -> Made:
    return await asyncio.get_running_loop().run_in_executor(_thread, convert, recorded)


def _convert(recorded: bytes) -> ConvertedClip:
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
