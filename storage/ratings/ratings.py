"""Ratings and their answers, each stored the moment it is given."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Executable, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.engine.effect import Record
from dialogs.instruments.answer_mode import AnswerMode, PracticeOutcome
from dialogs.instruments.instrument import Instrument
from dialogs.instruments.instrument import ItemWording as Shown
from dialogs.instruments.rating_mode import RatingMode
from dialogs.people.accounts import Channel
from storage.database.base import table_of
from storage.database.database import known_wordings
from storage.tables.ratings import Rating, StoredAnswer, Wording


@dataclass(frozen=True)
class AnswerSource:
    """How an answer came in: the wording shown, the channel, when (UTC), and in which mode.

    ``comment_mode`` is that of a comment that is new; None leaves what stands beside it.
    """

    shown: Shown
    channel: Channel
    at: dt.datetime
    mode: AnswerMode
    comment_mode: AnswerMode | None = None


Insert = type[sqlite.Insert] | type[postgresql.Insert]


INSERTS: dict[str, Insert] = {"sqlite": sqlite.Insert, "postgresql": postgresql.Insert}
"""Both databases can insert or update in one statement; each says it in its own dialect."""


def _dialect(session: AsyncSession) -> str:
    return session.get_bind().dialect.name


async def start_rating(
    session: AsyncSession,
    participant_id: int,
    instrument: Instrument,
    occasion: str,
    now: dt.datetime,
    mode: RatingMode = RatingMode.ALONE,
) -> Rating:
    """Open a rating; it counts as unfinished until every item is answered or skipped."""
    rating = Rating(
        participant_id=participant_id,
        occasion=occasion,
        instrument=instrument.id,
        version=instrument.version,
        mode=mode,
        started_at=now,
    )
    session.add(rating)
    await session.flush()
    return rating


async def store_record(
    session: AsyncSession, rating_id: int, record: Record, given: AnswerSource
) -> None:
    """Store what stands for one item now, over what stood before."""
    await _store_wording(session, given.shown)
    values = {
        "rating_id": rating_id,
        "item": record.item,
        "value": record.value,
        "skipped": record.skipped,
        "comment": record.comment or None,
        "wording": given.shown.digest,
        "language": given.shown.language,
        "translation": given.shown.state.value,
        "mode": given.mode,
        "comment_mode": given.comment_mode,
        "presses": record.presses,
        "channel": given.channel,
        "answered_at": given.at,
    }
    await session.execute(_answer_statement(_dialect(session)), values)


async def _store_wording(session: AsyncSession, shown: Shown) -> None:
    known = known_wordings(session)
    if shown.digest in known.committed:
        return
    values = {
        "digest": shown.digest,
        "item": shown.item,
        "language": shown.language,
        "question": shown.question,
        "anchors": "\n".join(shown.anchors),
    }
    statement = INSERTS[_dialect(session)](table_of(Wording)).values(values)
    await session.execute(statement.on_conflict_do_nothing(index_elements=["digest"]))
    known.of_this_session.append(shown.digest)


@cache
def _answer_statement(dialect: str) -> Executable:
    """Build the upsert once: what stood for the item gives way to what stands now."""
    statement = INSERTS[dialect](table_of(StoredAnswer))
    changed = (
        "value",
        "skipped",
        "comment",
        "wording",
        "language",
        "translation",
        "mode",
        "presses",
        "channel",
        "answered_at",
    )
    stands = func.coalesce(statement.excluded["comment_mode"], StoredAnswer.comment_mode)
    return statement.on_conflict_do_update(
        index_elements=["rating_id", "item"],
        set_={name: statement.excluded[name] for name in changed} | {"comment_mode": stands},
    )


async def store_comment(
    session: AsyncSession, rating_id: int, item: str, comment: str, mode: AnswerMode
) -> None:
    """Store a comment on what was answered before; how that was asked and given stays."""
    await session.execute(
        update(StoredAnswer)
        .where(StoredAnswer.rating_id == rating_id, StoredAnswer.item == item)
        .values(comment=comment or None, comment_mode=mode)
    )


async def note_practice(session: AsyncSession, rating_id: int, outcome: PracticeOutcome) -> None:
    """Keep what came of the practice question before a rating."""
    await session.execute(update(Rating).where(Rating.id == rating_id).values(practice=outcome))


async def note_company(session: AsyncSession, rating_id: int, mode: RatingMode) -> None:
    """Keep that somebody sat beside the person; which answers they gave so stands beside each."""
    await session.execute(update(Rating).where(Rating.id == rating_id).values(mode=mode))


async def has_practised(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether somebody needs no practice any more: it was clear, or they passed by it."""
    found = select(Rating.id).where(
        Rating.participant_id == participant_id,
        Rating.practice.in_((PracticeOutcome.UNDERSTOOD, PracticeOutcome.SKIPPED)),
    )
    return await session.scalar(found.limit(1)) is not None


async def withdraw_record(session: AsyncSession, rating_id: int, item: str) -> None:
    """Remove what stood for an item: the person went back."""
    await session.execute(
        delete(StoredAnswer).where(StoredAnswer.rating_id == rating_id, StoredAnswer.item == item)
    )


async def mark_complete(session: AsyncSession, rating_id: int, at: dt.datetime | None) -> None:
    """Say that every item has its answer (UTC), or with None that one is open again.

    A rating that is finished already keeps its time.
    """
    statement = update(Rating).where(Rating.id == rating_id)
    if at is not None:
        statement = statement.where(Rating.finished_at.is_(None))
    await session.execute(statement.values(finished_at=at))


async def finished_ratings(
    session: AsyncSession, participant_id: int, instrument: str, most: int
) -> list[tuple[Rating, Mapping[str, int | None]]]:
    """Give the newest finished ratings with their values per item, oldest first."""
    newest = (
        select(Rating)
        .where(
            Rating.participant_id == participant_id,
            Rating.instrument == instrument,
            Rating.finished_at.is_not(None),
        )
        .order_by(Rating.finished_at.desc(), Rating.id.desc())
        .limit(most)
    )
    ratings = (await session.scalars(newest)).all()
    values = await answer_values(session, [rating.id for rating in ratings])
    return [(rating, values.get(rating.id, {})) for rating in reversed(ratings)]


async def answer_values(
    session: AsyncSession, rating_ids: Sequence[int]
) -> dict[int, dict[str, int | None]]:
    """Give the values per item of several ratings in one query."""
    found = await session.execute(
        select(StoredAnswer.rating_id, StoredAnswer.item, StoredAnswer.value).where(
            StoredAnswer.rating_id.in_(rating_ids)
        )
    )
    values: dict[int, dict[str, int | None]] = {}
    for rating_id, item, value in found:
        values.setdefault(rating_id, {})[item] = value
    return values


async def has_rating(session: AsyncSession, participant_id: int) -> bool:
    """Tell whether somebody has begun any rating."""
    found = select(Rating.id).where(Rating.participant_id == participant_id).limit(1)
    return await session.scalar(found) is not None


async def newest_finished_rating(session: AsyncSession, participant_id: int) -> Rating | None:
    """Find the rating that a new step follows from."""
    return await session.scalar(
        select(Rating)
        .where(Rating.participant_id == participant_id, Rating.finished_at.is_not(None))
        .order_by(Rating.finished_at.desc(), Rating.id.desc())
        .limit(1)
    )


async def rated_instruments(session: AsyncSession) -> set[str]:
    """Name every instrument of which there is a rating."""
    return set(await session.scalars(select(Rating.instrument).distinct()))
