"""Lets Babel find the texts of instruments, each with its item as context."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from dialogs.instruments.instrument import parse_instrument

CatalogMessage = tuple[int, str, tuple[str, str], list[str]]


def extract_instrument(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[CatalogMessage]:
    """Give every text of an instrument file, as Babel's extractors do."""
    source = file.read().decode()
    lines = source.splitlines()
    instrument = parse_instrument(source)
    for context, text in instrument.messages():
        line = next((n for n, has in enumerate(lines, start=1) if text in has), 1)
        care = "Keep the meaning exact; compare approved versions."
        if ".step." in context:
            care = "A suggestion of one small step, as the person would say it. On a button: short."
        note = f"{instrument.name}: {context}. {care}"
        yield line, "pgettext", (context, text), [note]
