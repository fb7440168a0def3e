"""Tidying: what a sweep does before it looks at messages. Doubts settled, windows closed."""

import datetime as dt
import logging

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from storage.occasions.occasions import participants_past_window, unasked_with_day_come
from storage.occasions.sending import close_windows, let_days_come, settle_doubtful_reminders
from storage.people.batches import write_in_batches
from storage.reminders import claims
from storage.staff.login_attempts import forget_old_tries, has_old_tries
from storage.tables.people import Participant
from storage.talk.coach_words import forget_words, people_with_old_words
from storage.talk.spoken_words import forget_unused_recordings, people_to_look_at

log = logging.getLogger(__name__)


async def recover(app: AppContext) -> None:
    """Settle what a process had in hand when it was killed: nobody knows whether it left."""
    now = app.clock()
    async with app.database.reading() as session:
        left = await claims.doubtful_reminders(session, now)

    async def settled(session: AsyncSession, participant: Participant) -> int:
        return await settle_doubtful_reminders(session, participant, now, app.calendar)

    doubts, _ = await write_in_batches(app.database, (row.participant_id for row in left), settled)
    if sum(doubts):
        log.warning("%d messages may or may not have gone out before a crash", sum(doubts))


async def tidy(app: AppContext) -> int:
    """Do what time has brought for everybody; gives how many occasions were settled."""
    missed = await close_ended(app, app.clock())
    await let_fall_due(app, app.clock())
    await forget_tries(app, app.clock())
    await forget_waiting_words(app)
    await forget_recordings(app)
    return missed


async def close_ended(app: AppContext, now: dt.datetime) -> int:
    """Settle the occasions whose window has ended; gives how many."""
    async with app.database.reading() as session:
        people = await participants_past_window(session, now)

    async def closed(session: AsyncSession, participant: Participant) -> int:
        return await close_windows(session, participant, now, app.calendar)

    settled, _ = await write_in_batches(app.database, people, closed)
    return sum(settled)


async def let_fall_due(app: AppContext, now: dt.datetime) -> None:
    """Let the days come for those to whom nothing is said: they stand in the register."""
    async with app.database.reading() as session:
        people = await unasked_with_day_come(session, now.astimezone(app.settings.timezone).date())

    async def came(session: AsyncSession, participant: Participant) -> None:
        await let_days_come(session, participant, now, app.calendar)

    await write_in_batches(app.database, people, came)


async def forget_tries(app: AppContext, now: dt.datetime) -> None:
    """Forget the log-ins and PINs that did not fit, as soon as they count no longer."""
    async with app.database.reading() as session:
        if not await has_old_tries(session, now):
            return
    async with app.database.writing() as session:
        await forget_old_tries(session, now)


async def forget_waiting_words(app: AppContext) -> None:
    """Forget what people wrote outside of a question and have not let us pass on for a day."""
    now = app.clock()
    async with app.database.reading() as session:
        people = await people_with_old_words(session, now)

    async def forgotten(session: AsyncSession, participant: Participant) -> None:
        await forget_words(session, participant.id, now)

    await write_in_batches(app.database, people, forgotten)


async def forget_recordings(app: AppContext) -> None:
    """Forget once a day what people have said and nothing refers to any more."""
    now = app.clock()
    async with app.database.reading() as session:
        people = await people_to_look_at(session, now)

    async def forgotten(session: AsyncSession, participant: Participant) -> None:
        await forget_unused_recordings(session, participant.id, now)

    await write_in_batches(app.database, people, forgotten)
