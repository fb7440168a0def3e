"""The forecast: what would be sent to whom and when, if nobody did anything meanwhile.

It runs the same verdict and the same planning as the sweep, and writes nothing.
"""

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.reminding.ready_message import due_content, texts_of
from dialogs.agenda.asking import Asking, next_asking
from dialogs.agenda.messages import MessageKind
from dialogs.agenda.send_decision import Addressee, Due, Send, Skip, Wait, send_decision
from dialogs.agenda.writing_hours import day_end
from dialogs.engine.conversation import Conversation
from dialogs.people.accounts import KNOCK_ORDER, Channel
from dialogs.talks.routing import open_dialog
from storage.occasions.occasions import REGULAR, asking_of, participant_occasions
from storage.reminders.due import DueReminder, due_reminders
from storage.tables.agenda import Occasion
from storage.tables.people import StoredConversation
from storage.talk.conversations import open_conversations


@dataclass(frozen=True)
class ForecastMessage:
    """One message that would go out. ``due_at`` is in the person's own zone."""

    participant: str
    kind: MessageKind
    occasion: str
    number: int
    channel: Channel | None
    due_at: dt.datetime
    language: str
    text: str


@dataclass
class ForecastOccasion:
    """An occasion as it would come; ``closes_at`` is UTC."""

    kind: str
    number: int
    due_on: dt.date
    closes_at: dt.datetime
    asking: Asking
    waits: bool
    """It is planned: its day has not come yet."""


@dataclass(frozen=True)
class QueuedMessage:
    """One message in the queue. ``row`` is None for those that are not planned yet."""

    kind: MessageKind
    number: int
    due: Due
    row: DueReminder | None
    time: ForecastOccasion | None


async def forecast(app: AppContext, until: dt.datetime) -> list[ForecastMessage]:
    """Foresee every message up to ``until``, in the order in which they would go out."""
    async with app.database.reading() as session:
        fallen = await due_reminders(session, app.calendar, KNOCK_ORDER, until)
        people: dict[int, list[DueReminder]] = {}
        for row in fallen.rows:
            people.setdefault(row.participant.id, []).append(row)
        seen: list[ForecastMessage] = []
        for theirs in people.values():
            stored = await open_conversations(session, theirs[0].participant.id)
            known = await participant_occasions(session, theirs[0].participant.id)
            person = _PersonForecast(app, session, theirs[0], stored)
            seen += await person.foresee(theirs, known, until)
        return sorted(seen, key=lambda one: (one.due_at, one.participant))


class _PersonForecast:
    """One person's coming messages."""

    def __init__(
        self,
        app: AppContext,
        session: AsyncSession,
        row: DueReminder,
        stored: Sequence[StoredConversation],
    ) -> None:
        self._app = app
        self._session = session
        self._store_move = stored
        self._first = row
        self._to: Addressee = row.addressee
        self._times: list[ForecastOccasion] = []
        self._queue: list[tuple[dt.datetime, int, QueuedMessage]] = []
        self._order = count()

    async def foresee(
        self, rows: Sequence[DueReminder], known: Sequence[Occasion], until: dt.datetime
    ) -> list[ForecastMessage]:
        """Go through the queue as the sweeps would."""
        times = {occasion.id: _forecast_occasion(occasion) for occasion in known}
        self._times = list(times.values())
        for row in rows:
            time = (
                times.get(row.reminder.subject) if row.reminder.kind == MessageKind.RATING else None
            )
            coming = QueuedMessage(row.reminder.kind, row.reminder.number, row.due_facts, row, time)
            self._push(row.reminder.due_at, coming)
        seen = []
        while self._queue:
            now = max(self._queue[0][0], self._app.clock())
            if now > until:
                break
            # Where two ratings are due, the newer falls due before the older can go.
            for of in [entry[2].time for entry in self._queue if entry[0] <= now]:
                if of is not None:
                    self._fallen_due(of, now)
            _, _, coming = heapq.heappop(self._queue)
            what = send_decision(coming.due, self._to, now, self._app.calendar.free)
            match what:
                case Wait(until=later):
                    put_off = replace(coming.due, wished=False)
                    self._push(later, replace(coming, due=put_off))
                case Send():
                    text = await self._text(coming)
                    if text:
                        seen.append(self._said(coming, now, text))
                        self._sent(coming, now)
                case Skip():
                    pass
        return seen

    def _push(self, due_at: dt.datetime, coming: QueuedMessage) -> None:
        if due_at < coming.due.until:
            heapq.heappush(self._queue, (due_at, next(self._order), coming))

    def _fallen_due(self, time: ForecastOccasion, now: dt.datetime) -> None:
        """Let an occasion be due: older ones are not asked about any more, the next is planned."""
        when, who = self._first.when, self._first.participant
        if not time.waits or time.due_on > when.rhythm.day(now):
            return
        time.waits = False
        older = [one for one in self._times if one is not time and not one.waits]
        self._queue = [entry for entry in self._queue if entry[2].time not in older]
        heapq.heapify(self._queue)
        if time.kind not in REGULAR or who.enrolled_at is None:
            return
        enrolled_on = when.rhythm.day(who.enrolled_at)
        window = when.plan.next_window(enrolled_on, time.number, who.exit_on)
        if window is not None:
            closes_at = day_end(window.closes_on, when.rhythm.zone)
            following = ForecastOccasion(
                window.kind, window.number, window.due_on, closes_at, Asking(), waits=True
            )
            self._times.append(following)
            self._ask(following, 1, now)

    def _ask(self, time: ForecastOccasion, number: int, now: dt.datetime) -> None:
        at = next_asking(time.asking, time.due_on, self._first.when, now)
        if at is not None:
            self._push(
                at,
                QueuedMessage(
                    MessageKind.RATING, number, Due(MessageKind.RATING, time.closes_at), None, time
                ),
            )

    def _sent(self, coming: QueuedMessage, now: dt.datetime) -> None:
        today = self._first.when.rhythm.day(now)
        # What we open ourselves counts as put away until the person says something in it.
        self._to = replace(self._to, said_at=now)
        if not coming.due.is_about_meeting:
            self._to = replace(self._to, written_on=today)
        if coming.time is not None:
            coming.time.asking = coming.time.asking.with_message(today)
            self._ask(coming.time, coming.number + 1, now)

    def _said(self, coming: QueuedMessage, now: dt.datetime, text: str) -> ForecastMessage:
        row = self._first
        subject = coming.row.reminder.subject if coming.row else 0
        time = coming.time
        return ForecastMessage(
            participant=row.participant.pseudonym,
            kind=coming.kind,
            occasion=f"{time.kind}:{time.number}" if time else f"{coming.kind}:{subject}",
            number=coming.number,
            channel=row.channel,
            due_at=now.astimezone(row.when.rhythm.zone),
            language=row.participant.language,
            text=text,
        )

    async def _text(self, coming: QueuedMessage) -> str:
        """Word a message with the function that words it when it is sent."""
        row, app = self._first, self._app
        scene = app.installation.scene(row.participant.language, row.sub_project)
        if coming.time is not None:
            facts = {"kind": coming.time.kind, "number": coming.number, "occasion": 0}
            said = [of.text for of in open_dialog(Conversation("reminder", facts), scene).replies]
        else:
            found = await due_content(self._session, coming.row) if coming.row else None
            said = texts_of(found, self._store_move, scene) if found else []
        if said and app.doorbell.only_rings(row.participant, row.channel):
            return app.doorbell.line(scene.texts)
        return "\n\n".join(said)


def _forecast_occasion(occasion: Occasion) -> ForecastOccasion:
    return ForecastOccasion(
        occasion.kind,
        occasion.number,
        occasion.due_on,
        occasion.closes_at,
        asking_of(occasion),
        waits=occasion.status == "planned",
    )
