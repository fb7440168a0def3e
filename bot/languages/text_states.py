"""States of texts: the file beside a catalog that says how far each translation has come.

A catalog cannot hold it. An entry names the text and its translation by their digests: where one of
them has changed since, the state no longer stands, and the text is *stale*.
"""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.languages.spoken import PARTICIPANTS, catalog_path
from dialogs.texts import TextState

STEPS = "steps"
"""The table of the file that is about whole instruments (``bot.languages.step_files``)."""

Key = tuple[str, str]
"""A text: its context (or ""), and its source (in the singular)."""


@dataclass(frozen=True)
class KnownState:
    """What somebody has said about a text, and about which translation of it."""

    translation: str
    """The digest of the translation."""
    state: TextState
    by: str
    on: dt.date


def digest_of(*texts: str) -> str:
    """Name texts by 16 hex digits of a SHA-256."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def digest_of_key(key: Key) -> str:
    """Name a text of the source."""
    return digest_of(*key)


def states_path(language: str) -> Path:
    """Where the states of a language's texts stand."""
    return catalog_path(language, PARTICIPANTS).with_suffix(".toml")


def read_states(language: str) -> dict[str, KnownState]:
    """Read the states of a language by the digest of the text; none where there is no file."""
    path = states_path(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        entries = tomllib.load(file)
    return {
        source: KnownState(of["translation"], TextState(of["state"]), of["by"], of["on"])
        for source, of in entries.items()
        if source != STEPS
    }


def state_of(known: KnownState | None, said: Sequence[str]) -> TextState:
    """Tell how far a translation has come, by what is known of the text."""
    if known is None:
        return TextState.DRAFT
    return known.state if known.translation == digest_of(*said) else TextState.STALE


def states_text(known: Mapping[str, KnownState], sources: Mapping[str, str]) -> str:
    """Write states as a file; ``sources`` gives each text for those who read it."""
    entries = (
        f'# {json.dumps(sources.get(source, ""), ensure_ascii=False)}\n["{source}"]\n'
        f'translation = "{one.translation}"\nstate = "{one.state}"\n'
        f"by = {json.dumps(one.by, ensure_ascii=False)}\non = {one.on.isoformat()}\n"
        for source, one in sorted(known.items())
    )
    return "\n".join(entries)
