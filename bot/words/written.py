"""Words that were written whenever somebody liked: what had been shown, and what they change."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.goals import GoalWorded, StepChanged
from dialogs.engine.ask import Ask
from dialogs.engine.effect import Effect, MeetingAnswered, StepPlanned, StepReviewed
from dialogs.engine.event import Edited, Event, Spoken, Typed, Written
from dialogs.engine.scene import Scene
from dialogs.talks.breath import WHILE_UNSEEN
from dialogs.talks.routing import Amended, replay_of
from dialogs.talks.stack import OpenConversation, Stack
from storage.meetings.answers import correct_proposal
from storage.shared_plan.goals import correct_goal
from storage.steps.corrections import correct_help, correct_own_wording, correct_words
from storage.tables.people import Account
from storage.talk.coach_words import kept_words
from storage.talk.conversations import ended_conversations, store_amended_conversation
from storage.talk.word_parts import NO_NUMBER

CORRECTED_WITHIN = dt.timedelta(hours=48)
"""For how long Telegram lets somebody change a message."""
MOST_TO_CORRECT = 10
"""How many conversations that have ended are looked through for a changed message."""


async def ended_of_late(
    session: AsyncSession, participant_id: int, event: Event, now: dt.datetime
) -> Sequence[OpenConversation]:
    """List what has ended, newest first, as far as the event may still belong to it."""
    match event:
        case Typed(written=Written()) | Spoken(written=Written()):
            since = now - WHILE_UNSEEN
            return await ended_conversations(session, participant_id, since, 1)
        case Edited():
            since = now - CORRECTED_WITHIN
            return await ended_conversations(session, participant_id, since, MOST_TO_CORRECT)
        case _:
            return ()


def with_what_was_shown(
    event: Event, stack: Stack, account: Account, name_of: Callable[[int, Ask], str], scene: Scene
) -> Event:
    """Say of written words whether the open question was shown in their chat before them.

    What was typed answers the message that showed the question last. A message that was changed
    may be older: its question is open as long as it is the same. ``name_of`` names an ask of a
    conversation, as an account remembers it.
    """
    match event:
        case Typed(written=Written() as written) | Spoken(written=Written() as written):
            since = account.shown_message
        case Edited(written=written):
            since = account.asked_message or account.shown_message
        case _:
            return event
    top = stack.top
    ask = replay_of(top.conversation, scene).ask if top else None
    if top is None or ask is None:
        return event
    here = account.asked in (None, name_of(top.id, ask))
    if account.asked is not None and account.asked_message is None and account.shown_at:
        unseen = written.at <= account.shown_at  # it may have arrived: only the clocks can tell
    else:
        unseen = since is not None and written.number < since
    return replace(event, written=replace(written, unseen=unseen or not here))


async def with_kept_words(
    session: AsyncSession, participant_id: int, event: Event, now: dt.datetime
) -> Event:
    """Say of a changed message what it said first, where that is kept for the coach."""
    if not isinstance(event, Edited):
        return event
    number = event.written.number
    return replace(event, kept=await kept_words(session, participant_id, number, now))


def number_of(event: Event) -> int:
    """Give the number of the message that words came in."""
    match event:
        case (
            Typed(written=Written(number=number))
            | Spoken(written=Written(number=number))
            | Edited(written=Written(number=number))
        ):
            return number
        case _:
            return NO_NUMBER


async def store_amended(
    session: AsyncSession,
    amended: Amended,
    participant_id: int,
    now: dt.datetime,
) -> bool:
    """Store a text that grew or was corrected, wherever its words have gone.

    False, and nothing is changed, where what it led to does not stand any more.
    """
    move = amended.move
    before = {effect.id: effect for effect in move.before.effects}
    for effect in move.after.effects:
        was = before.get(effect.id)
        if was != effect and not await _correct(session, participant_id, was, effect, now):
            return False
    await store_amended_conversation(session, amended.id, move.conversation)
    return True


async def _correct(
    session: AsyncSession,
    participant_id: int,
    was: Effect | None,
    effect: Effect,
    now: dt.datetime,
) -> bool:
    """Correct the words that an effect has stored; nothing else of it is done again."""
    match was, effect:
        case MeetingAnswered(), MeetingAnswered():
            return await correct_proposal(session, participant_id, effect, now)
        case StepReviewed(), StepReviewed(step=step, helped=words):
            return await correct_help(session, participant_id, step, words)
        case StepPlanned(item=item, words=old), StepPlanned(words=words):
            return await correct_words(session, participant_id, item, old, words)
        case GoalWorded(item=item, words=old), GoalWorded(words=words) if old:
            return await correct_goal(session, participant_id, item, old, words)
        case StepChanged(step=step, words=old), StepChanged(words=words) if old:
            return await correct_own_wording(session, participant_id, step, old, words)
        case _:
            return False
