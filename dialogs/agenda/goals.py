"""Effects: what a participant changes in the shared plan (see ``dialogs.engine.effect``)."""

from dataclasses import dataclass

from dialogs.agenda.answers import Doer


@dataclass(frozen=True)
class GoalWorded:
    """What the person wants to reach, in an area or (``item`` is "") in the end.

    ``words`` "" takes the goal away.
    """

    id: str
    instrument: str
    item: str
    words: str


@dataclass(frozen=True)
class StepChanged:
    """The person words a step of the plan anew, says who takes it, or by when: one of the three.

    ``dated``: it is to be done within ``days``, None by no certain day.
    """

    id: str
    step: int
    words: str = ""
    doer: Doer | None = None
    dated: bool = False
    days: int | None = None
