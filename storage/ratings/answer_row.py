"""A row for spreadsheets and evaluators: one question of one rating, and what became of it."""

from dataclasses import dataclass, fields
from enum import StrEnum

from storage.database.encryption import Unreadable


class AnswerStatus(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    """The person chose to go on without answering."""
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class AnswerRow:
    """One question of one rating; the cells in the order of the columns. Times are UTC."""

    participant: str
    """The pseudonym."""
    invented: str
    """"yes" for what the sample generator has made."""
    sub_project: str
    enrolled_at: str
    exit_on: str
    """The last day, also one that is to come."""
    exit_reason: str
    sex: str
    age_at_enrolment: str
    """Ten years of age, as "30-39"; empty where it is not known."""
    referrer: str
    without_bot: str
    """"yes" where the person has never come in by an invitation."""
    rating: int
    """1 for the person's first one."""
    occasion: str
    occasion_number: int | None
    """Months since enrolment; of an extra one its own number; an exit has none."""
    serves: str
    """Every occasion that the rating serves, as "six-month 6, exit"."""
    instrument: str
    version: str
    mode: str
    practice: str
    """What came of the practice before it: understood, unclear, skipped; empty where none was."""
    begun_at: str
    finished_at: str
    """Empty while a question is open."""
    item: str
    status: AnswerStatus
    value: int | None
    comment: str | None
    language: str
    translation: str
    """How far it had come when it was shown: draft, reviewed, approved; empty where not known."""
    translation_steps: str
    """What has been done with this very wording, as "forward, back-translated, tried"."""
    tried_with: int | None
    """With how many people, in talks about how they understood it."""
    calibrated_with: int | None
    """With how many people its scale words were placed."""
    answer_mode: str
    """read, heard, pictures, together, interpreter, helper, paper; empty where not known."""
    presses: int | None
    """In how many it was asked: 1, or 2 (low, in between or high, then which of two)."""
    channel: str
    answered_at: str
    question: str
    """As it was shown."""
    points: int | None
    """How many anchors were shown: ``value`` is 1 to this."""
    wording: str
    """Names the question with its anchors, exactly as they were shown."""

    @property
    def cells(self) -> tuple[object, ...]:
        """Give the cells in the order of ``COLUMNS``."""
        return tuple(getattr(self, name) for name in COLUMNS)

    @property
    def is_readable(self) -> bool:
        """Tell whether every cell could be read."""
        return not any(isinstance(cell, Unreadable) for cell in self.cells)


COLUMNS = tuple(one.name for one in fields(AnswerRow))
