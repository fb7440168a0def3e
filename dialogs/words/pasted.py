"""A code that somebody pasted: alone, or in the link or the command that it came with."""

import re

from dialogs.texts import DIRECTION_CONTROLS

_CODE = r"(?P<code>[A-Za-z0-9_-]{16,64})"
_END = r"(?![A-Za-z0-9_-])"
_LINKS = tuple(
    re.compile(rf"{begin}{_CODE}{_END}", re.IGNORECASE)
    for begin in (
        r"(?:t|telegram)\.me/\w+/?\?(?:\S*&)?start=",
        r"tg:(?://)?resolve\?(?:\S*&)?start=",
        r"https?://[^\s/]+/(?:\S*/)?c/",
        r"(?:^|\s)/start(?:@\w+)?\s+",
    )
)
_COMMAND = re.compile(r"\s*/start(?:@\w+)?\s", re.IGNORECASE)
_ALONE = re.compile(rf"[\s<>\"'“”«»]*{_CODE}[\s<>\"'“”«».,!]*")
_UNSEEN = dict.fromkeys(map(ord, (*DIRECTION_CONTROLS, "\u200b", "\ufeff")))


def pasted_code(text: str) -> str:
    """Find what may be the code of an invitation; "" where there is none.

    Whoever asks has to look it up: a long word is as good as a code.
    """
    seen = text.translate(_UNSEEN)
    found = [one for one in (_ALONE.fullmatch(seen), *(of.search(seen) for of in _LINKS)) if one]
    return found[0]["code"] if found else ""


def is_only_code(text: str) -> bool:
    """Tell whether a text is one word, a link or a command, and says nothing besides."""
    return len(_COMMAND.sub("", text.translate(_UNSEEN)).split()) <= 1


def is_link(text: str) -> bool:
    """Tell whether a text with a code in it has it in a link or a command."""
    return "/" in text or ":" in text
