"""Turns: an arrival in, answers and promises stored, in one transaction."""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clips.machine.drafts import Drafts
from bot.doorbell.doorbell import Doorbell
from bot.languages.spoken import closest_language
from bot.settings.clock import Clock
from bot.settings.installation import Installation
from bot.turn.admission import admit
from bot.turn.arrival import Arrival, ButtonPress, CameIn, FormWords, Outcome, WordsForCoach
from bot.turn.buttons import Buttons
from bot.turn.spoken import begin_recording
from bot.turn.turn import Turn
from bot.words.identity_number import has_identity_number, without_identity_numbers
from dialogs.agenda.writing_hours import LocalCalendar
from dialogs.engine.event import Command, Edited, Opened, Typed, Unreadable
from dialogs.engine.notice import notice
from dialogs.engine.reply import Code, Notice
from dialogs.instruments.rating_mode import RatingMode
from dialogs.labels.conversations import DialogName
from dialogs.labels.refusals import Refusal, refusal_text
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.talks.unheard import sender_text
from dialogs.words.pasted import is_link, is_only_code, pasted_code
from storage.occasions.replanning import resume_when_reachable
from storage.people.invitations import invited_participant
from storage.people.participants import Person, hold_person, person_at_desk
from storage.tables.people import Participant
from storage.talk.conversations import open_conversations, put_away_conversations
from storage.talk.recording_tries import Try


@dataclass(frozen=True)
class Turns:
    """Takes turns. Nothing is sent from here: the channel sends after the commit."""

    installation: Installation
    buttons: Buttons
    clock: Clock
    calendar: LocalCalendar
    doorbell: Doorbell
    drafts: Drafts

    async def take(self, session: AsyncSession, arrival: Arrival) -> Outcome:
        """Let one arrival meet what is open for the person, inside the caller's transaction."""
        now = self.clock()
        person = await hold_person(session, arrival.channel, arrival.address)
        arrival = await self._with_pasted_code(session, arrival, person)
        if arrival.code:
            admitted = await admit(session, arrival, person, now, self.calendar)
            if isinstance(admitted, Refusal):
                return self._refusal_outcome(admitted, arrival, person)
            person = admitted
        if person is None or person.account.status == AccountStatus.REVOKED:
            return self._refusal_outcome(Refusal.STRANGER, arrival, person)
        await self._record_reachable(session, arrival, person, now)
        scene = self.installation.scene_of(person)
        turn = Turn(session, person, scene, self.buttons, self.calendar, now)
        if arrival.reachable is False:
            return turn.untaken()
        if self.doorbell.only_rings(person.participant, arrival.channel):
            return await self._ring(turn, arrival)
        masked = _without_identity_numbers(arrival)
        outcome = await turn.take(masked)
        if masked is arrival:
            return outcome
        line = notice(Code.MASKED, outcome.scene)
        return replace(outcome, replies=(line, *outcome.replies))

    async def take_at_desk(
        self, session: AsyncSession, participant: Participant, event: CameIn, mode: RatingMode
    ) -> Outcome:
        """Let what somebody said beside their coach meet what is open; the caller holds them.

        ``mode`` says who sits there. What follows a rating waits in the chat: only we have said
        something in it there.
        """
        person = await person_at_desk(session, participant)
        scene = self.installation.scene_of(person)
        turn = Turn(session, person, scene, self.buttons, self.calendar, self.clock())
        arrival = Arrival(Channel.DESK, "", event, mode=mode)
        outcome = await turn.take(_without_identity_numbers(arrival))
        waits = await open_conversations(session, participant.id)
        follows = [one.id for one in waits if one.dialog == DialogName.PLAN]
        if outcome.conversation_id in follows:
            await put_away_conversations(session, [outcome.conversation_id])
        return outcome

    async def begin_spoken(self, session: AsyncSession, arrival: Arrival, name: str) -> Try | Code:
        """Count a recording, or say why it is not even listened to, where it comes from."""
        person = await hold_person(session, arrival.channel, arrival.address)
        if person is None or person.account.status == AccountStatus.REVOKED:
            return Code.UNREADABLE
        if self.doorbell.only_rings(person.participant, arrival.channel):
            return Code.UNREADABLE
        return await begin_recording(session, person.participant.id, name, self.clock())

    async def _with_pasted_code(
        self, session: AsyncSession, arrival: Arrival, person: Person | None
    ) -> Arrival:
        """Take a pasted invitation like a pressed one. Somebody who takes part pastes it alone."""
        event = arrival.event
        if arrival.code or not isinstance(event, Typed) or not (code := pasted_code(event.text)):
            return arrival
        if person is not None and not is_only_code(event.text):
            return arrival
        known = await invited_participant(session, code) is not None
        if not known and (person is not None or not is_link(event.text)):
            return arrival  # a long word, or words about a link
        return replace(arrival, event=Opened(), code=code)

    async def _ring(self, turn: Turn, arrival: Arrival) -> Outcome:
        """Take nothing but a wish for quiet through the doorbell; show the way to the chat."""
        event, participant, texts = arrival.event, turn.person.participant, turn.scene.texts
        if event in (Command("pause"), Command("stop")):
            quiet = await turn.take(arrival)
            return replace(quiet, replies=quiet.replies[:1])
        is_for_all = isinstance(event, ButtonPress) and turn.offers.is_for_all(event.token)
        if is_for_all or event == Command("listen"):
            await turn.take(arrival)  # it waits in the chat behind the link
        nudge = await self.doorbell.make_nudge(turn.session, participant, texts, turn.now)
        if isinstance(event, Typed | Unreadable):
            nudge = replace(nudge, text=self.doorbell.unread_line(texts))
        return turn.untaken(nudge)

    async def _record_reachable(
        self, session: AsyncSession, arrival: Arrival, person: Person, now: dt.datetime
    ) -> None:
        """Note whether the person can be reached; somebody who is back is reminded again."""
        was = person.account.status
        # Whoever writes to us can be reached, even if we missed that they unblocked us.
        person.account.status = (
            AccountStatus.BLOCKED if arrival.reachable is False else AccountStatus.OPEN
        )
        if person.account.status != was:
            person.account.blocked_at = now if arrival.reachable is False else None
        if arrival.reachable is not False and was == AccountStatus.BLOCKED:
            await resume_when_reachable(session, person.participant, self.calendar, now)

    def _refusal_outcome(self, why: Refusal, arrival: Arrival, person: Person | None) -> Outcome:
        language = person.participant.language if person else closest_language(arrival.language)
        scene = self.installation.scene(language, "")
        text = refusal_text(why, scene.texts)
        if why is not Refusal.BOUND:
            text = f"{text}\n\n{sender_text(scene, self.doorbell.organisation)}"
        if isinstance(arrival.event, Typed | Unreadable):
            text = f"{text}\n\n{scene.urgent}"
        line = Notice(Code.CLOSED, text)
        return Outcome(scene, (line,), buttons=self.buttons)


def _without_identity_numbers(arrival: Arrival) -> Arrival:
    """Take identity numbers out of what was written; the same arrival where there are none."""
    event = arrival.event
    if not isinstance(event, Typed | Edited | FormWords | WordsForCoach):
        return arrival
    if not has_identity_number(event.text):
        return arrival
    return replace(arrival, event=replace(event, text=without_identity_numbers(event.text)))
