"""The forecast: what would be sent to whom and when, if nobody did anything meanwhile.

It lets the same agenda live on with the same functions as the sweep, and writes nothing. An
operator reads it, so nothing that a participant or a coach has written may be in it.
"""

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.knocks.kinds import offered_kinds
from bot.reminding.ready_message import due_content, texts_of
from dialogs.agenda.messages import MessageKind
from dialogs.agenda.send_decision import Addressee, Due, Send, Skip, Wait, send_decision
from dialogs.engine.conversation import Conversation
from dialogs.occasions.agenda import Agenda
from dialogs.occasions.life import fall_due, message_laid, message_sent
from dialogs.occasions.occasion import Messages, OccasionState
from dialogs.people.accounts import KNOCK_ORDER, Channel
from dialogs.talks.routing import open_dialog
from dialogs.talks.stack import Stack
from storage.occasions.agenda_rows import agenda_rows
from storage.reminders.due import DueReminder, Reach, due_reminders
from storage.talk.conversations import open_conversations, stack_of


@dataclass(frozen=True)
class ForecastMessage:
    """One message that would go out. ``due_at`` is in the person's own zone.

    ``knocks``: it makes itself heard; otherwise it lies in the chat until the person looks.
    ``text`` is empty where the message tells what somebody wrote.
    """

    participant: str
    kind: MessageKind
    occasion: str
    number: int
    channel: Channel | None
    knocks: bool
    due_at: dt.datetime
    language: str
    text: str


@dataclass(frozen=True)
class QueuedMessage:
    """One message in the queue. ``row`` is None for those that are not planned yet.

    ``occasion_id`` names the occasion that it asks about, None for all other messages.
    """

    kind: MessageKind
    number: int
    due: Due
    row: DueReminder | None
    occasion_id: int | None = None


async def forecast(app: AppContext, until: dt.datetime) -> list[ForecastMessage]:
    """Foresee every message up to ``until``, in the order in which they would go out."""
    async with app.database.reading() as session:
        reach = Reach(KNOCK_ORDER, offered_kinds(app.settings))
        fallen = await due_reminders(session, app.calendar, reach, until)
        people: dict[int, list[DueReminder]] = {}
        for row in fallen.rows:
            people.setdefault(row.participant.id, []).append(row)
        seen: list[ForecastMessage] = []
        for theirs in people.values():
            first = theirs[0]
            stack = stack_of(await open_conversations(session, first.participant.id))
            known = await agenda_rows(session, first.participant, first.when)
            person = _PersonForecast(app, session, first, stack, known.agenda)
            seen += await person.foresee(theirs, until)
        return sorted(seen, key=lambda one: (one.due_at, one.participant))


class _PersonForecast:
    """One person's coming messages."""

    def __init__(
        self,
        app: AppContext,
        session: AsyncSession,
        row: DueReminder,
        stack: Stack,
        agenda: Agenda,
    ) -> None:
        self._app = app
        self._session = session
        self._stack = stack
        self._first = row
        self._to: Addressee = row.addressee
        self._agenda = agenda
        self._numbers: dict[int, int] = {}
        self._queue: list[tuple[dt.datetime, int, QueuedMessage]] = []
        self._order = count()

    async def foresee(
        self, rows: Sequence[DueReminder], until: dt.datetime
    ) -> list[ForecastMessage]:
        """Go through the queue as the sweeps would."""
        for row in rows:
            asks = row.reminder.kind == MessageKind.RATING
            subject = row.reminder.subject if asks else None
            if subject is not None:
                self._numbers[subject] = row.reminder.number
            message = QueuedMessage(
                row.reminder.kind, row.reminder.number, row.due_facts, row, subject
            )
            self._push(row.reminder.due_at, message)
        seen = []
        while self._queue:
            now = max(self._queue[0][0], self._app.clock())
            if now > until:
                break
            # Where two ratings are due, the newer falls due before the older can go.
            for at, _, one in list(self._queue):
                if at <= now and one.occasion_id is not None and self._is_current(one):
                    self._live_on(fall_due(self._agenda, one.occasion_id, now))
            _, _, coming = heapq.heappop(self._queue)
            if not self._is_current(coming):
                continue
            what = send_decision(coming.due, self._to, now, self._app.calendar.free)
            match what:
                case Wait(until=later):
                    put_off = replace(coming.due, wished=False)
                    self._push(later, replace(coming, due=put_off))
                case Send():
                    text = await self._text(coming)
                    if text is not None:
                        seen.append(self._forecast_message(coming, now, text))
                        self._count(coming, now)
                case Skip():
                    pass
        return seen

    def _push(self, due_at: dt.datetime, coming: QueuedMessage) -> None:
        if due_at < coming.due.until:
            heapq.heappush(self._queue, (due_at, next(self._order), coming))

    def _is_current(self, message: QueuedMessage) -> bool:
        """Tell whether a message has not been taken back since it was queued."""
        if message.occasion_id is None:
            return True
        newest = self._agenda.occasion(message.occasion_id).rating
        return newest.planned_at is not None and message.number == self._number(message)

    def _number(self, message: QueuedMessage) -> int:
        return self._numbers.get(message.occasion_id or 0, 1)

    def _live_on(self, after: Agenda) -> None:
        """Take over an agenda, and queue what it has planned anew."""
        was = {one.id: one.rating for one in self._agenda.occasions}
        self._agenda = after
        for one in after.occasions:
            at = one.rating.planned_at
            if at is not None and was.get(one.id, Messages()).planned_at != at:
                number = self._numbers.setdefault(one.id, 1)
                due = Due(MessageKind.RATING, one.closes_at)
                self._push(at, QueuedMessage(MessageKind.RATING, number, due, None, one.id))

    def _count(self, coming: QueuedMessage, now: dt.datetime) -> None:
        today = self._first.when.rhythm.day(now)
        # What we open ourselves counts as put away until the person says something in it.
        self._to = replace(self._to, said_at=now)
        if not coming.due.is_about_meeting:
            self._to = replace(self._to, written_on=today)
        if coming.occasion_id is not None:
            self._numbers[coming.occasion_id] = coming.number + 1
            count = message_sent if self._first.knocks else message_laid
            self._live_on(count(self._agenda, coming.occasion_id, now))

    def _occasion(self, coming: QueuedMessage) -> OccasionState | None:
        return self._agenda.occasion(coming.occasion_id) if coming.occasion_id else None

    def _forecast_message(
        self, coming: QueuedMessage, now: dt.datetime, text: str
    ) -> ForecastMessage:
        row, one = self._first, self._occasion(coming)
        subject = coming.row.reminder.subject if coming.row else 0
        return ForecastMessage(
            participant=row.participant.pseudonym,
            kind=coming.kind,
            occasion=f"{one.kind}:{one.window.number}" if one else f"{coming.kind}:{subject}",
            number=coming.number,
            channel=row.channel,
            knocks=row.knocks,
            due_at=now.astimezone(row.when.rhythm.zone),
            language=row.participant.language,
            text=text,
        )

    async def _text(self, coming: QueuedMessage) -> str | None:
        """Word a message with the function that words it when it is sent; None for no message.

        Only a question about a rating, and a doorbell's line, are ours alone: all others hold
        words of the person's or the coach's, or a question that was left half-way.
        """
        row, app, one = self._first, self._app, self._occasion(coming)
        scene = app.installation.scene(row.participant.language, row.sub_project)
        if one is not None:
            facts = {"kind": one.kind.value, "number": coming.number, "occasion": 0}
            said = [of.text for of in open_dialog(Conversation("reminder", facts), scene).replies]
        else:
            found = await due_content(self._session, coming.row) if coming.row else None
            said = texts_of(found, self._stack, scene) if found else []
        if not said:
            return None
        if row.knock or app.doorbell.only_rings(row.participant, row.channel):
            return app.doorbell.line(scene.texts)
        return "\n\n".join(said) if one is not None else ""
