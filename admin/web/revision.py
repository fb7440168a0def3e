"""The revision of a form: what it was made from, so that nobody overwrites what they have not seen.

A form carries ``revision_of`` what it edits. Whoever saves compares that with what is stored, while
they hold it: where somebody else has changed it meanwhile, both versions are shown, and what was
typed is kept. The second press, made from what is stored now, saves.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REVISION = "revision"
"""The name of the field."""


@dataclass(frozen=True)
class Difference:
    """One field of a form, as it is stored now and as somebody has filled it in."""

    label: str
    stored: str
    typed: str


def revision_of(*values: object) -> str:
    """Name a state; another state has another name. It tells nothing about the values."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:20]


def is_outdated(form: Mapping[str, str], revision: str) -> bool:
    """Tell whether a posted form was made from something else than what is stored now.

    One without a revision is from a page that an earlier version of the program has shown.
    """
    return form.get(REVISION, revision) != revision


def kept_revision(form: Mapping[str, str], revision: str, *, both_shown: bool) -> str:
    """Give the revision for a form that is shown again; ``revision`` is that of what is stored.

    Only whoever sees what is stored beside their own goes on from there. A form that is shown
    again for a fault stays as old as it was: mended, it must not overwrite what nobody has seen.
    A page that is opened has posted nothing, and is made from what is stored.
    """
    return revision if both_shown else form.get(REVISION, revision)


def differences(rows: Sequence[tuple[str, str, str]]) -> list[Difference]:
    """List the fields (label, stored, typed) that are not the same."""
    return [Difference(*row) for row in rows if row[1] != row[2]]
