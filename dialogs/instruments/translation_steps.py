"""The steps of a translated instrument: what was done so that its answers mean the same. Pure.

A translation is made (forward), made one of several (reconciled), put back into the source
language by somebody who has not seen it (back-translated), tried in talks with people who answer
and say how they understood it, and its scale words are placed by people on a line (calibrated).
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dialogs.instruments.instrument import Instrument, Said


class TranslationStep(StrEnum):
    """What is done with a translated instrument, in the order in which it is done."""

    FORWARD = "forward"
    RECONCILED = "reconciled"
    BACK = "back-translated"
    TRIED = "tried"
    CALIBRATED = "calibrated"


WITH_PEOPLE = (TranslationStep.TRIED, TranslationStep.CALIBRATED)
"""The steps that say with how many people they were taken."""


class StepState(StrEnum):
    """Whether a step has been taken with the texts as they are."""

    MISSING = "missing"
    TAKEN = "taken"
    STALE = "stale"
    """It was taken; the source or the translation has changed since."""


@dataclass(frozen=True)
class StepTaken:
    """A step that was taken; ``on`` is a local day, ``persons`` is None for one without people."""

    texts: str
    """The digest of the texts it was taken with (``digest_of_texts``)."""
    by: str
    """A name or a role, as it was typed."""
    on: dt.date
    persons: int | None = None
    note: str = ""


StepsTaken = Mapping[TranslationStep, StepTaken]

StepsOfWordings = Mapping[str, Mapping[TranslationStep, int | None]]
"""By the digest of a wording, as answers keep it: the steps it has been through, and with how many
people, where that is counted."""


@dataclass(frozen=True)
class InstrumentSteps:
    """How far an instrument has come in a language; ``texts`` names its texts as they are now."""

    instrument: Instrument
    texts: str
    taken: StepsTaken = field(default_factory=dict)
    is_translated: bool = True
    """Whether any of its texts is said in the language at all."""

    def state(self, step: TranslationStep) -> StepState:
        """Tell whether a step was taken with the texts as they are."""
        known = self.taken.get(step)
        if known is None:
            return StepState.MISSING
        return StepState.TAKEN if known.texts == self.texts else StepState.STALE

    def standing(self) -> StepsTaken:
        """Give the steps that were taken with the texts as they are."""
        return {step: one for step, one in self.taken.items() if one.texts == self.texts}


def digest_of_texts(instrument: Instrument, said: Said) -> str:
    """Name what an instrument is rated by, in source and translation: 16 hex digits of SHA-256."""
    rated = (message for item in instrument.items for message in instrument.rated_messages(item))
    texts = (part for context, source in rated for part in (context, source, said(context, source)))
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def wording_digests(instrument: Instrument, language: str, said: Said) -> tuple[str, ...]:
    """Name each item's wording, as answers keep it."""
    return tuple(instrument.worded(item, language, said).digest for item in instrument.items)


def is_translated(instrument: Instrument, said: Said) -> bool:
    """Tell whether any text of an instrument is said otherwise than in the source."""
    return any(said(*message) != message[1] for message in instrument.messages())
