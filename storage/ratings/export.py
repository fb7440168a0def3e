"""Every question of every rating that was begun, read for an export."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.instruments.translation_steps import StepsOfWordings, TranslationStep
from dialogs.occasions.occasion import OccasionKind
from dialogs.people.particulars import age_group
from storage.database.database import Database
from storage.database.encryption import readable
from storage.people.audit import Audit, log_action
from storage.ratings.answer_row import AnswerRow, AnswerStatus
from storage.tables.agenda import Occasion
from storage.tables.people import Account, Participant, SubProject
from storage.tables.ratings import Rating, StoredAnswer, Wording

Found = Row[*tuple[Any, ...]]
Items = Mapping[tuple[str, str], Sequence[str]]
"""The items of each instrument, by its id and version, in their order."""

AT_ONCE = 200
"""How many participants' answers are read in one go."""


async def answer_rows(
    database: Database,
    items: Items,
    now: dt.datetime,
    steps: StepsOfWordings,
    by: int | None = None,
) -> AsyncIterator[AnswerRow]:
    """Give every question of every rating, also where its answer cannot be read.

    Not of people with a protected identity (see ``protected_left_out``).

    ``steps`` says what the wordings have been through.

    Before somebody's rows are given, their audit log says so, and who of the staff reads them
    (None: the operator). No transaction is open while the
    reader writes: on SQLite it would keep everybody from storing.
    """
    last = 0
    while True:
        async with database.writing() as session:
            whose = (await session.scalars(_NEXT, {"last": last, "most": AT_ONCE})).all()
            for one in whose:
                await log_action(
                    session, Audit.RATINGS_EXPORTED, now, staff_id=by, participant_id=one
                )
        if not whose:
            return
        async with database.reading() as session:
            found = await _read(session, whose)
        for number, rating in found.ratings:
            given = found.answers[rating.id]
            known = items.get((rating.instrument, rating.version), ())
            for item in dict.fromkeys((*known, *given)):
                answer, served = given.get(item), found.served[rating.id]
                done = steps.get(answer.wording, {}) if answer else {}
                yield _row(rating, number, item, answer, served, done)
        last = whose[-1]


async def protected_left_out(session: AsyncSession) -> int:
    """Count those with ratings whose identity is protected: no file of persons has them."""
    found = select(func.count(Rating.participant_id.distinct())).join(
        Participant, Participant.id == Rating.participant_id
    )
    return await session.scalar(found.where(Participant.protected)) or 0


@dataclass
class _Read:
    """What was read of some participants."""

    ratings: list[tuple[int, Found]] = field(default_factory=list)
    """With its number among the person's."""
    answers: dict[int, dict[str, Found]] = field(default_factory=lambda: defaultdict(dict))
    """By rating and item."""
    served: dict[int, list[Found]] = field(default_factory=lambda: defaultdict(list))
    """The occasions of each rating."""


async def _read(session: AsyncSession, whose: Sequence[int]) -> _Read:
    found, counted = _Read(), Counter[str]()
    for rating in await session.execute(_RATINGS, {"whose": whose}):
        counted[rating.pseudonym] += 1
        found.ratings.append((counted[rating.pseudonym], rating))
    for answer in await session.execute(_ANSWERS, {"whose": whose}):
        found.answers[answer.rating_id][answer.item] = answer
    for occasion in await session.execute(_OCCASIONS, {"whose": whose}):
        found.served[occasion.rating_id].append(occasion)
    return found


def _row(
    rating: Found,
    number: int,
    item: str,
    answer: Found | None,
    served: Sequence[Found],
    done: Mapping[TranslationStep, int | None],
) -> AnswerRow:
    numbers = {one.kind: one.number for one in served if one.kind != OccasionKind.EXIT}
    return AnswerRow(
        participant=rating.pseudonym,
        invented="yes" if rating.invented else "no",
        sub_project=rating.sub_project,
        enrolled_at=_moment(rating.enrolled_at),
        exit_on=f"{rating.exit_on or ''}",
        exit_reason=rating.exit_reason or "",
        sex=rating.sex,
        age_at_enrolment=_age(rating.birth_year, rating.enrolled_at),
        referrer=rating.referrer or "",
        without_bot="no" if rating.has_come_in else "yes",
        rating=number,
        occasion=rating.occasion,
        occasion_number=numbers.get(rating.occasion),
        serves=", ".join(
            f"{one.kind} {numbers[one.kind]}" if one.kind in numbers else one.kind for one in served
        ),
        instrument=rating.instrument,
        version=rating.version,
        mode=rating.mode,
        practice=rating.practice or "",
        begun_at=_moment(rating.started_at),
        finished_at=_moment(rating.finished_at),
        item=item,
        status=_status(answer),
        value=answer.value if answer else None,
        comment=answer.comment if answer else None,
        language=answer.language if answer else "",
        translation=(answer.translation or "") if answer else "",
        translation_steps=", ".join(step for step in TranslationStep if step in done),
        tried_with=done.get(TranslationStep.TRIED),
        calibrated_with=done.get(TranslationStep.CALIBRATED),
        answer_mode=(answer.mode or "") if answer else "",
        presses=answer.presses if answer else None,
        channel=answer.channel if answer else "",
        answered_at=_moment(answer.answered_at if answer else None),
        question=answer.question if answer else "",
        points=len(answer.anchors.splitlines()) if answer else None,
        wording=answer.wording if answer else "",
    )


def _status(answer: Found | None) -> AnswerStatus:
    if answer is None:
        return AnswerStatus.UNANSWERED
    if answer.skipped:
        return AnswerStatus.SKIPPED
    return AnswerStatus.UNANSWERED if answer.value is None else AnswerStatus.ANSWERED


def _age(birth_year: str | None, enrolled_at: dt.datetime | None) -> str:
    year = readable(birth_year)
    return age_group(int(year), enrolled_at.year) if year and enrolled_at else ""


def _moment(at: dt.datetime | None) -> str:
    """Write a moment as every spreadsheet reads it."""
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""


_NEXT = (
    select(Rating.participant_id)
    .join(Participant, Participant.id == Rating.participant_id)
    .where(Rating.participant_id > bindparam("last"), ~Participant.protected)
    .distinct()
    .order_by(Rating.participant_id)
    .limit(bindparam("most"))
)
_THEIRS = Rating.participant_id.in_(bindparam("whose", expanding=True))
_RATINGS = (
    select(
        Rating.id,
        Participant.pseudonym,
        Participant.invented,
        SubProject.name.label("sub_project"),
        Participant.enrolled_at,
        Participant.exit_on,
        Participant.exit_reason,
        Participant.sex,
        Participant.birth_year,
        Participant.referrer,
        exists().where(Account.participant_id == Participant.id).label("has_come_in"),
        Rating.occasion,
        Rating.instrument,
        Rating.version,
        Rating.mode,
        Rating.practice,
        Rating.started_at,
        Rating.finished_at,
    )
    .join(Participant, Participant.id == Rating.participant_id)
    .join(SubProject, SubProject.id == Participant.sub_project_id)
    .where(_THEIRS)
    .order_by(Participant.id, Rating.started_at, Rating.id)
)
_ANSWERS = (
    select(
        StoredAnswer.rating_id,
        StoredAnswer.item,
        StoredAnswer.value,
        StoredAnswer.skipped,
        StoredAnswer.comment,
        StoredAnswer.language,
        StoredAnswer.translation,
        StoredAnswer.mode,
        StoredAnswer.presses,
        StoredAnswer.channel,
        StoredAnswer.answered_at,
        StoredAnswer.wording,
        Wording.question,
        Wording.anchors,
    )
    .join(Rating, Rating.id == StoredAnswer.rating_id)
    .join(Wording, Wording.digest == StoredAnswer.wording)
    .where(_THEIRS)
    .order_by(StoredAnswer.id)
)
_OCCASIONS = (
    select(Occasion.rating_id, Occasion.kind, Occasion.number)
    .join(Rating, Rating.id == Occasion.rating_id)
    .where(_THEIRS)
    .order_by(Occasion.due_on, Occasion.id)
)
