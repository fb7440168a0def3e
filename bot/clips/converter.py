"""The converter: makes a clip, or speech, of what somebody has recorded. A program of its own.

    python limited.py CPU MEMORY converter.py clip|speech < recording > made

Written is a number, a line break and the sound: for a clip the number is the size of its Ogg,
which comes before its mp4, for speech its seconds. Exit codes: 0 made · those of ``FAULTS``.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))  # an isolated Python looks nowhere by itself

from bot.clips.clip import FAULTS, ClipError


def made_of(kind: str, recorded: bytes) -> tuple[int, bytes]:
    """Convert a recording; gives the number and the sound. Raises ClipError."""
    from bot.clips.conversion import convert, convert_speech  # the extra ``voice``

    if kind == "clip":
        clip = convert(recorded)
        return len(clip.ogg), clip.ogg + clip.mp4
    speech = convert_speech(recorded)
    return speech.seconds, speech.sound


def main(kind: str) -> int:
    """Convert what comes in; gives the exit code."""
    try:
        number, sound = made_of(kind, sys.stdin.buffer.read())
    except ClipError as refused:
        return next(code for code, fault in FAULTS.items() if fault is refused.fault)
    sys.stdout.buffer.write(b"%d\n" % number + sound)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
