"""The news of meetings: told afterwards where it could not go out, moved where the person is."""

import datetime as dt

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.meeting_times import meeting_news_time
from dialogs.agenda.messages import DROPPED, UNTOLD, MessageStatus
from dialogs.agenda.timing import Timing
from storage.meetings.meetings import upcoming_meetings
from storage.meetings.messages import (
    is_news_of,
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
        planned = select(
            exists().where(is_news_of(meeting), Reminder.status == MessageStatus.PLANNED)
        )
        at = meeting_news_time(now, when)
        if at < meeting.starts_at and await session.scalar(planned):
            await _plan_news(session, meeting, at, when)
        if not meeting.cancelled and meeting.answer != MeetingAnswer.CANNOT:
            await replan_meeting_reminders(session, meeting, now, when)


async def _is_untold(session: AsyncSession, meeting: Meeting) -> bool:
    """Tell whether the news of a meeting as it is now has not arrived, nor any reminder."""
    missed = exists().where(is_news_of(meeting), Reminder.status.in_(DROPPED))
    told = exists().where(
        is_of_revision(meeting), Reminder.status.not_in((*UNTOLD, MessageStatus.PLANNED))
    )
    return bool(await session.scalar(select(missed & ~told)))


async def _plan_news(
    session: AsyncSession, meeting: Meeting, at: dt.datetime, when: Timing
) -> None:
    """Plan the news for ``at``: in the row that it has, since there is one for each revision."""
    await session.execute(
        update(Reminder)
        .where(is_news_of(meeting))
        .values(
            status=MessageStatus.PLANNED,
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
