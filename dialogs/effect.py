"""Effects: what a dialog wants done. The turn does each once, by id, inside its transaction."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LanguageChosen:
    """The person reads and writes in this language from now on."""

    id: str
    language: str


@dataclass(frozen=True)
class AgreementAnswered:
    """The person was shown this text in this version and agreed, or did not."""

    id: str
    version: str
    text: str
    agreed: bool


@dataclass(frozen=True)
class DataWanted:
    """The person wants to see everything that is stored about them."""

    id: str


@dataclass(frozen=True)
class ErasureWanted:
    """The person has said twice that everything is to be erased."""

    id: str


Effect = LanguageChosen | AgreementAnswered | DataWanted | ErasureWanted


@dataclass(frozen=True)
class Record:
    """What stands for one item now. ``value`` is 1 to points, None while open or when skipped."""

    item: str
    value: int | None
    skipped: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Complete:
    """Every item of the rating has been answered or skipped."""


@dataclass(frozen=True)
class Following:
    """The dialog to go on with when this one has ended; the shell adds what it knows."""

    dialog: str
    occasion: str = ""
