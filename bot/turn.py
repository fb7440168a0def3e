"""One turn: an arrival in, answers and promises stored, in one transaction."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.admission import admit
from bot.buttons import TEXT, Buttons
from bot.clock import Clock
from bot.effects import begun, carry_out, store_answers
from bot.i18n import closest
from bot.outcome import Arrival, Button, Outcome, Written
from bot.stage import Stage
from dialogs.conversation import Conversation
from dialogs.effect import DataWanted, ErasureWanted
from dialogs.event import Event, Opened, Pressed, Stale, Typed
from dialogs.reception import Reception, opened, receive, standing
from dialogs.reply import Code, Notice, Reply
from dialogs.scene import Scene
from dialogs.welcome import Closed, closed_text
from storage.conversations import open_conversations, revived, store, store_new
from storage.models import StoredConversation
from storage.participants import Person, find_person

JUST_SHOWN = dt.timedelta(seconds=5)


@dataclass(frozen=True)
class Turns:
    """Takes turns. Nothing is sent from here: the channel sends after the commit."""

    stage: Stage
    buttons: Buttons
    clock: Clock
    zone: ZoneInfo

    async def take(self, session: AsyncSession, arrival: Arrival) -> Outcome:
        """Let one arrival meet what is open for the person, inside the caller's transaction."""
        now = self.clock()
        person = await find_person(session, arrival.channel, arrival.address)
        if arrival.code:
            admitted = await admit(session, arrival, person, now)
            if isinstance(admitted, Closed):
                return self._closed(admitted, arrival, person)
            person = admitted
        if person is None or person.account.status == "revoked":
            return self._closed(Closed.STRANGER, arrival, person)
        # Whoever writes to us can be reached, even if we missed that they unblocked us.
        person.account.status = "blocked" if arrival.reachable is False else "open"
        scene = self.stage.scene(person.participant.language, person.sub_project)
        if arrival.reachable is False:
            return self._outcome(scene, person, (), 0)
        return await self._met(session, arrival, person, scene, now)

    async def _met(
        self,
        session: AsyncSession,
        arrival: Arrival,
        person: Person,
        scene: Scene,
        now: dt.datetime,
    ) -> Outcome:
        stored = await open_conversations(session, person.participant.id)
        top = revived(stored[0]) if stored else None
        event = self._understood(arrival.event, stored[0].id if stored else 0, top, scene)
        reception = receive(top, event, scene)
        outcome = self._outcome(
            reception.scene, person, reception.replies, stored[0].id if stored else 0
        )
        shown_at = person.account.shown_at
        outcome = replace(
            outcome,
            answered=reception.step.answered if reception.step else None,
            just_shown=shown_at is not None and now - shown_at < JUST_SHOWN,
            only_shows=event == Opened() and not arrival.code,
            wants_data=any(isinstance(effect, DataWanted) for effect in reception.effects),
            erased=any(isinstance(effect, ErasureWanted) for effect in reception.effects),
        )
        await self._stored(session, reception, stored, top, arrival.channel, now)
        for effect in reception.effects:
            await carry_out(session, effect, person, reception.scene.texts.language, now)
        if outcome.erased:
            return replace(outcome, participant_id=None, account_id=None)
        return await self._went_on(session, outcome, reception, stored, person)

    async def _stored(
        self,
        session: AsyncSession,
        reception: Reception,
        stored: Sequence[StoredConversation],
        top: Conversation | None,
        channel: str,
        now: dt.datetime,
    ) -> None:
        step = reception.step
        if step is None or step.conversation == top:
            return
        ended = now if reception.ended else None
        await store(session, stored[0].id, step.conversation, ended)
        await store_answers(session, step, reception.scene, channel, now)

    async def _went_on(
        self,
        session: AsyncSession,
        outcome: Outcome,
        reception: Reception,
        stored: Sequence[StoredConversation],
        person: Person,
    ) -> Outcome:
        """Open what follows, or show again what waited below."""
        scene = reception.scene
        if reception.following:
            local = self.clock().astimezone(self.zone)
            conversation = await begun(session, reception.following, person, scene, local)
            opening = opened(conversation, scene)
            step = opening.step
            new = await store_new(
                session, person.participant.id, step.conversation if step else conversation, local
            )
            shown = (*outcome.replies, *opening.replies)
            return replace(outcome, replies=shown, conversation_id=new.id)
        if reception.ended and len(stored) > 1:
            below = receive(revived(stored[1]), Opened(), scene)
            shown = (*outcome.replies, *below.replies)
            return replace(outcome, replies=shown, conversation_id=stored[1].id)
        return outcome

    def _understood(
        self,
        event: Event | Button | Written,
        conversation_id: int,
        top: Conversation | None,
        scene: Scene,
    ) -> Event:
        """Find out what a button means for the ask that is open now."""
        if not isinstance(event, Button | Written):
            return event
        ask = standing(top, scene).ask if top else None
        if ask is None:
            return Stale()
        if isinstance(event, Written):
            meant = event.token == self.buttons.token(conversation_id, ask.id, TEXT)
            return Typed(event.text) if meant else Stale()
        key = self.buttons.key(event.token, conversation_id, ask)
        return Pressed(ask.id, key) if key else Stale()

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

    def _closed(self, why: Closed, arrival: Arrival, person: Person | None) -> Outcome:
        language = person.participant.language if person else closest(arrival.language)
        scene = self.stage.scene(language, "")
        line = Notice(Code.CLOSED, closed_text(why, scene.texts))
        return Outcome(scene, (line,), buttons=self.buttons)
