"""What a participant has spoken, in what they see of their own data: to be listened to."""

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.clips.heard import own_name
from bot.languages.catalog import Catalog
from dialogs.words.spoken import recording_label
from storage.tables.words import MeetingSound, SpokenWords

ADDRESS = "/chat/spoken/{number}.m4a"
"""Where the web chat lets somebody hear a recording of their own."""


@dataclass(frozen=True)
class RecordingRow:
    """A recording: when it was made (UTC), what it is called, and where it sounds."""

    at: dt.datetime
    label: str
    source: str
    """"" where it is gone, or cannot be read."""
    gone: bool


def sound_source(sound: bytes) -> str:
    """Write a recording as an address that holds it, for a file that stands alone."""
    return f"data:audio/mp4;base64,{base64.b64encode(sound).decode()}"


def recording_rows(
    t: Catalog, spoken: Sequence[SpokenWords], sounds: Mapping[int, str] | None
) -> list[RecordingRow]:
    """List the recordings, oldest first; of those that are gone only when they were made."""
    return [
        RecordingRow(
            one.spoken_at,
            recording_label(one.seconds, t),
            "" if one.gone else _source(one, sounds),
            one.gone,
        )
        for one in spoken
    ]


def _source(one: SpokenWords, sounds: Mapping[int, str] | None) -> str:
    return ADDRESS.format(number=one.id) if sounds is None else sounds.get(one.id, "")


def meeting_sources(
    sounds: Sequence[MeetingSound], sources: Mapping[int, str] | None
) -> dict[int, list[str]]:
    """List where what the coach says of each meeting is heard, by the meeting."""
    found: dict[int, list[str]] = {}
    for one in sounds:
        at = f"{own_name(one.id)}.m4a" if sources is None else sources.get(one.id, "")
        if at:
            found.setdefault(one.meeting_id, []).append(at)
    return found
