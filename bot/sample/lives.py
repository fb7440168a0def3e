"""Invented lives: who took part, when they rated themselves, and what they said. Pure."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.sample.words import COMMENTS, FIRST_NAMES, MEN, SURNAMES
from dialogs.instruments.rating_mode import RatingMode
from dialogs.people.enrolment import ExitReason
from dialogs.people.particulars import Referrer, Sex
from storage.people.invitations import VALID_FOR

QUARTER = dt.timedelta(days=91)
POINTS = 5
LifeStage = Literal[
    "unopened",
    "expired",
    "declined",
    "half",
    "blocked",
    "overdue",
    "silent",
    "leaving",
    "stopped",
    "regular",
]
WAITING = ("half", "overdue", "silent")
"""The stages of those whose newest rating is due and not done."""
MODES = {
    RatingMode.ALONE: 14,
    RatingMode.TOGETHER: 3,
    RatingMode.INTERPRETER: 2,
    RatingMode.PAPER: 1,
}
"""How many of twenty ratings are made in each way."""
EXITS = (
    ExitReason.WORK,
    ExitReason.STUDIES,
    ExitReason.INTERNSHIP,
    ExitReason.SUPPORTED_WORK,
    ExitReason.MOVED,
    ExitReason.MUNICIPALITY,
)


@dataclass(frozen=True)
class Size:
    """How much to invent. ``odd`` people of each unusual stage; the others rate themselves.

    Somebody silent, somebody who leaves and somebody who wants no reminders come once each.

    ``quarters`` bounds how far back the first ratings lie; ``full`` gives everybody that many
    ratings. ``conversations`` also keeps how each rating was said.
    """

    people: int = 40
    coaches: int = 3
    quarters: int = 4
    commented: float = 0.12
    odd: int = 2
    full: bool = False
    conversations: bool = True


@dataclass(frozen=True, slots=True)
class InventedAnswer:
    """One answer. ``value`` is None where it was skipped."""

    item: str
    value: int | None
    comment: str
    at: dt.datetime


@dataclass(frozen=True)
class InventedRating:
    """One rating; ``finished_at`` is None for one that was left half-way."""

    occasion: str
    mode: RatingMode
    language: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    answers: tuple[InventedAnswer, ...]


@dataclass(frozen=True)
class Life:
    """One invented participant, from the invitation on."""

    name: str
    language: str
    coach: int
    sub_project: int
    sex: Sex
    birth_year: int
    referrer: Referrer
    stage: LifeStage
    invited_at: dt.datetime
    opened_at: dt.datetime | None
    seen_at: dt.datetime | None
    """When the coach last opened this participant's page."""
    ratings: tuple[InventedRating, ...]
    exit_on: dt.date | None = None
    exit_reason: ExitReason | None = None


def invented_lives(
    dice: random.Random, now: dt.datetime, items: Sequence[str], size: Size
) -> list[Life]:
    """Invent as many lives as ``size`` wants; the same dice and time give the same lives."""
    unusual: list[LifeStage] = ["half", "unopened", "expired", "declined", "blocked", "overdue"]
    once: list[LifeStage] = ["silent", "leaving", "stopped"] if size.odd else []
    stages = [*(stage for stage in unusual for _ in range(size.odd)), *once][: size.people]
    while len(stages) < size.people:
        stages.append("regular")
    dice.shuffle(stages)
    return [_life(dice, now, items, size, number, stage) for number, stage in enumerate(stages)]


def _life(
    dice: random.Random,
    now: dt.datetime,
    items: Sequence[str],
    size: Size,
    number: int,
    stage: LifeStage,
) -> Life:
    coach = number % size.coaches
    sub_project = 0 if coach % 2 == 0 else 1
    weights = (7, 2, 1) if sub_project == 0 else (1, 3, 6)
    language = dice.choices(("sv", "en", "ar"), weights)[0]
    names = FIRST_NAMES[language]
    first_name = names[number % len(names)]
    name = f"{first_name} {SURNAMES[number % len(SURNAMES)]}"
    quarters = size.quarters if size.full else dice.randrange(size.quarters + 1)
    if stage in ("overdue", "silent"):
        quarters = max(quarters, 1)
    since = dt.timedelta(days=dice.uniform(9, 25 if stage in WAITING else 60))
    ago = {
        "unopened": dt.timedelta(days=dice.uniform(2, 20)),
        "expired": VALID_FOR + dt.timedelta(days=dice.uniform(5, 30)),
    }.get(stage, QUARTER * quarters + since)
    invited_at = now - ago
    opened_at = None
    if stage not in ("unopened", "expired"):
        opened_at = invited_at + dt.timedelta(hours=dice.uniform(0.1, 120))
    ratings: tuple[InventedRating, ...] = ()
    if opened_at and stage != "declined":
        ratings = tuple(_ratings(dice, opened_at, items, size, quarters, language))
        if stage == "half":
            ratings = (*ratings[:-1], _half_way(dice, ratings[-1]))
        if stage in ("overdue", "silent"):
            ratings = ratings[:-1]
    seen_at = None
    if ratings and dice.random() < 0.75:
        seen_at = min(now, ratings[-1].answers[-1].at + dt.timedelta(hours=dice.uniform(1, 90)))
    exit_on = now.date() + dt.timedelta(days=10) if stage == "leaving" else None
    if ratings and ratings[-1].occasion == "exit":
        exit_on = ratings[-1].started_at.date() + dt.timedelta(days=2)
    return Life(
        name,
        language,
        coach,
        sub_project,
        Sex.MAN if first_name in MEN else Sex.WOMAN,
        now.year - 19 - 7 * number % 43,
        tuple(Referrer)[number % len(Referrer)],
        stage,
        invited_at,
        opened_at,
        seen_at,
        ratings,
        exit_on,
        EXITS[number % len(EXITS)] if exit_on else None,
    )


def _ratings(
    dice: random.Random,
    first: dt.datetime,
    items: Sequence[str],
    size: Size,
    quarters: int,
    language: str,
) -> Iterator[InventedRating]:
    """Give ratings three months apart: some rise, some stay, some fall, and days differ."""
    trend = dice.choices((0.45, 0.05, -0.3), (5, 4, 2))[0]
    base = {item: dice.uniform(1.2, 3.9) for item in items}
    dice.choice((True, False))  # one throw that decides nothing: the demo keeps its known lives
    for quarter in range(quarters + 1):
        last = quarter == quarters
        missed = not size.full and dice.random() < 0.2
        if missed and not last and quarter:
            continue
        late = dt.timedelta(days=dice.uniform(0, 6)) if quarter else dt.timedelta(0)
        started_at = first + quarter * QUARTER + late
        mode = dice.choices(tuple(MODES), tuple(MODES.values()))[0]
        if mode == RatingMode.INTERPRETER and language == "sv":
            mode = RatingMode.TOGETHER
        at = started_at
        answers = []
        for item in items:
            at += dt.timedelta(seconds=dice.uniform(6, 45))
            answers.append(_answer(dice, item, base[item] + trend * quarter, language, size, at))
        yield InventedRating(
            occasion=_occasion_kind(quarter, last=last and quarter >= 4 and not size.full),
            mode=mode,
            language=language,
            started_at=started_at,
            finished_at=at,
            answers=tuple(answers),
        )


def _answer(
    dice: random.Random, item: str, level: float, language: str, size: Size, at: dt.datetime
) -> InventedAnswer:
    comment = dice.choice(COMMENTS[language]) if dice.random() < size.commented else ""
    if dice.random() < 0.04:
        return InventedAnswer(item, None, comment, at)
    value = min(max(round(level + dice.uniform(-0.8, 0.8)), 1), POINTS)
    return InventedAnswer(item, value, comment, at)


def _occasion_kind(quarter: int, *, last: bool) -> str:
    if quarter == 0:
        return "enrolment"
    if last:
        return "exit"
    return "six-month" if quarter % 2 == 0 else "three-month"


def _half_way(dice: random.Random, rating: InventedRating) -> InventedRating:
    """Leave a rating half-way, as it was on the phone."""
    answers = rating.answers[: dice.randint(2, 4)]
    return replace(rating, mode=RatingMode.ALONE, finished_at=None, answers=answers)
