"""Lets Babel find the texts of instruments, each with its item as context."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from dialogs.instrument import parse_instrument

Found = tuple[int, str, tuple[str, str], list[str]]


def extract_instrument(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Found]:
    """Give every text of an instrument file, as Babel's extractors do."""
    source = file.read().decode()
    lines = source.splitlines()
    instrument = parse_instrument(source)
    for context, text in instrument.messages():
        line = next((n for n, has in enumerate(lines, start=1) if text in has), 1)
        note = f"{instrument.name}: {context}. Keep the meaning exact; compare approved versions."
        yield line, "pgettext", (context, text), [note]
