"""One turn: an event meets what is open for a person, in the transaction of its caller."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.doorbell.doorbell import Nudge
from bot.turn.arrival import (
    Arrival,
    ButtonPress,
    CameIn,
    FormWords,
    Hear,
    Outcome,
    Recorded,
    WordsForCoach,
)
from bot.turn.beside import with_lines_beside, words_too_late
from bot.turn.buttons import Buttons, event_of_words
from bot.turn.effects import Given, carry_out, store_answers
from bot.turn.next_dialog import Shown, carry_out_decision, decide_next
from bot.turn.offers import Meant, Offers, answers_shown, let_hear
from bot.turn.spoken import forget_what_was_left, with_kept_recording
from bot.words.written import (
    ended_of_late,
    number_of,
    store_amended,
    with_kept_words,
    with_what_was_shown,
)
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.effect import DataWanted
from dialogs.engine.event import Edited, Event, Opened, PassOn, Stale
from dialogs.engine.notice import notice
from dialogs.engine.reply import Code, Offer, Reply
from dialogs.engine.scene import Scene
from dialogs.talks.breath import hear, is_taken
from dialogs.talks.routing import Routed
from dialogs.talks.stack import OpenConversation, Stack
from dialogs.talks.unfinished import word_between
from dialogs.words.spoken import has_recording
from storage.meetings.conversations import close_meeting_conversations
from storage.orientation.coach import reader_of
from storage.people.participants import Person
from storage.tables.people import StoredConversation
from storage.talk.coach_words import keep_words, withdraw_words
from storage.talk.conversations import (
    open_conversations,
    put_away_conversations,
    stack_of,
    store_conversation,
)

JUST_SHOWN = dt.timedelta(seconds=5)


@dataclass(frozen=True)
class Turn:
    """What one turn is about: who, in which transaction, and when (UTC, read once).

    1. Find what is open; a button brings the conversation that asks it to the top.
    2. Route the event, which is pure.
    3. Store what it changed, and carry out its effects.
    4. Open what comes next, or show what waited below.
    """

    session: AsyncSession
    person: Person
    scene: Scene
    buttons: Buttons
    calendar: LocalCalendar
    now: dt.datetime

    async def take(self, arrival: Arrival) -> Outcome:
        """Let what arrived meet what is open."""
        who = self.person.participant.id
        arrival = await with_kept_recording(self.session, who, arrival, self.now)
        rows = await self._open_rows()
        stack, event = await self._resolve_event(arrival.event, stack_of(rows))
        top = stack.top
        if isinstance(event, Hear | Offer):
            return let_hear(self.untaken(), top, event)
        listens = self.person.participant.heard_first
        given = Given(arrival.channel, self.now, listens, arrival.heard, arrival.mode)
        routed = await self._hear(stack, event, given)
        await self._store_move(stack, routed, given)
        await self._carry_out_effects(routed)
        replies = await self._with_lines_beside(arrival, event, routed, top)
        shown = Shown(top.id if top else 0, replies)
        if not routed.erases:
            ended = [row.id for row in rows if row.ended_at is not None]  # by an effect
            left = stack.after(routed, self.now).without(ended)
            shown = await self._go_on(shown, left, event, routed)
            await forget_what_was_left(self.session, who, arrival, stack, routed, self.now)
        answers = answers_shown(self.person.account.asked, self.buttons, top, routed)
        return replace(self._outcome(arrival, routed, shown), answers_shown=answers)

    def untaken(self, nudge: Nudge | None = None) -> Outcome:
        """Give the outcome where the event does not meet what is open."""
        person = self.person
        return Outcome(
            self.scene,
            (),
            participant_id=person.participant.id,
            account_id=person.account.id,
            shown_message=person.account.shown_message,
            shown_captioned=person.account.shown_captioned,
            nudge=nudge,
            buttons=self.buttons,
        )

    async def _open_rows(self) -> Sequence[StoredConversation]:
        """List what is open, without the meetings that have begun."""
        found = await open_conversations(self.session, self.person.participant.id)
        return await close_meeting_conversations(self.session, found, self.now)

    async def _resolve_event(self, event: CameIn, stack: Stack) -> Meant:
        """Find out which open ask a button belongs to, and bring its conversation to the top.

        One that belongs to none may stand beside a line.
        """
        match event:
            case ButtonPress(token=token):
                found = stack.find_asking(self.buttons.meaning_of_press(token), self.scene)
                return found if found[1] != Stale() else await self.offers.meaning_of(token, stack)
            case WordsForCoach(text=text):
                return stack, await self._event_of_words(text.strip())
            case FormWords(token=token, text=text, again=again):
                found = stack.find_asking(self.buttons.meaning_of_words(token, text), self.scene)
                return (found[0], Opened()) if again and found[1] == Stale() else found
            case Recorded():
                return stack, Opened()  # it is kept by now, and something else
            case _:
                return stack, event

    async def _event_of_words(self, text: str) -> Event:
        """Keep words for the coach, to be passed on; where nobody would read them, they are said.

        Nobody is shown the form then.
        """
        participant = self.person.participant
        if not text or await reader_of(self.session, participant) is None:
            return event_of_words(text) if text else Opened()
        kept = await keep_words(self.session, participant, text, self.now, alone=True)
        return PassOn(kept.id, spoken=has_recording(text))

    @property
    def offers(self) -> Offers:
        """Give what finds out what a button beside a line means."""
        participant = self.person.participant
        return Offers(self.session, self.buttons, participant, self.calendar, self.now, self.scene)

    async def _with_lines_beside(
        self, arrival: Arrival, event: Event, routed: Routed, top: OpenConversation | None
    ) -> tuple[Reply, ...]:
        """Put beside the replies what stands beside the question, or instead of one."""
        words = routed.unheard
        if isinstance(arrival.event, FormWords) and event == Stale():
            text = arrival.event.text.strip()
            words = await words_too_late(self.session, self.person.participant.id, text)
        if routed.erases:
            return routed.replies
        return await with_lines_beside(
            self.session,
            routed.replies,
            words,
            self.person.participant,
            routed.scene,
            top,
            self.now,
            self.calendar,
            number_of(event),
        )

    async def _hear(self, stack: Stack, event: Event, given: Given) -> Routed:
        """Route the event. Of words that grow a text or correct one, these are stored."""
        participant, account = self.person.participant, self.person.account
        event = with_what_was_shown(event, stack, account, self.buttons.ask_name, self.scene)
        event = await with_kept_words(self.session, participant.id, event, self.now)
        ended = await ended_of_late(self.session, participant.id, event, self.now)
        routed = hear(stack, ended, event, self.scene)
        amended = routed.amended
        if amended is not None:
            if not await store_amended(self.session, amended, participant.id, self.now):
                return Routed(routed.scene, (notice(Code.STANDS, routed.scene),))
            await store_answers(self.session, amended.move, routed.scene, given)
        if isinstance(event, Edited) and is_taken(routed):  # it is no words for the coach now
            await withdraw_words(self.session, participant.id, event.written.number)
        return routed

    async def _store_move(self, stack: Stack, routed: Routed, given: Given) -> None:
        if away := stack.put_away_by(routed):
            await put_away_conversations(self.session, away)
        if stack.top is not None and routed.move is not None and stack.is_changed_by(routed):
            conversation = routed.move.conversation
            await store_conversation(
                self.session, stack.top.id, conversation, self.now, ended=routed.ended
            )
            await store_answers(self.session, routed.move, routed.scene, given)

    async def _carry_out_effects(self, routed: Routed) -> None:
        language = routed.scene.texts.language
        for effect in routed.effects:
            await carry_out(self.session, effect, self.person, language, self.now, self.calendar)

    async def _go_on(self, shown: Shown, left: Stack, event: Event, routed: Routed) -> Shown:
        """Open what comes next, or show again what waited below."""
        participant = self.person.participant
        decision = await decide_next(
            self.session, left, event, routed, participant, self.now, self.calendar
        )
        more = await carry_out_decision(
            self.session,
            decision,
            participant,
            routed.scene,
            self.now,
            self.calendar,
            follows=shown.conversation_id if routed.ended else 0,
        )
        if more is None:
            return shown
        between = word_between(shown.replies, decision, routed)
        return Shown(more.conversation_id, (*shown.replies, *between, *more.replies))

    def _outcome(self, arrival: Arrival, routed: Routed, shown: Shown) -> Outcome:
        account, erased = self.person.account, routed.erases
        outcome = Outcome(
            routed.scene,
            shown.replies,
            participant_id=None if erased else self.person.participant.id,
            account_id=None if erased else account.id,
            conversation_id=shown.conversation_id,
            answered=routed.move.answered if routed.move else None,
            shown_message=account.shown_message,
            shown_captioned=account.shown_captioned,
            only_shows=arrival.event == Opened() and not arrival.code,
            came_with_code=bool(arrival.code),
            wants_data=any(isinstance(effect, DataWanted) for effect in routed.effects),
            erased=erased,
            buttons=self.buttons,
        )
        just_now = account.shown_at is not None and self.now - account.shown_at < JUST_SHOWN
        the_same = account.asked in (None, outcome.asks) or outcome.ask is None
        return replace(outcome, just_shown=just_now and the_same)
