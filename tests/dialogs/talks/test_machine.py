"""Any sequence of events leaves a conversation that can be resumed and finished."""

from hypothesis import settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.languages.catalog import catalog
from dialogs.engine.ask import Kind
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import Effect
from dialogs.engine.event import Command, Event, Opened, Pressed, Stale, Typed, Unreadable
from dialogs.engine.replay import replay
from dialogs.labels.commands import command_words
from dialogs.talks.routing import DIALOGS
from tests.talk import Talk, through_json

WORDS = strategies.text(max_size=12) | strategies.sampled_from(
    ["4", "٤", "4️⃣", "35", "0", "Lite", "hej", "\u202e", "{comment}", "x" * 4097]
)
COMMANDS = strategies.sampled_from([*dict(command_words(catalog("sv"))), "nonsense"])
DUE = strategies.sampled_from(["reminder", "step", "note"])


class AnyTalk(RuleBasedStateMachine):
    """A person who presses and writes anything, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk.at("onboarding")
        self.carried_out: list[tuple[str, Effect]] = []

    def _does(self, event: Event) -> None:
        top = self.talk.top
        reception = self.talk.turn(event)
        if reception.move is not None and top is not None:
            self._check_effects(top, reception.move.conversation, reception.effects)
            if event != Opened() and reception.move.answered:
                said = reception.move.answered
                assert reception.move.conversation.answers[said.ask.id] == said.answer

    def _check_effects(
        self, before: Conversation, after: Conversation, effects: tuple[Effect, ...]
    ) -> None:
        ids = [effect.id for effect in effects]
        assert len(ids) == len(set(ids))
        assert not set(ids) & before.done, "carried out a second time without being taken back"
        assert set(ids) <= after.done

    @precondition(lambda self: self.talk.ask is not None)
    @rule(data=strategies.data())
    def presses_what_is_there(self, data: strategies.DataObject) -> None:
        ask = self.talk.ask
        assert ask is not None
        keys = [option.key for option in ask.options] + [str(way) for way in ask.ways]
        if keys:
            self._does(Pressed(ask.id, data.draw(strategies.sampled_from(keys))))

    @rule(words=WORDS)
    def types(self, words: str) -> None:
        self._does(Typed(words))

    @rule(ask=strategies.text(max_size=8), key=strategies.text(max_size=8))
    def presses_something_forged(self, ask: str, key: str) -> None:
        self._does(Pressed(ask, key))

    @rule(event=strategies.sampled_from([Stale(), Unreadable(), Opened()]))
    def does_something_else(self, event: Event) -> None:
        before = self.talk.stack
        self._does(event)
        assert self.talk.stack == before, "what answers nothing changes nothing"

    @rule(name=COMMANDS, argument=strategies.sampled_from(["", "sv", "xx"]))
    def commands(self, name: str, argument: str) -> None:
        self._does(Command(name, argument))

    @rule(name=DUE)
    def is_written_to(self, name: str) -> None:
        """What is open already about the same subject is not opened twice."""
        self.talk.falls_due(name)
        dialogs = [one.dialog for one in self.talk.stack]
        assert dialogs.count(name) == 1

    @invariant()
    def can_be_resumed(self) -> None:
        for one in self.talk.stack:
            again = through_json(one.conversation)
            assert again == one.conversation
            seen = replay(DIALOGS[again.dialog](self.talk.scene, again), again.answers)
            assert seen.ask is not None, "an open conversation waits for something"

    def teardown(self) -> None:
        """Finish from wherever we are, with the first answer each time."""
        for _ in range(60):
            ask = self.talk.ask
            if ask is None:
                return
            if ask.kind is Kind.TEXT and not ask.options:
                self.talk.turn(Typed("ord"))
            else:
                self.talk.turn(Pressed(ask.id, ask.options[0].key))
        raise AssertionError("the conversation cannot be finished")


TestAnyTalk = AnyTalk.TestCase
TestAnyTalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
