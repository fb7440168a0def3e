"""Effects: what a dialog wants done. The turn does each once, by id, inside its transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.agenda.answers import StepOutcome
from dialogs.agenda.goals import GoalWorded, StepChanged
from dialogs.agenda.plan import PartOfDay
from dialogs.follow_up.follow_up import FollowUpAnswered, FollowUpDeclined
from dialogs.instruments.answer_mode import PracticeOutcome


@dataclass(frozen=True)
class LanguageChosen:
    """The person reads and writes in this language from now on."""

    id: str
    language: str


@dataclass(frozen=True)
class ListeningWanted:
    """The person wants to listen first, wherever there is a sound; or not any more."""

    id: str
    wanted: bool


@dataclass(frozen=True)
class AgreementAnswered:
    """The person was shown this text in this version and agreed, or did not.

    ``names_others``: it said who else than the coach may read.
    """

    id: str
    version: str
    text: str
    agreed: bool
    names_others: bool


@dataclass(frozen=True)
class AgreementRenewed:
    """Somebody who takes part was shown what a newer version adds, and agreed to that or not."""

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


@dataclass(frozen=True)
class HourChosen:
    """The person wants to hear from us at that part of the day."""

    id: str
    hour: PartOfDay


@dataclass(frozen=True)
class QuietWanted:
    """The person wants to hear nothing for some days; None: until they say otherwise."""

    id: str
    days: int | None


@dataclass(frozen=True)
class QuietEnded:
    """The person wants to hear from us again, where no hour can be kept."""

    id: str


@dataclass(frozen=True)
class Postponed:
    """The person wants to be asked about an occasion *today* (later), *tomorrow* or in a *week*."""

    id: str
    occasion: int
    wish: str


@dataclass(frozen=True)
class Declined:
    """The person does not want to rate themselves at this occasion."""

    id: str
    occasion: int


@dataclass(frozen=True)
class MeetingAnswered:
    """The person comes to a meeting or cannot; ``proposal`` is what they have written to that.

    Often another time, or why not.
    """

    id: str
    meeting: int
    revision: int
    coming: bool
    proposal: str = ""


@dataclass(frozen=True)
class StepPlanned:
    """The person wants to take one small step in an area; asked about it after some days."""

    id: str
    item: str
    words: str
    days: int | None


@dataclass(frozen=True)
class StepReviewed:
    """How a step has gone; ``helped`` is what helped, in own words.

    ``days`` says when to ask again, None not at all.
    """

    id: str
    step: int
    outcome: StepOutcome
    helped: str = ""
    days: int | None = None


@dataclass(frozen=True)
class CoachNoteAnswered:
    """The person has read what the coach wrote on a step, and wants the step or does not."""

    id: str
    step: int
    wanted: bool = True


@dataclass(frozen=True)
class WordsPassedOn:
    """The coach may read what the person has written outside of any question."""

    id: str
    words: int


@dataclass(frozen=True)
class NewCoachRead:
    """The person has read that they have another coach; ``staff`` is the coach's id."""

    id: str
    staff: int


@dataclass(frozen=True)
class SubstituteRead:
    """The person has read who stands in for their coach, by the id of the request for it."""

    id: str
    request: int


@dataclass(frozen=True)
class Practised:
    """What came of the practice question before the rating of that id."""

    id: str
    rating: int
    outcome: PracticeOutcome


Effect = (
    LanguageChosen
    | ListeningWanted
    | AgreementAnswered
    | AgreementRenewed
    | DataWanted
    | ErasureWanted
    | HourChosen
    | QuietEnded
    | QuietWanted
    | Postponed
    | Declined
    | MeetingAnswered
    | StepPlanned
    | StepReviewed
    | CoachNoteAnswered
    | GoalWorded
    | StepChanged
    | WordsPassedOn
    | Practised
    | NewCoachRead
    | SubstituteRead
    | FollowUpAnswered
    | FollowUpDeclined
)


@dataclass(frozen=True)
class Record:
    """What stands for one item now. ``value`` is 1 to points, None while open or when skipped.

    ``presses``: how many the value took (see ``dialogs.ratings.scale``).
    """

    item: str
    value: int | None
    skipped: bool = False
    comment: str = ""
    presses: int = 1


@dataclass(frozen=True)
class Complete:
    """Every item of the rating has been answered or skipped."""


@dataclass(frozen=True)
class NextDialog:
    """The dialog to go on with when this one has ended; the shell adds what it knows."""

    dialog: str
    facts: Mapping[str, Any] = field(default_factory=dict)
