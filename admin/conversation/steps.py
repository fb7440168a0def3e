"""The plan as the conversation view shows it: goals, steps under way, and what came of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin.spoken.said import Said, said_by
from admin.steps.card import area_label
from bot.languages.catalog import Catalog
from bot.settings.installation import Installation
from dialogs.agenda.answers import CLOSED
from dialogs.labels.answers import own_outcome_label, until_text, who_text
from dialogs.shared_plan.plan import END
from dialogs.texts import clean_lines
from storage.shared_plan.tables import StoredGoal
from storage.tables.agenda import Step

SETTLED = 3
"""So many steps that are done, or given up, stand below those under way."""


@dataclass(frozen=True)
class StepView:
    """One small step, in the words of whoever made it."""

    area: str
    words: Said
    language: str
    outcome: str
    helped: Said
    comment: str
    terms: tuple[str, ...]
    """Who takes it, and by when."""


@dataclass(frozen=True)
class GoalView:
    """A goal of the plan; ``area`` "" is the end goal's."""

    area: str
    words: Said
    language: str


def goal_views(
    t: Catalog, installation: Installation, goals: Mapping[str, StoredGoal], pseudonym: str
) -> tuple[GoalView, ...]:
    """Write the goals that stand out, the end goal first."""
    ordered = sorted(goals.values(), key=lambda one: (one.item != END, one.id))
    return tuple(
        GoalView(
            area_label(t, installation.instruments.get(one.instrument), one.item)
            if one.item
            else "",
            said_by(t, pseudonym, one.words),
            one.language,
        )
        for one in ordered
    )


def step_views(
    t: Catalog, installation: Installation, steps: Sequence[Step], pseudonym: str
) -> tuple[StepView, ...]:
    """Write steps out, the newest first, and those under way before the others.

    What the coach has withdrawn was a mistake, and is no subject any more.
    """
    newest = [step for step in reversed(steps) if not step.withdrawn_at]
    under_way = [step for step in newest if step.outcome not in CLOSED]
    settled = [step for step in newest if step.outcome in CLOSED]
    return tuple(
        StepView(
            area=area_label(t, installation.instruments.get(step.instrument), step.item),
            words=said_by(t, pseudonym, step.words),
            language=step.language,
            outcome=own_outcome_label(t, step.outcome) if step.outcome else "",
            helped=said_by(t, pseudonym, step.helped),
            comment=clean_lines(step.comment or ""),
            terms=(
                who_text(t, step.doer),
                *([until_text(t, step.until)] if step.until else []),
            ),
        )
        for step in (*under_way, *settled[:SETTLED])
    )
