"""One turn: an arrival in, answers and promises stored, in one transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import closest_language
from bot.settings.clock import Clock
from bot.settings.installation import Installation
from bot.turn.admission import admit
from bot.turn.arrival import Arrival, ButtonPress, FormWords, Outcome
from bot.turn.buttons import TEXT_KEY, Buttons
from bot.turn.doorbell import Doorbell
from bot.turn.effects import carry_out, store_answers
from bot.turn.next_dialog import open_next_dialog
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.ask import Ask
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import DataWanted, ErasureWanted, QuietWanted
from dialogs.engine.event import Command, Event, Opened, Pressed, Stale, Typed
from dialogs.engine.reply import Code, Notice, Reply
from dialogs.engine.scene import Scene
from dialogs.labels.refusals import Refusal, refusal_text
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.talks.routing import Routed, replay_of, route
from storage.meetings.conversations import close_meeting_conversations
from storage.occasions.replanning import resume_when_reachable
from storage.people.participants import Person, hold_person
from storage.tables.people import StoredConversation
from storage.talk.conversations import (
    conversation_of,
    open_conversations,
    put_away_conversations,
    store_conversation,
)

JUST_SHOWN = dt.timedelta(seconds=5)


@dataclass(frozen=True)
class Turns:
    """Takes turns. Nothing is sent from here: the channel sends after the commit."""

    installation: Installation
    buttons: Buttons
    clock: Clock
    calendar: LocalCalendar
    doorbell: Doorbell

    async def take(self, session: AsyncSession, arrival: Arrival) -> Outcome:
        """Let one arrival meet what is open for the person, inside the caller's transaction."""
        now = self.clock()
        person = await hold_person(session, arrival.channel, arrival.address)
        if arrival.code:
            admitted = await admit(session, arrival, person, now, self.calendar)
            if isinstance(admitted, Refusal):
                return self._refusal_outcome(admitted, arrival, person)
            person = admitted
        if person is None or person.account.status == AccountStatus.REVOKED:
            return self._refusal_outcome(Refusal.STRANGER, arrival, person)
        await self._record_reachable(session, arrival, person, now)
        scene = self.installation.scene(person.participant.language, person.sub_project)
        if arrival.reachable is False:
            return self._outcome(scene, person, (), 0)
        if self.doorbell.only_rings(person.participant, arrival.channel):
            return await self._ring(session, arrival, person, scene, now)
        return await self._meet(session, arrival, person, scene, now)

    async def _ring(
        self,
        session: AsyncSession,
        arrival: Arrival,
        person: Person,
        scene: Scene,
        now: dt.datetime,
    ) -> Outcome:
        """Take nothing but a wish for quiet through the doorbell; show the way to the chat."""
        if arrival.event in (Command("pause"), Command("stop")):
            quiet = await self._meet(session, arrival, person, scene, now)
            return replace(quiet, replies=quiet.replies[:1])
        nudge = await self.doorbell.make_nudge(session, person.participant, scene.texts, now)
        return replace(self._outcome(scene, person, (), 0), nudge=nudge)

    async def _meet(
        self,
        session: AsyncSession,
        arrival: Arrival,
        person: Person,
        scene: Scene,
        now: dt.datetime,
    ) -> Outcome:
        stored = await close_meeting_conversations(
            session, await open_conversations(session, person.participant.id), now
        )
        event = self._resolve_event(arrival.event, stored, scene)
        top = conversation_of(stored[0]) if stored else None
        reception = route(top, event, scene)
        outcome = self._outcome(
            reception.scene, person, reception.replies, stored[0].id if stored else 0
        )
        shown_at = person.account.shown_at
        outcome = replace(
            outcome,
            answered=reception.move.answered if reception.move else None,
            just_shown=shown_at is not None and now - shown_at < JUST_SHOWN,
            only_shows=event == Opened() and not arrival.code,
            wants_data=any(isinstance(effect, DataWanted) for effect in reception.effects),
            erased=any(isinstance(effect, ErasureWanted) for effect in reception.effects),
        )
        await self._store_move(session, reception, stored, top, arrival.channel, now)
        for effect in reception.effects:
            language = reception.scene.texts.language
            await carry_out(session, effect, person, language, now, self.calendar)
        if outcome.erased:
            return replace(outcome, participant_id=None, account_id=None)
        return await self._go_on(session, outcome, reception, stored, person)

    async def _store_move(
        self,
        session: AsyncSession,
        reception: Routed,
        stored: Sequence[StoredConversation],
        top: Conversation | None,
        channel: Channel,
        now: dt.datetime,
    ) -> None:
        step = reception.move
        if any(isinstance(effect, QuietWanted) for effect in reception.effects):
            await put_away_conversations(session, [row.id for row in stored])
        if step is None or step.conversation == top:
            if _is_pause(reception) and stored:
                await put_away_conversations(session, [stored[0].id])
            return
        await store_conversation(
            session, stored[0].id, step.conversation, now, ended=reception.ended
        )
        await store_answers(session, step, reception.scene, channel, now)

    async def _go_on(
        self,
        session: AsyncSession,
        outcome: Outcome,
        reception: Routed,
        stored: list[StoredConversation],
        person: Person,
    ) -> Outcome:
        """Open what follows, or show again what waited below."""
        scene = reception.scene
        now = self.clock()
        below = stored[1:] if reception.ended else stored
        below = [row for row in below if row.ended_at is None]  # an effect may have ended one
        if reception.following:
            participant = person.participant
            followed = await open_next_dialog(
                session, reception.following, participant, below, scene, now, self.calendar
            )
            if followed is not None:
                conversation_id, replies = followed
                shown = (*outcome.replies, *replies)
                return replace(outcome, replies=shown, conversation_id=conversation_id)
        if reception.ended and below:
            again = route(conversation_of(below[0]), Opened(), scene)
            shown = (*outcome.replies, *again.replies)
            return replace(outcome, replies=shown, conversation_id=below[0].id)
        return outcome

    async def _record_reachable(
        self, session: AsyncSession, arrival: Arrival, person: Person, now: dt.datetime
    ) -> None:
        """Note whether the person can be reached; somebody who is back is reminded again."""
        was = person.account.status
        # Whoever writes to us can be reached, even if we missed that they unblocked us.
        person.account.status = (
            AccountStatus.BLOCKED if arrival.reachable is False else AccountStatus.OPEN
        )
        if arrival.reachable is not False and was == AccountStatus.BLOCKED:
            await resume_when_reachable(session, person.participant, self.calendar, now)

    def _resolve_event(
        self,
        event: Event | ButtonPress | FormWords,
        stored: list[StoredConversation],
        scene: Scene,
    ) -> Event:
        """Find out which open ask a button belongs to, and bring its conversation to the top."""
        if not isinstance(event, ButtonPress | FormWords):
            return event
        for place, row in enumerate(stored):
            ask = replay_of(conversation_of(row), scene).ask
            meant = self._meaning_of(event, row.id, ask) if ask else None
            if meant is not None:
                stored.insert(0, stored.pop(place))
                return meant
        return Stale()

    def _meaning_of(
        self, event: ButtonPress | FormWords, conversation_id: int, ask: Ask
    ) -> Event | None:
        if isinstance(event, FormWords):
            fits = event.token == self.buttons.token(conversation_id, ask.id, TEXT_KEY)
            return Typed(event.text) if fits else None
        key = self.buttons.key(event.token, conversation_id, ask)
        return Pressed(ask.id, key) if key else None

    def _outcome(
        self, scene: Scene, person: Person, replies: tuple[Reply, ...], conversation_id: int
    ) -> Outcome:
        return Outcome(
            scene,
            replies,
            participant_id=person.participant.id,
            account_id=person.account.id,
            conversation_id=conversation_id,
            shown_message=person.account.shown_message,
            buttons=self.buttons,
        )

    def _refusal_outcome(self, why: Refusal, arrival: Arrival, person: Person | None) -> Outcome:
        language = person.participant.language if person else closest_language(arrival.language)
        scene = self.installation.scene(language, "")
        line = Notice(Code.CLOSED, refusal_text(why, scene.texts))
        return Outcome(scene, (line,), buttons=self.buttons)


def _is_pause(reception: Routed) -> bool:
    return any(
        isinstance(reply, Notice) and reply.code is Code.PAUSED for reply in reception.replies
    )
