"""Where settings come from: the environment, files that hold one secret each, and a file of all."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

PREFIX = "SKAPABOT_"
IN_FILE = "_FILE"
ALL = PREFIX + "SETTINGS"
"""Names a TOML file with settings by their names in small letters, without the prefix."""
LARGEST = 64 * 1024
"""Bytes of such a file; a secret is no longer than that either."""


def gather(environ: Mapping[str, str]) -> tuple[dict[str, str], list[str], frozenset[str]]:
    """Give settings by their whole names, what cannot be read, and the names of the one file.

    What stands in the environment counts before the file of all; a faulty source is named, and
    nothing of what it holds.
    """
    faults: list[str] = []
    listed = _settings_file(environ.get(ALL, "").strip(), faults)
    found = listed | {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    for name, path in list(found.items()):
        named = name.removesuffix(IN_FILE)
        if named == name or not path.strip():
            continue
        if environ.get(named, "").strip():
            faults.append(f"{named} and {name} are both set: keep one of them")
            continue
        text = _text_of(path.strip())
        if text is None:
            faults.append(f"{name} names a file that cannot be read")
        else:
            found[named] = text
    return found, faults, frozenset(listed)


def _settings_file(path: str, faults: list[str]) -> dict[str, str]:
    if not path:
        return {}
    text = _text_of(path)
    try:
        held = None if text is None else tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        held = None
    if held is None:
        faults.append(f"{ALL} names a file that cannot be read as TOML")
        return {}
    found = {}
    for name, value in held.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            faults.append(f"{ALL}: {name} must be a text or a number")
        else:
            found[PREFIX + name.upper()] = str(value)
    return found


def _text_of(path: str) -> str | None:
    try:
        with Path(path).expanduser().open("rb") as file:
            data = file.read(LARGEST + 1)
        return None if len(data) > LARGEST else data.decode()
    except (OSError, RuntimeError, ValueError):
        return None
