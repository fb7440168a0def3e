"""Clips: how large and how long they may be, and why something does not become one.

Speech of participants is as a clip, but longer, and in the one form that every browser plays.
"""

from dataclasses import dataclass
from enum import StrEnum

LARGEST_CLIP = 40_000
"""In bytes, of each form: a phone on a slow network has it in a second or two."""
LONGEST = 10
"""In seconds; what fits into ``LARGEST_CLIP``."""


class ClipFault(StrEnum):
    """Why something does not become a clip, or speech."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"
    TOO_SHORT = "too-short"
    SILENT = "silent"
    NO_CONVERTER = "no-converter"
    """The extra ``voice`` is not installed here."""
    NOT_CONVERTED = "not-converted"
    """The converter did not begin, or not end as it should: that says nothing of the recording."""


FAULTS = dict(enumerate(ClipFault, start=10))
"""What the converter's exit code says."""


class ClipError(Exception):
    """Something does not become a clip; ``fault`` says why."""

    def __init__(self, fault: ClipFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class ConvertedClip:
    """A clip in both forms: Opus in Ogg, and AAC in mp4."""

    ogg: bytes
    mp4: bytes


@dataclass(frozen=True)
class Speech:
    """What somebody has said: AAC in mp4, and how many seconds it is long."""

    sound: bytes
    seconds: int
