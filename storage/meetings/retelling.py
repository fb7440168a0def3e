"""The news of meetings: told afterwards where it could not go out, moved where the person is."""

import datetime as dt

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.meeting_times import meeting_news_time
from dialogs.agenda.timing import Timing
from storage.meetings.meetings import upcoming_meetings
from storage.meetings.messages import (
    REVISION_SPAN,
    UNTOLD,
    is_about,
    is_of_revision,
    replan_meeting_reminders,
)
from storage.tables.agenda import Meeting, Reminder


async def plan_news_again(
    session: AsyncSession, participant_id: int, now: dt.datetime, when: Timing
) -> None:
    """Tell somebody who can be reached again of what they have not heard about meetings."""
    for meeting in await upcoming_meetings(session, participant_id, now):
        at = meeting_news_time(now, when)
        untold = (meeting.cancelled or meeting.answer is None) and at < meeting.starts_at
        if untold and await _is_untold(session, meeting):
            await _plan_news(session, meeting, at, when)
            if not meeting.cancelled:
                await replan_meeting_reminders(session, meeting, now, when)


async def move_meeting_messages(
    session: AsyncSession, participant_id: int, now: dt.datetime, when: Timing
) -> None:
    """Move what is planned about meetings out of the quiet hours of another time zone."""
    for meeting in await upcoming_meetings(session, participant_id, now):
        news = (is_about(meeting), Reminder.number == meeting.revision * REVISION_SPAN)
        planned = select(exists().where(*news, Reminder.status == "planned"))
        at = meeting_news_time(now, when)
        if at < meeting.starts_at and await session.scalar(planned):
            await _plan_news(session, meeting, at, when)
        if not meeting.cancelled and meeting.answer != "cannot":
            await replan_meeting_reminders(session, meeting, now, when)


async def _is_untold(session: AsyncSession, meeting: Meeting) -> bool:
    """Tell whether the news of a meeting as it is now has not arrived, nor any reminder."""
    news = Reminder.number == meeting.revision * REVISION_SPAN
    missed = exists().where(
        is_about(meeting), news, Reminder.status.in_(("skipped", "undeliverable"))
    )
    told = exists().where(is_of_revision(meeting), Reminder.status.not_in((*UNTOLD, "planned")))
    return bool(await session.scalar(select(missed & ~told)))


async def _plan_news(
    session: AsyncSession, meeting: Meeting, at: dt.datetime, when: Timing
) -> None:
    """Plan the news for ``at``: in the row that it has, since there is one for each revision."""
    await session.execute(
        update(Reminder)
        .where(is_about(meeting), Reminder.number == meeting.revision * REVISION_SPAN)
        .values(
            status="planned",
            reason=None,
            due_at=at,
            until=meeting.starts_at,
            zone=str(when.rhythm.zone),
            channel=None,
            attempts=0,
            claimed_at=None,
            settled_at=None,
        )
    )
