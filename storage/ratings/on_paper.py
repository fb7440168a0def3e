"""Ratings that were made on paper: entered, corrected and taken back by a coach."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.timing import Timing
from dialogs.engine.effect import Record
from dialogs.instruments.answer_mode import AnswerMode
from dialogs.instruments.instrument import Instrument
from dialogs.instruments.rating_mode import RatingMode
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.on_paper import Paper, enter_paper, release_paper
from dialogs.people.accounts import Channel
from dialogs.ratings.company import Company
from dialogs.texts import Texts
from storage.coaching.tables import CoachView
from storage.occasions.agenda import bring_in_line
from storage.occasions.agenda_rows import AgendaRows, agenda_rows
from storage.ratings.ratings import AnswerSource, start_rating, store_record
from storage.tables.agenda import Step
from storage.tables.people import Participant, Staff
from storage.tables.ratings import Rating, StoredAnswer
from storage.talk.conversations import close_conversations, open_conversations, stack_of

CORRECTABLE_FOR = dt.timedelta(days=30)
"""For so long after it was entered a paper is corrected, or taken back."""


@dataclass(frozen=True)
class Entered:
    """What stands on a paper, and who was there. ``records`` has every item of ``instrument``.

    ``texts`` are those of the language in which the questions stood on it.
    """

    instrument: Instrument
    texts: Texts
    records: Mapping[str, Record]
    company: Company
    paper: Paper


def paper_moment(on: dt.date, when: Timing, now: dt.datetime) -> dt.datetime:
    """Give the moment (UTC) that stands for a day: its noon where the person is, and not later."""
    noon = dt.datetime.combine(on, dt.time(12), when.rhythm.zone)
    return min(noon.astimezone(dt.UTC), now)


def correctable_until(rating: Rating) -> dt.datetime | None:
    """Give the moment (UTC) until which a paper can be changed; None of what is none."""
    return rating.entered_at + CORRECTABLE_FOR if rating.entered_at else None


async def paper_rating(
    session: AsyncSession, participant_id: int, rating_id: int, now: dt.datetime
) -> Rating | None:
    """Find a paper of somebody's that can still be changed."""
    rating = await session.get(Rating, rating_id)
    if rating is None or rating.participant_id != participant_id:
        return None
    until = correctable_until(rating)
    return rating if until is not None and now < until else None


async def newest_rating_id(session: AsyncSession, participant_id: int) -> int | None:
    """Name the rating that was begun or entered last."""
    found = select(Rating.id).where(Rating.participant_id == participant_id)
    return await session.scalar(found.order_by(Rating.id.desc()).limit(1))


async def paper_answers(session: AsyncSession, rating_id: int) -> Mapping[str, StoredAnswer]:
    """Give what stands for each item."""
    found = await session.scalars(select(StoredAnswer).where(StoredAnswer.rating_id == rating_id))
    return {one.item: one for one in found}


async def entering_names(session: AsyncSession, participant_id: int) -> Mapping[int, str]:
    """Give who has entered papers of somebody's: names by id."""
    who = select(Rating.entered_by).where(Rating.participant_id == participant_id)
    found = await session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(who)))
    return {row.id: row.name for row in found}


async def enter_rating(
    session: AsyncSession,
    participant: Participant,
    entered: Entered,
    by: int,
    now: dt.datetime,
    when: Timing,
) -> Rating:
    """Store a paper as a whole rating of its day; ``by`` is the id of who enters it.

    A rating that is open in the chat for the same occasion ends, as it stands.
    """
    rating = await start_rating(
        session, participant.id, entered.instrument, "extra", entered.paper.at, RatingMode.PAPER
    )
    rating.entered_by, rating.entered_at = by, now
    before = await agenda_rows(session, participant, when)
    await _fill(session, rating, entered, before, before.agenda, now)
    return rating


async def correct_rating(
    session: AsyncSession,
    participant: Participant,
    rating: Rating,
    entered: Entered,
    now: dt.datetime,
    when: Timing,
) -> None:
    """Store a paper anew as it was meant: other answers, another day, for another occasion."""
    before = await agenda_rows(session, participant, when)
    await _fill(session, rating, entered, before, release_paper(before.agenda, rating.id), now)


async def take_rating_back(
    session: AsyncSession, participant: Participant, rating: Rating, now: dt.datetime, when: Timing
) -> None:
    """Remove a paper with its answers: what it was for waits for its figures again."""
    before = await agenda_rows(session, participant, when)
    await bring_in_line(session, before, release_paper(before.agenda, rating.id), now)
    await session.execute(delete(StoredAnswer).where(StoredAnswer.rating_id == rating.id))
    # What was said over it was said: it only stands beside nothing any more.
    await session.execute(update(Step).where(Step.rating_id == rating.id).values(rating_id=None))
    beside = update(CoachView).where(CoachView.rating_id == rating.id)
    await session.execute(beside.where(CoachView.replaced_at.is_(None)).values(replaced_at=now))
    await session.execute(beside.values(rating_id=None))
    await session.delete(rating)
    await session.flush()


async def _fill(
    session: AsyncSession,
    rating: Rating,
    entered: Entered,
    before: AgendaRows,
    agenda: Agenda,
    now: dt.datetime,
) -> None:
    at, instrument = entered.paper.at, entered.instrument
    after, first = enter_paper(agenda, rating.id, entered.paper, now)
    replaced: set[int | None] = {
        one.rating_id
        for one in before.agenda.occasions
        if one.rating_id not in (None, rating.id) and _serves(after, one.id, rating.id)
    }
    stored = await bring_in_line(session, before, after, now)
    rating.occasion = stored.rows[first.id].kind
    rating.company, rating.started_at, rating.finished_at = entered.company, at, at
    for item in instrument.items:
        shown = instrument.wording(item, entered.texts)
        source = AnswerSource(shown, Channel.DESK, at, AnswerMode.PAPER)
        await store_record(session, rating.id, entered.records[item.id], source)
    await _end_open_ratings(session, rating.participant_id, replaced, now)
    await session.flush()


def _serves(agenda: Agenda, occasion_id: int, rating_id: int) -> bool:
    return any(one.id == occasion_id and one.rating_id == rating_id for one in agenda.occasions)


async def _end_open_ratings(
    session: AsyncSession, participant_id: int, ratings: set[int | None], now: dt.datetime
) -> None:
    """End what is open in the chat about ratings that a paper has taken the place of."""
    open_now = stack_of(await open_conversations(session, participant_id))
    ends = [one.id for one in open_now if one.conversation.facts.get("rating") in ratings]
    await close_conversations(session, ends, now)
