"""News: the ratings, answers about meetings and words that came in since the last digest."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.ratings.change import change_between
from dialogs.reports.findings import AreaChange, DigestFinding, FindingState
from storage.ratings.ratings import answer_values
from storage.sight.seen import is_seen_by
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from storage.tables.ratings import Rating

FIRST_LOOK = dt.timedelta(days=7)
"""How far back the first digest looks."""


@dataclass(frozen=True)
class DigestSpan:
    """The time a digest is about: moments in UTC, ``today`` and ``ahead`` (inclusive) local."""

    since: dt.datetime
    now: dt.datetime
    today: dt.date
    ahead: dt.date
    zone: dt.tzinfo


def digest_span(
    since: dt.datetime | None, now: dt.datetime, zone: dt.tzinfo, days: int = FIRST_LOOK.days
) -> DigestSpan:
    """Give the time from the last digest to ``days`` days from today on."""
    today = now.astimezone(zone).date()
    ahead = today + dt.timedelta(days=days - 1)
    return DigestSpan(since or now - FIRST_LOOK, now, today, ahead, zone)


async def new_ratings(
    session: AsyncSession, coach_id: int, persons: Mapping[int, DigestFinding], when: DigestSpan
) -> tuple[Sequence[DigestFinding], Sequence[DigestFinding]]:
    """List who has finished a rating, and what has changed since the one before."""
    rows = await session.execute(
        select(Rating.id, Rating.participant_id, Rating.instrument, Rating.finished_at)
        .join(Participant, Participant.id == Rating.participant_id)
        .where(is_seen_by(coach_id, when.now), Rating.finished_at <= when.now)
        .order_by(Rating.finished_at, Rating.id)
    )
    before: dict[tuple[int, str], int] = {}
    answered, pairs = list[DigestFinding](), list[tuple[DigestFinding, str, int, int]]()
    for rating_id, key, instrument, finished_at in rows:
        person = persons.get(key)
        earlier = before.get((key, instrument))
        before[key, instrument] = rating_id
        if person is None or finished_at is None or finished_at <= when.since:
            continue
        found = replace(person, on=finished_at.astimezone(when.zone).date())
        answered.append(found)
        if earlier is not None:
            pairs.append((found, instrument, earlier, rating_id))
    compared = {rating_id for _, _, *both in pairs for rating_id in both}
    values = await answer_values(session, sorted(compared)) if compared else {}
    changed = []
    for found, instrument, earlier, newer in pairs:
        change = change_between(values.get(earlier, {}), values.get(newer, {}))
        if change:
            moves = (AreaChange(instrument, of, by > 0) for of, by in sorted(change.steps.items()))
            whole = None if change.sum is None else change.sum.steps > 0
            changed.append(replace(found, moves=tuple(moves), sum_up=whole))
    return answered, changed


async def meeting_answers(
    session: AsyncSession, coach_id: int, persons: Mapping[int, DigestFinding], when: DigestSpan
) -> Sequence[DigestFinding]:
    """List new answers about meetings, without the words of a proposal.

    A meeting may have begun since it was answered; what is called off needs no answer.
    """
    rows = await session.execute(
        select(
            Meeting.participant_id,
            Meeting.starts_at,
            Meeting.answer,
            Meeting.proposal.is_not(None),
        )
        .join(Participant, Participant.id == Meeting.participant_id)
        .where(
            is_seen_by(coach_id, when.now),
            Meeting.cancelled.is_(False),
            Meeting.answer.is_not(None),
            Meeting.answered_at > when.since,
            Meeting.answered_at <= when.now,
        )
        .order_by(Meeting.starts_at)
    )
    return [
        replace(
            persons[key],
            on=starts_at.astimezone(when.zone).date(),
            state=_state_of(answer, proposed=proposed),
            over=starts_at <= when.now,
        )
        for key, starts_at, answer, proposed in rows
        if key in persons
    ]


def _state_of(answer: MeetingAnswer | None, *, proposed: bool) -> FindingState | None:
    match answer:
        case None:
            return None
        case MeetingAnswer.COMING:
            return FindingState.COMING
        case MeetingAnswer.CANNOT:
            return FindingState.PROPOSED if proposed else FindingState.CANNOT
