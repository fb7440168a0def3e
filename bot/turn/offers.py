"""Offers: what a button beside a line means, whatever is open just now.

None is stored: a pressed token is held against everything that may have been offered.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.turn.arrival import Hear, Outcome
from bot.turn.buttons import HEAR_KEY, Buttons
from dialogs.agenda.answers import MeetingAnswer
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.conversation import Conversation
from dialogs.engine.event import Command, Event, Opened, PassOn, Pressed, Stale
from dialogs.engine.labels import (
    LISTEN,
    MENU,
    RATING,
    READ,
    READERS,
    REMINDERS,
    RESUME,
    menu_offers,
    rating_offer,
    readers_offer,
    reminders_offer,
    resume_offer,
)
from dialogs.engine.reply import Offer, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.talks.meeting import coming_ask_id, meeting_offer_id, meeting_offers
from dialogs.talks.routing import Routed, replay_of
from dialogs.talks.stack import OpenConversation, Stack
from dialogs.talks.unheard import pass_on_id, pass_on_line
from dialogs.words.spoken import has_recording
from storage.meetings.conversations import ended_talks_about
from storage.meetings.facts import meeting_facts
from storage.meetings.meetings import coming_meetings
from storage.meetings.messages import KIND
from storage.people.timing import zone_of
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from storage.talk.coach_words import own_words
from storage.talk.conversations import store_new_conversation

WISHES: Mapping[str, Event] = {
    RESUME: Opened(),
    REMINDERS: Command("reminders"),
    RATING: Command("rating"),
    READERS: Command("readers"),
    LISTEN: Command("listen", "on"),
    READ: Command("listen", "off"),
}


Meant = tuple[Stack, Event | Hear | Offer]
"""What somebody wants, or wants to hear, with the stack that has on top what it is about."""


@dataclass(frozen=True)
class Offers:
    """Finds out what one person means by a button that belongs to no open question."""

    session: AsyncSession
    buttons: Buttons
    participant: Participant
    calendar: LocalCalendar
    now: dt.datetime
    scene: Scene

    async def meaning_of(self, token: str, stack: Stack) -> Meant:
        """Give what was meant, and the stack with what it is about on top; else *stale*."""
        if wish := wish_to_hear(token, stack, self.scene, self.buttons):
            return wish
        for offer_id, event in WISHES.items():
            if self._fits(token, offer_id):
                return stack, event
        for one in menu_offers(self.scene.texts, knocks=self.scene.knocks):
            if self._fits(token, one.id):
                return stack, Command(one.id.removeprefix(MENU))
        for words in await own_words(self.session, self.participant.id):
            if self._fits(token, pass_on_id(words.id)):
                is_known = words.passed_on_at is not None
                return stack, PassOn(words.id, is_known, has_recording(words.words))
        for meeting in await coming_meetings(self.session, self.participant.id, self.now):
            answer = (await self._answers_about(meeting)).get(token)
            if answer is not None:
                return await self._with_talk_about(meeting, stack, answer)
        return stack, await self._to_be_heard(token) or Stale()

    async def _to_be_heard(self, token: str) -> Offer | None:
        """Find the button beside a line that another one lets be heard."""
        t = self.scene.texts
        offered = [*menu_offers(t, knocks=self.scene.knocks), resume_offer(t), reminders_offer(t)]
        offered += (rating_offer(t), readers_offer(t))
        for words in await own_words(self.session, self.participant.id):
            offered += pass_on_line(t, words.id).offers
        for meeting in await coming_meetings(self.session, self.participant.id, self.now):
            about = {"meeting": meeting.id, "revision": meeting.revision}
            offered += meeting_offers(t, about, None)
        return next((one for one in offered if self._fits(token, f"{HEAR_KEY}{one.id}")), None)

    def is_for_all(self, token: str) -> bool:
        """Tell whether a button is one that says nothing about anybody."""
        return any(self._fits(token, offer_id) for offer_id in WISHES)

    def _fits(self, token: str, offer_id: str) -> bool:
        return self.buttons.is_offer(token, self.participant.id, offer_id)

    async def _answers_about(self, meeting: Meeting) -> Mapping[str, MeetingAnswer]:
        """Give what each button means that was ever shown about a meeting as it is now.

        Also those of a question that has been answered: whoever said yes can say no by it.
        """
        talks = await ended_talks_about(self.session, meeting)
        ask, found = coming_ask_id(meeting.revision), dict[str, MeetingAnswer]()
        for answer in MeetingAnswer:
            offer_id = meeting_offer_id(meeting.id, meeting.revision, answer)
            found[self.buttons.offer_token(self.participant.id, offer_id)] = answer
            found.update({self.buttons.token(talk, ask, answer): answer for talk in talks})
        return found

    async def _with_talk_about(
        self, meeting: Meeting, stack: Stack, answer: MeetingAnswer
    ) -> tuple[Stack, Event]:
        """Bring the talk about a meeting to the top, as it is before anything is answered."""
        running = next((one for one in stack if _is_about(one, meeting)), None)
        phase = running.conversation.facts["phase"] if running else "reminder"
        facts = meeting_facts(meeting, self.participant, zone_of(self.participant, self.calendar))
        fresh = Conversation(KIND, {**facts, "phase": phase, "subject": meeting.id})
        if running is None:
            row = await store_new_conversation(self.session, self.participant.id, fresh, self.now)
            running = OpenConversation(row.id, fresh, self.now)
        on_top = replace(running, conversation=fresh)
        return stack.with_top(on_top), Pressed(coming_ask_id(meeting.revision), answer)


def _is_about(one: OpenConversation, meeting: Meeting) -> bool:
    return one.dialog == KIND and one.conversation.facts["meeting"] == meeting.id


def wish_to_hear(
    token: str, stack: Stack, scene: Scene, buttons: Buttons
) -> tuple[Stack, Hear] | None:
    """Find the open ask that a button lets be heard; None where it is no such button."""
    for one in stack:
        seen = replay_of(one.conversation, scene)
        ask = seen.ask
        key = buttons.heard_key(token, one.id, ask) if ask else None
        if ask is not None and key is not None:
            return stack.with_top(one), Hear(ask, ask.option(key), star_in_words(seen.says))
    return None


def star_in_words(says: Sequence[Say]) -> tuple[Say, ...]:
    """Say a star's figures one after the other, without its picture; nothing where none is."""
    stars = (say.star for say in says if say.star)
    return tuple(Say("\n".join(star.lines)) for star in stars if star.lines)


def let_hear(outcome: Outcome, top: OpenConversation | None, wish: Hear | Offer) -> Outcome:
    """Show an open question again, or say one of its answers or a button; nothing is stored."""
    if isinstance(wish, Offer):
        return replace(outcome, hears_offer=wish)
    replies: tuple[Reply, ...] = (*wish.above, wish.ask) if wish.option is None else ()
    asked = top.id if top else 0
    return replace(outcome, conversation_id=asked, replies=replies, hears=wish)


def answers_shown(
    asked: str | None, buttons: Buttons, top: OpenConversation | None, routed: Routed
) -> bool:
    """Tell whether what was answered is what the chat was showing, as its account remembers it."""
    answered = routed.move.answered if routed.move else None
    if top is None or answered is None:
        return False
    return asked == buttons.ask_name(top.id, answered.ask)
