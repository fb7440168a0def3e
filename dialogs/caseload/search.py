"""Search: whom in a caseload a coach looks for. Pure: names are compared in memory alone."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.caseload.row import CaseloadRow
from dialogs.people.pseudonym import read_pseudonym

LONGEST = 60
"""So much of what was typed is looked at."""


@dataclass(frozen=True)
class Sought:
    """What is looked for: parts of a name or a code, a sub-project, a kind of need; "" for all."""

    words: str = ""
    sub_project: str = ""
    need: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything is looked for."""
        return bool(self.words.split() or self.sub_project or self.need)


def found_in(
    rows: Iterable[CaseloadRow], sought: Sought, needs: dict[int, tuple[str, ...]]
) -> list[CaseloadRow]:
    """List those who fit; ``needs`` are the kinds of each one's needs, by participant."""
    words = _plain(sought.words[:LONGEST]).split()
    return [
        row
        for row in rows
        if sought.sub_project in ("", row.sub_project)
        and (not sought.need or sought.need in needs.get(row.participant_id, ()))
        and _has(row, words)
    ]


def _has(row: CaseloadRow, words: list[str]) -> bool:
    if not words:
        return True
    text = _plain(f"{row.name or ''} {row.pseudonym} {row.pseudonym.replace('-', '')}")
    # Codes are written as they come: "a5" is A-05.
    is_code = read_pseudonym(" ".join(words)) == row.pseudonym
    return is_code or all(word in text for word in words)


def _plain(text: str) -> str:
    """Write a text without accents and capitals: people look for Aida and mean Aïda."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
