"""What keeps the bot from asking somebody for a rating now."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.agenda.messages import MessageKind
from dialogs.agenda.obstacle import Obstacle, obstacle
from dialogs.agenda.send_decision import Addressee, Due, Skip, send_decision
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import day_end
from dialogs.occasions.occasion import OccasionKind
from storage.people.contact import participant_contact
from storage.tables.agenda import Occasion
from storage.tables.people import Participant


async def asking_obstacle(
    session: AsyncSession,
    participant: Participant,
    occasion: Occasion | None,
    now: dt.datetime,
    when: Timing,
) -> Obstacle | None:
    """Say why a message about an occasion (None: a new one) cannot go out; None where it can.

    That it can only lie in the chat is no reason not to ask.
    """
    contact = replace(
        await participant_contact(session, participant, now),
        has_knock=True,
        has_left=has_left(participant, occasion, when.rhythm.day(now)),
    )
    to = Addressee(when.rhythm, written_on=participant.written_on)
    due = Due(MessageKind.RATING, _window_end(occasion, now, when))
    late = isinstance(send_decision(due, to, now, when.free), Skip)
    return obstacle(contact, MessageKind.RATING, late=late)


def has_left(participant: Participant, occasion: Occasion | None, today: dt.date) -> bool:
    """Tell whether the last day speaks against asking about an occasion (None: a new one).

    The last rating itself is asked for while it counts. ``today`` is a local day.
    """
    on = participant.exit_on
    is_last = occasion is not None and occasion.kind is OccasionKind.EXIT
    return on is not None and today > on and not is_last


def _window_end(occasion: Occasion | None, now: dt.datetime, when: Timing) -> dt.datetime:
    """Give when the window ends (UTC)."""
    if occasion is not None:
        return occasion.closes_at
    last = when.plan.on_wish(when.rhythm.day(now), 1).closes_on
    return day_end(last, when.rhythm.zone)
