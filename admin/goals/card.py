"""The card of the shared plan's goals: as they stand, who worded them, and how they were before."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.spoken.said import Said, said_by
from admin.web.revision import revision_of
from bot.languages.catalog import Catalog
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.shared_plan.plan import END
from dialogs.texts import near_day
from storage.database.encryption import readable
from storage.shared_plan.goals import standing_goals
from storage.shared_plan.tables import StoredGoal
from storage.tables.people import Participant

NO_GOAL = revision_of("")
"""What a form is made from where no goal stands."""
Area = tuple[str, str]
"""A code and its words."""


@dataclass(frozen=True)
class Wording:
    """One wording of a goal, ready to be written; ``tag`` is its language."""

    words: Said
    tag: str
    story: str
    """Who worded it, and when."""


@dataclass(frozen=True)
class GoalEntry:
    """A goal as it stands; ``earlier`` are the wordings before, the newest first."""

    code: str
    area: str
    now: Wording
    to_edit: str
    revision: str
    earlier: tuple[Wording, ...]


@dataclass(frozen=True)
class GoalCard:
    """All that the page shows of goals. ``gone`` are those that were taken away, by area."""

    goals: tuple[GoalEntry, ...]
    gone: tuple[tuple[str, tuple[Wording, ...]], ...]
    areas: tuple[Area, ...]
    taking_part: bool


def goal_choices(t: Catalog, areas: Sequence[Area]) -> tuple[Area, ...]:
    """List what a goal can be in: the end goal first, then the instrument's areas."""
    # NOTE: The goal of a participant's plan in the end, beside goals in one area each.
    return ((END, t.gettext("Slutmålet")), *areas)


def goal_card(
    t: Catalog,
    wordings: Sequence[StoredGoal],
    areas: Sequence[Area],
    participant: Participant,
    today: dt.date,
    zone: ZoneInfo,
) -> GoalCard:
    """Write somebody's goals out."""
    choices = goal_choices(t, areas)
    named: Mapping[str, str] = dict(choices)
    standing = standing_goals(wordings)
    history: dict[str, list[StoredGoal]] = {code: [] for code in named}
    for one in wordings:
        history.setdefault(one.item, []).append(one)

    def written(of: Sequence[StoredGoal]) -> tuple[Wording, ...]:
        whose = participant.pseudonym
        return tuple(_wording(t, one, whose, today, zone) for one in reversed(of) if one.words)

    return GoalCard(
        tuple(
            GoalEntry(
                code,
                named.get(code, code),
                _wording(t, standing[code], participant.pseudonym, today, zone),
                goal_to_edit(t, standing[code]),
                goal_revision(standing[code]),
                written(of[:-1]),
            )
            for code, of in history.items()
            if code in standing
        ),
        tuple(
            (named.get(code, code), written(of))
            for code, of in history.items()
            if of and code not in standing
        ),
        choices,
        participant.status == EnrolmentStatus.ACTIVE,
    )


def goal_revision(goal: StoredGoal | None) -> str:
    """Name how a goal stands."""
    return revision_of(readable(goal.words)) if goal is not None else NO_GOAL


def goal_to_edit(t: Catalog, goal: StoredGoal | None) -> str:
    """Give what a form can hold of a goal: what was spoken cannot be typed over."""
    return said_by(t, "", readable(goal.words)).text if goal is not None else ""


def _wording(
    t: Catalog, goal: StoredGoal, pseudonym: str, today: dt.date, zone: ZoneInfo
) -> Wording:
    day = near_day(t, goal.worded_at.astimezone(zone).date(), today)
    if goal.by_staff is None:
        # NOTE: Below a goal of a plan. {day}: when the participant worded it.
        story = t.gettext("skrivet av deltagaren {day}")
    else:
        # NOTE: Below a goal of a plan. {day}: when the coach worded it.
        story = t.gettext("skrivet av handledaren {day}")
    return Wording(said_by(t, pseudonym, goal.words), goal.language, story.format(day=day))
