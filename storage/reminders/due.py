"""Due: messages that have fallen due, with all that decides whether they go out now."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from dialogs.agenda.messages import ABOUT_RATINGS, MessageStatus
from dialogs.agenda.plan import Plan
from dialogs.agenda.send_decision import Addressee, Due
from dialogs.agenda.timing import Timing
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.occasions.occasion import OccasionKind
from dialogs.people.accounts import KNOCK_ORDER, AccountStatus, Channel
from dialogs.people.enrolment import ExitReason
from dialogs.people.knocks import KnockKind, KnockStatus, Way, way_to
from storage.people.timing import timing_of
from storage.tables.agenda import Occasion, Reminder
from storage.tables.knocks import Knock
from storage.tables.people import Account, Participant, StoredConversation, SubProject


@dataclass(frozen=True)
class Reach:
    """What this process can write to: the channels, and the kinds of knock, at this moment."""

    channels: Collection[Channel]
    knocks: Collection[KnockKind] = ()
    only: Channel | None = None
    """Whoever has no open account on this one is left to another process."""


@dataclass(frozen=True)
class DueReminder:
    """One planned message and the person it is for.

    ``channel`` and ``account_id``, the newest open account there, are None where none is open.
    ``knock`` tells of what lies in the web chat, where it goes that way; ``knock_id`` is its row.
    """

    reminder: Reminder
    participant: Participant
    when: Timing
    sub_project: str
    channel: Channel | None
    account_id: int | None
    active_at: dt.datetime | None
    said_at: dt.datetime | None
    occasion_kind: OccasionKind | None = None
    """Of the occasion that it is about, None for all other messages."""
    knock: KnockKind | None = None
    knock_id: int | None = None

    @property
    def knocks(self) -> bool:
        """Tell whether it makes itself heard."""
        return self.channel is not None and Way(self.channel, self.knock).knocks

    @property
    def due_facts(self) -> Due:
        """Give what the decision looks at of the message."""
        row = self.reminder
        # The last rating itself is asked for while it counts.
        is_last = self.occasion_kind is OccasionKind.EXIT
        return Due(
            row.kind,
            row.until,
            row.wished,
            row.due_at,
            again=row.attempts > 0,
            last_day=None if is_last else self.participant.exit_on,
        )

    @property
    def addressee(self) -> Addressee:
        """Give what the decision looks at of the person."""
        who = self.participant
        return Addressee(
            rhythm=self.when.rhythm,
            reachable=self.channel is not None,
            stopped=who.stopped,
            has_died=who.exit_reason is ExitReason.DECEASED,
            quiet_until=who.quiet_until,
            written_on=who.written_on,
            active_at=self.active_at,
            said_at=self.said_at,
        )


@dataclass(frozen=True)
class DueReminders:
    """What has fallen due. ``spoilt``: messages whose person or plan cannot be read, by id."""

    rows: Sequence[DueReminder]
    unreadable_ids: Sequence[int]


def _open_account(channel: Channel) -> ScalarSelect[Any]:
    """Name the newest open account on a channel, by its id: not all need its address."""
    return (
        select(func.max(Account.id))
        .where(
            Account.participant_id == Participant.id,
            Account.channel == channel,
            Account.status == AccountStatus.OPEN,
        )
        .scalar_subquery()
    )


def _latest_word(*among: ColumnElement[bool]) -> ScalarSelect[Any]:
    return (
        select(func.max(StoredConversation.active_at))
        .where(
            StoredConversation.participant_id == Participant.id,
            StoredConversation.ended_at.is_(None),
            *among,
        )
        .scalar_subquery()
    )


_open_knock = (
    select(func.max(Knock.id))
    .where(Knock.participant_id == Participant.id, Knock.status == KnockStatus.OPEN)
    .correlate(Participant)
    .scalar_subquery()
)
_COLUMNS: tuple[Any, ...] = (
    Reminder,
    Participant,
    SubProject.name,
    SubProject.plan,
    _latest_word(StoredConversation.put_away.is_(False)),
    _latest_word(),
    select(Occasion.kind)
    .where(Occasion.id == Reminder.subject, Reminder.kind.in_(ABOUT_RATINGS))
    .scalar_subquery(),
    Knock.id,
    Knock.kind,
    Knock.preferred,
    *(_open_account(channel) for channel in KNOCK_ORDER),
)
_ROWS = (
    select(*_COLUMNS)
    .join(Participant, Participant.id == Reminder.participant_id)
    .join(SubProject, SubProject.id == Participant.sub_project_id)
    .outerjoin(Knock, Knock.id == _open_knock)
    .where(Reminder.status == MessageStatus.PLANNED)
    .order_by(Reminder.due_at, Reminder.id)
    .options(defer(Participant.name))  # not needed, so that nothing hangs on its being readable
)


async def due_reminders(
    session: AsyncSession,
    calendar: LocalCalendar,
    reach: Reach,
    until: dt.datetime,
    most: int | None = None,
) -> DueReminders:
    """List planned messages that are due at ``until``, the oldest first.

    ``reach`` is what can be written to from here; people whom another process reaches are left to
    it.
    """
    from_here = _reachable_from_here(reach)
    statement = _ROWS.where(Reminder.due_at <= until, *from_here).limit(most)
    rows, spoilt = list[DueReminder](), list[int]()
    for row in await session.execute(statement):
        try:
            rows.append(_due_reminder_of(calendar, reach, *row))
        except (ArithmeticError, LookupError, TypeError, ValueError):
            spoilt.append(row[0].id)
    return DueReminders(rows, spoilt)


def _reachable_from_here(reach: Reach) -> list[ColumnElement[bool]]:
    others: list[ColumnElement[bool]] = [
        _open_account(one).is_(None) for one in KNOCK_ORDER if one not in reach.channels
    ]
    return others if reach.only is None else [*others, _open_account(reach.only).is_not(None)]


async def due_reminder(
    session: AsyncSession, calendar: LocalCalendar, reach: Reach, row_id: int
) -> DueReminder | None:
    """Look one planned message up again; the caller holds its person."""
    statement = _ROWS.where(Reminder.id == row_id, *_reachable_from_here(reach))
    row = (await session.execute(statement)).one_or_none()
    return _due_reminder_of(calendar, reach, *row) if row else None


def _due_reminder_of(
    calendar: LocalCalendar,
    reach: Reach,
    reminder: Reminder,
    participant: Participant,
    sub_project: str,
    plan: Any,
    active_at: dt.datetime | None,
    said_at: dt.datetime | None,
    occasion_kind: OccasionKind | None,
    knock_id: int | None,
    knock: KnockKind | None,
    preferred: bool | None,
    *accounts: int | None,
) -> DueReminder:
    open_on = {on: id_ for on, id_ in zip(KNOCK_ORDER, accounts, strict=True) if id_ is not None}
    usable = knock if knock in reach.knocks else None
    way = way_to(open_on, usable, preferred=bool(preferred))
    when = timing_of(participant, Plan.from_json(plan), calendar)
    return DueReminder(
        reminder,
        participant,
        when,
        sub_project,
        way.channel if way else None,
        open_on[way.channel] if way else None,
        active_at,
        said_at,
        occasion_kind,
        way.knock if way else None,
        knock_id if way and way.knock else None,
    )
