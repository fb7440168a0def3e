"""Speaking: a text said by the machine, in a process of its own, and made a clip as any other."""

import subprocess
import sys
from pathlib import Path

from bot.clips.aside import convert_now, do_aside
from bot.clips.clip import ConvertedClip
from bot.clips.voices import voice_of

PROGRAM = Path(__file__).with_name("espeak.py")
SECONDS = 4.0
"""How long one text may take: a stop waits for it."""
_CONTROLS = dict.fromkeys((0x200E, 0x200F, *range(0x2066, 0x206A)))
"""Signs that turn the direction of writing say nothing."""


class MuteError(Exception):
    """The machine could not say a text. Its words say why, and nothing of the text."""


async def speak_aside(language: str, text: str) -> ConvertedClip:
    """Make a clip of a text after those that came before it; raises MuteError or ClipError."""
    return await do_aside(speak_now, language, text)


def speak_now(language: str, text: str) -> ConvertedClip:
    """Do the same in this thread."""
    # Isolated: it gets none of our settings, and nothing of ours to import.
    command = [sys.executable, "-I", str(PROGRAM), voice_of(language)]
    words = text.translate(_CONTROLS).encode()
    try:
        ran = subprocess.run(  # noqa: S603  # our own program; the text comes by its input
            command, input=words, capture_output=True, timeout=SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise MuteError("took too long") from None
    except OSError:
        raise MuteError("could not be started") from None
    if ran.returncode:
        raise MuteError(f"ended with {ran.returncode}")
    return convert_now(ran.stdout)
