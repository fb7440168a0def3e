"""Words that were spoken: in a text that is kept a sign stands for each recording.

The sign is U+FFFC, which Unicode has for an object among letters; it stands before and behind the
id of the recording and its length in seconds. Nobody can type one: channels and forms take the sign
out of all that comes in (``typed``).
"""

import re

from dialogs.texts import Texts, isolate

OBJECT = "\ufffc"
_RECORDING = re.compile(f"{OBJECT}([0-9]{{1,19}}) ([0-9]{{1,4}}){OBJECT}")

LONGEST_SPEECH = 120
"""How long one recording may be, in seconds."""


def spoken_text(recording: int, seconds: int) -> str:
    """Give what stands in a text for a recording, by its id and its length."""
    return f"{OBJECT}{recording} {seconds}{OBJECT}"


def typed(text: str) -> str:
    """Give what somebody has typed, without the sign that only we may write."""
    return text.replace(OBJECT, "")


def recordings_in(text: str) -> dict[int, int]:
    """List the recordings that stand in a text, in their order: the seconds of each by its id."""
    return {int(number): int(seconds) for number, seconds in _RECORDING.findall(text)}


def has_recording(text: str) -> bool:
    """Tell whether something of a text was spoken."""
    return _RECORDING.search(text) is not None


def typed_part(text: str) -> str:
    """Give what of a text was typed; "" where all of it was spoken."""
    return typed(_RECORDING.sub("", text)).strip()


def shown_words(text: str, t: Texts) -> str:
    """Give a text as people read it: for each recording, that there is one and how long it is."""
    if OBJECT not in text:
        return text
    return typed(_RECORDING.sub(lambda found: recording_label(int(found[2]), t), text))


def recording_label(seconds: int, t: Texts) -> str:
    """Say that something was spoken, and for how long."""
    # NOTE: Stands instead of words: the person has recorded them with the microphone, and they can
    # be listened to. {count} is how long the recording is.
    text = t.ngettext("Inspelat, {count} sekund", "Inspelat, {count} sekunder", seconds)
    return text.format(count=t.number(seconds))


def earlier_text(words: str, t: Texts) -> str:
    """Say what somebody has written or spoken earlier."""
    if has_recording(words):
        # NOTE: {comment} is what the person said earlier, for instance "Recorded, 42 seconds".
        text = t.gettext("Du har sagt: {comment}")
    else:
        # NOTE: {comment} is what the person wrote earlier.
        text = t.gettext("Du har skrivit: {comment}")
    return text.format(comment=isolate(shown_words(words, t)))
