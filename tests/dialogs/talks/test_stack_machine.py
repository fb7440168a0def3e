"""Whatever is opened, answered, put away or falls due: the stack keeps its promises."""

import datetime as dt

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dialogs.engine.effect import QuietWanted
from dialogs.engine.event import Command, Event, Opened, Stale
from dialogs.engine.reply import Code, Notice
from dialogs.talks.routing import Routed, replay_of, route
from dialogs.talks.stack import Stack
from tests.talk import BUTTONS, Talk

DUE = strategies.sampled_from(["reminder", "step", "note", "meeting"])
WISHES = strategies.sampled_from(["language", "erasure", "reminders", "pause", "stop"])
HOURS = strategies.sampled_from([1, 12, 23, 24, 48])


class AnyStack(RuleBasedStateMachine):
    """A person with many things open, who presses new buttons and old ones."""

    talk: Talk
    buttons: dict[int, set[str]]
    """Every button ever shown, by its conversation."""

    @initialize(dialog=strategies.sampled_from(["onboarding", "rating"]))
    def begins(self, dialog: str) -> None:
        self.talk, self.buttons = Talk.at(dialog), {}

    @property
    def open_ids(self) -> list[int]:
        return [one.id for one in self.talk.stack]

    @rule()
    def says_yes_to_everything(self) -> None:
        """Get beyond the welcome, where most of it happens."""
        for line in ("[Svenska]", "[Ja, jag vill vara med]", "[På morgonen]"):
            if self.talk.top is None or self.talk.top.dialog != "onboarding":
                return
            ask = self.talk.ask
            assert ask is not None
            labels = [f"[{option.label}]" for option in ask.options]
            before = self.talk.stack
            self._takes(
                before, self.talk.turn(self.talk.event(line if line in labels else labels[0]))
            )

    @precondition(lambda self: self.talk.ask is not None)
    @rule(data=strategies.data())
    def answers(self, data: strategies.DataObject) -> None:
        self._presses(self._drawn(data, self.open_ids[0]))

    @precondition(lambda self: len(self.open_ids) > 1)
    @rule(data=strategies.data())
    def answers_what_lies_below(self, data: strategies.DataObject) -> None:
        of = data.draw(strategies.sampled_from(self.open_ids[1:]))
        routed = self._presses(self._drawn(data, of))
        assert Code.STALE not in notices(routed)

    @precondition(lambda self: bool(set(self.buttons) - set(self.open_ids)))
    @rule(data=strategies.data())
    def presses_a_button_of_what_is_closed(self, data: strategies.DataObject) -> None:
        of = data.draw(strategies.sampled_from(sorted(set(self.buttons) - set(self.open_ids))))
        token = data.draw(strategies.sampled_from(sorted(self.buttons[of])))
        before = self.talk.stack
        meaning_of = BUTTONS.meaning_of_press(token)
        assert before.find_asking(meaning_of, self.talk.scene) == (before, Stale())
        routed = self.talk.presses(token)
        assert self.talk.stack == before
        assert notices(routed) <= {Code.STALE, Code.IDLE}

    @rule(name=WISHES)
    def wishes(self, name: str) -> None:
        before = self.talk.stack
        self._takes(before, self.talk.turn(Command(name)))
        assert set(ids(before)) <= set(self.open_ids), "nothing ends by it"

    @precondition(lambda self: self.talk.agreed)
    @rule()
    def wishes_for_another_rating(self) -> None:
        before, counts, now = self.talk.stack, self.talk.counts, self.talk.now
        self.talk.turn(Command("rating"))
        running = [one for one in before if one.dialog == "rating"]
        assert self.talk.top is not None
        assert self.talk.top.dialog == "rating"
        if running and (counts or running[0].is_active(now)):
            assert self.open_ids[0] == running[0].id
            assert set(self.open_ids) == set(ids(before)), "it goes on, and nothing ends by it"
        else:
            assert self.open_ids[0] not in ids(before)

    @rule(event=strategies.sampled_from([Opened(), Stale()]))
    def looks(self, event: Event) -> None:
        before = self.talk.stack
        self.talk.turn(event)
        assert self.talk.stack == before

    @rule(dialog=DUE)
    def falls_due(self, dialog: str) -> None:
        before = self.talk.stack
        self.talk.falls_due(dialog)
        assert self.talk.top is not None
        assert self.talk.top.dialog == dialog
        for one in before:
            untouched = one.put_away or not one.is_active(self.talk.now)
            assert one.id in self.open_ids or (dialog == "reminder" and untouched)

    @rule(hours=HOURS, counts=strategies.booleans())
    def time_passes(self, hours: int, counts: bool) -> None:
        self.talk.now += dt.timedelta(hours=hours)
        self.talk.counts = counts

    @invariant()
    def there_are_never_two_open_ratings(self) -> None:
        assert [one.dialog for one in self.talk.stack].count("rating") <= 1

    @invariant()
    def nobody_rates_themselves_before_they_have_said_yes(self) -> None:
        assert self.talk.agreed or "rating" not in [one.dialog for one in self.talk.stack]

    @invariant()
    def what_is_open_waits_for_something(self) -> None:
        assert len(set(self.open_ids)) == len(self.open_ids)
        for one in self.talk.stack:
            ask = replay_of(one.conversation, self.talk.scene).ask
            assert ask is not None
            token = BUTTONS.tokens(one.id, ask)
            keys = (*(option.key for option in ask.options), *ask.ways)
            self.buttons.setdefault(one.id, set()).update(token(key) for key in keys)

    def _drawn(self, data: strategies.DataObject, conversation_id: int) -> str:
        """Draw a button of an open question."""
        (one,) = [of for of in self.talk.stack if of.id == conversation_id]
        ask = replay_of(one.conversation, self.talk.scene).ask
        assert ask is not None
        keys = [option.key for option in ask.options] + [str(way) for way in ask.ways]
        return BUTTONS.token(one.id, ask.id, data.draw(strategies.sampled_from(keys)))

    def _presses(self, token: str) -> Routed:
        before, _ = self.talk.stack.find_asking(BUTTONS.meaning_of_press(token), self.talk.scene)
        routed = self.talk.presses(token)
        self._takes(before, routed)
        return routed

    def _takes(self, before: Stack, routed: Routed) -> None:
        """What lies below comes back when the top has ended, unless something opens above it.

        After a wish for quiet it lies there for another time, and nothing is asked.
        """
        talk = self.talk
        if not routed.ended or talk.stack == Stack() or not set(self.open_ids) <= set(ids(before)):
            return
        assert ids(before)[0] not in self.open_ids
        if routed.following is None:
            assert self.open_ids == ids(before)[1:]
        if any(isinstance(effect, QuietWanted) for effect in routed.effects):
            assert talk.last_shown == ()
            assert all(one.put_away for one in talk.stack)
            return
        assert talk.last_shown == route(talk.top, Opened(), talk.scene).replies


def ids(stack: Stack) -> list[int]:
    return [one.id for one in stack]


def notices(routed: Routed) -> set[Code]:
    return {reply.code for reply in routed.replies if isinstance(reply, Notice)}


TestAnyStack = AnyStack.TestCase
TestAnyStack.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
