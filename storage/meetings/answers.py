"""What participants say of their meetings. Whoever writes holds the participant's row."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.answers import MeetingAnswer
from dialogs.engine.effect import MeetingAnswered
from storage.meetings.meetings import own_meeting
from storage.meetings.messages import KIND, bring_back_reminders, hold_back_reminders
from storage.reminders import queue


async def record_meeting_answer(
    session: AsyncSession, participant_id: int, said: MeetingAnswered, now: dt.datetime
) -> bool:
    """Keep what the participant said; False where it was about a meeting as it no longer is."""
    meeting = await own_meeting(session, participant_id, said.meeting)
    if meeting is None or meeting.cancelled or meeting.revision != said.revision:
        return False
    meeting.answer = MeetingAnswer.COMING if said.coming else MeetingAnswer.CANNOT
    meeting.proposal = said.proposal or None
    meeting.answered_at = now
    await session.flush()
    await queue.mark_answered(session, participant_id, KIND, meeting.id)
    if said.coming:
        await bring_back_reminders(session, meeting, now)
    else:
        await hold_back_reminders(session, meeting)
    return True


async def correct_proposal(
    session: AsyncSession, participant_id: int, said: MeetingAnswered, now: dt.datetime
) -> bool:
    """Put other words in the place of a proposal; False where it does not stand any more.

    Said anew, it needs a coach who has dealt with the words before.
    """
    meeting = await own_meeting(session, participant_id, said.meeting)
    if meeting is None or meeting.cancelled or meeting.revision != said.revision:
        return False
    if meeting.answer != MeetingAnswer.CANNOT:
        return False
    meeting.proposal, meeting.answered_at = said.proposal or None, now
    await session.flush()
    return True
