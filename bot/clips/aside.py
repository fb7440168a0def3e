"""Conversion beside the event loop, one at a time: nobody else's turn waits for it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.clips.clip import ClipError, ClipFault, ConvertedClip

_thread = ThreadPoolExecutor(1, "clips")


async def convert_aside(recorded: bytes) -> ConvertedClip:
    """Convert a recording after those that came before it; raises ClipError."""
    return await asyncio.get_running_loop().run_in_executor(_thread, _convert, recorded)


def _convert(recorded: bytes) -> ConvertedClip:
    try:
        from bot.clips.conversion import convert  # FFmpeg is large: the service starts without it
    except ModuleNotFoundError:
        raise ClipError(ClipFault.NO_CONVERTER) from None
    return convert(recorded)
