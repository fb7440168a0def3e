"""Speaking: a text said by the machine, in a process of its own, and made a clip as any other."""

from pathlib import Path

from bot.clips.apart.running import Limits, RanTooLongError, run_apart
from bot.clips.aside import convert_now, do_aside
from bot.clips.clip import ConvertedClip
from bot.clips.pieces import without_controls
from bot.clips.voices import voice_of

PROGRAM = Path(__file__).with_name("espeak.py")
LIMITS = Limits(seconds=4, cpu=5, memory=512 * 2**20)


class MuteError(Exception):
    """The machine could not say a text. Its words say why, and nothing of the text."""


async def speak_aside(language: str, text: str) -> ConvertedClip:
    """Make a clip of a text after those that came before it; raises MuteError or ClipError."""
    return await do_aside(speak_now, language, text)


def speak_now(language: str, text: str) -> ConvertedClip:
    """Do the same in this thread."""
    words = without_controls(text).encode()
    try:
        code, said = run_apart(PROGRAM, voice_of(language), words, LIMITS)
    except RanTooLongError:
        raise MuteError("took too long") from None
    except OSError:
        raise MuteError("could not be started") from None
    if code:
        raise MuteError(f"ended with {code}")
    return convert_now(said)
