"""Lengths as Telegram counts them: in UTF-16 units of what is read, markup and entities apart."""

import html
import re
from collections.abc import Iterator, Sequence

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_TAG = re.compile(r"<[^<>]*>")


def units(text: str) -> int:
    """Count a text that is not escaped yet, in UTF-16 units."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def units_read(markup: str) -> int:
    """Count what is read of Telegram's HTML, in UTF-16 units."""
    return units(html.unescape(_TAG.sub("", markup)))


def pieces(text: str, limit: int = TEXT_LIMIT) -> Iterator[str]:
    """Cut a text that is not escaped yet into pieces that fit, at a space where there is one."""
    while units(text) > limit:
        most = _fitting(text, limit)
        space = max(text.rfind(" ", 1, most + 1), text.rfind("\n", 1, most + 1))
        cut = space if space > most // 2 else most
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def together(lines: Sequence[str], limit: int = TEXT_LIMIT) -> list[str]:
    """Put paragraphs together, in as many messages as the limit asks for."""
    parts = [""]
    for piece in (piece for line in lines for piece in pieces(line, limit)):
        joined = f"{parts[-1]}\n\n{piece}" if parts[-1] else piece
        if units(joined) > limit:
            parts.append(piece)
        else:
            parts[-1] = joined
    return parts


def _fitting(text: str, limit: int) -> int:
    """Count how many signs from the beginning fit."""
    counted = 0
    for number, sign in enumerate(text):
        counted += 2 if sign > "\uffff" else 1
        if counted > limit:
            return number
    return len(text)
