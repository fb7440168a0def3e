"""The shared plan: an end goal, sub-goals by area, and who takes which step by when. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dialogs.agenda.answers import Doer, StepOutcome
from dialogs.instruments.instrument import Instrument
from dialogs.labels.answers import own_outcome_label, until_text, who_text
from dialogs.texts import Texts, isolate
from dialogs.words.spoken import shown_words

END = ""
"""The area of the end goal: it belongs to none."""
LONGEST_GOAL = 300
MOST_STEPS = 8
"""So many steps under way are shown in a chat, the newest: more does not fit into a message."""


@dataclass(frozen=True)
class Goal:
    """A goal as it is worded now. ``by``: the coach who worded it, "" the participant."""

    words: str
    on: dt.date
    by: str = ""


@dataclass(frozen=True)
class PlanStep:
    """A step under way. ``until``: the day by which it is to be done, None by no certain day."""

    id: int
    item: str
    words: str
    doer: Doer = Doer.PARTICIPANT
    until: dt.date | None = None
    outcome: StepOutcome | None = None


@dataclass(frozen=True)
class SharedPlan:
    """The plan as it stands. ``goals`` by area, the end goal's is ``END``; steps oldest first."""

    goals: Mapping[str, Goal] = field(default_factory=dict)
    steps: Sequence[PlanStep] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything in it."""
        return bool(self.goals or self.steps)

    def to_json(self) -> dict[str, Any]:
        """Write it as a dialog begins with it."""
        return {
            "goals": {
                item: {"words": one.words, "on": one.on.isoformat(), "by": one.by}
                for item, one in self.goals.items()
            },
            "steps": [
                {
                    "id": one.id,
                    "item": one.item,
                    "words": one.words,
                    "doer": one.doer,
                    "until": one.until.isoformat() if one.until else "",
                    "outcome": one.outcome or "",
                }
                for one in self.steps
            ],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SharedPlan":
        """Read it back."""
        goals = {
            item: Goal(one["words"], dt.date.fromisoformat(one["on"]), one["by"])
            for item, one in stored["goals"].items()
        }
        steps = tuple(
            PlanStep(
                one["id"],
                one["item"],
                one["words"],
                Doer(one["doer"]),
                dt.date.fromisoformat(one["until"]) if one["until"] else None,
                StepOutcome(one["outcome"]) if one["outcome"] else None,
            )
            for one in stored["steps"]
        )
        return cls(goals, steps)


def goal_lines(t: Texts, plan: SharedPlan, instrument: Instrument) -> list[str]:
    """Say the goals, the end goal first: each with who worded it, and when."""
    lines = []
    if end := plan.goals.get(END):
        # NOTE: Of somebody's plan. {words}: what they want to reach, in their own words.
        lines.append(t.gettext("Ditt mål: {words}").format(words=_shown(t, end.words)))
        lines.append(_worded_text(t, end))
    for item in instrument.items:
        if goal := plan.goals.get(item.id):
            # NOTE: Of somebody's plan. {area}: one of the six areas, {words}: a goal in it.
            text = t.gettext("Delmål, {area}: {words}")
            area = instrument.label(item, t)
            lines.append(text.format(area=area, words=_shown(t, goal.words)))
            lines.append(_worded_text(t, goal))
    return lines


def step_lines(t: Texts, steps: Sequence[PlanStep]) -> list[str]:
    """Say the steps, numbered: each with who takes it, by when, and how it is going."""
    lines = []
    for number, step in enumerate(steps, start=1):
        # NOTE: A step of somebody's plan. {number}: 1, 2 …; {words}: the step, in their own words.
        text = t.gettext("Steg {number}: {words}")
        lines.append(text.format(number=t.number(number), words=_shown(t, step.words)))
        lines.append(who_text(t, step.doer))
        if step.until:
            lines.append(until_text(t, step.until))
        if step.outcome:
            lines.append(own_outcome_label(t, step.outcome))
    return lines


def _worded_text(t: Texts, goal: Goal) -> str:
    if goal.by:
        # NOTE: Below a goal. {coach} is the coach's name, {day} a date.
        text = t.gettext("{coach} skrev det {day}.")
        return text.format(coach=isolate(goal.by), day=t.date(goal.on))
    # NOTE: Below a goal that the person who reads this has worded. {day} is a date.
    return t.gettext("Du skrev det {day}.").format(day=t.date(goal.on))


def _shown(t: Texts, words: str) -> str:
    return isolate(shown_words(words, t))
