"""A conversation with the core alone: user turns in, a readable transcript out.

Between every two turns all state goes through JSON, as it does in the database.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.turn.buttons import Buttons
from dialogs.engine.ask import Ask, Kind, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import AgreementAnswered, Effect, ErasureWanted, NextDialog
from dialogs.engine.event import (
    Command,
    Edited,
    Event,
    Opened,
    PassOn,
    Pressed,
    Spoken,
    Stale,
    Typed,
    Unreadable,
    Written,
)
from dialogs.engine.labels import way_label
from dialogs.engine.reply import Notice, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.people.coach import Coach
from dialogs.talks.breath import hear
from dialogs.talks.routing import Amended, Routed, open_dialog, replay_of, route
from dialogs.talks.stack import (
    Decision,
    GoOn,
    Nothing,
    Open,
    OpenConversation,
    RatingFacts,
    ShowBelow,
    Stack,
)
from dialogs.talks.unfinished import word_between
from dialogs.talks.unheard import (
    Meets,
    lines_beside,
    nobody_reads_line,
    pass_on_line,
    with_lines,
)
from dialogs.words.spoken import has_recording, spoken_text
from tests.answers import answer_until
from tests.scenes import facts_of, scene

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
BUTTONS = Buttons("a secret for tests only")
WRITTEN = re.compile(
    r"\((?:\+(?P<after>\d+)|edits (?P<edits>\d+))(?P<unseen>, unseen)?\) (?P<text>.*)"
)
"""A message in a chat: how many seconds after what was said before, or which message is changed."""
SPEAKS = re.compile(r"\(speaks (?P<seconds>\d+)\)")
"""A recording of so many seconds."""


def through_json(conversation: Conversation) -> Conversation:
    """Give a conversation as it comes back from the database."""
    return Conversation.from_json(json.loads(json.dumps(conversation.to_json())))


def stack_through_json(stack: Stack) -> Stack:
    return Stack(tuple(replace(one, conversation=through_json(one.conversation)) for one in stack))


def has_agreed(routed: Routed) -> bool:
    return any(isinstance(of, AgreementAnswered) and of.agreed for of in routed.effects)


@dataclass
class Talk:
    """One person's talk with the bot; keeps in memory what the shell keeps in the database.

    ``counts``: a rating that was left half-way still serves an occasion.
    """

    scene: Scene
    stack: Stack = field(default_factory=Stack)
    lines: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    now: dt.datetime = NOW
    agreed: bool = True
    rated: bool = False
    counts: bool = True
    begun_so_far: int = 0
    last_shown: tuple[Reply, ...] = ()
    offers: dict[str, str] = field(default_factory=dict)
    """Buttons beside lines, by their words: of those that say the same the newest."""
    meets: Meets | None = None
    """The next meeting, where another question is open."""
    ended: list[OpenConversation] = field(default_factory=list)
    messages: int = 0
    recordings: int = 0
    unheard_is_spoken: bool = False

    @classmethod
    def at(
        cls,
        dialog: str,
        ask: str = "",
        language: str = "sv",
        *,
        answers: Mapping[str, str] | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> "Talk":
        """Begin a dialog, or begin in the middle of it: at ``ask``, with what comes before given.

        See ``answer_until``. Of what comes before there are no lines and no effects. ``facts`` go
        over those that the dialog begins with in tests.
        """
        talk = cls(scene(language), agreed=dialog != "onboarding")
        talk.follow(NextDialog(dialog, {**facts_of(dialog), **facts} if facts else {}))
        if ask:
            talk._skip_to(ask, answers or {})
        return talk

    @property
    def top(self) -> Conversation | None:
        return self.stack.top.conversation if self.stack.top else None

    @property
    def ask(self) -> Ask | None:
        return replay_of(self.top, self.scene).ask if self.top else None

    @property
    def known(self) -> RatingFacts:
        return RatingFacts(self.agreed, self.rated, self.counts)

    def follow(self, wished: NextDialog) -> None:
        self.carry_out(self.stack.opening(wished, self.known, self.now))

    def _skip_to(self, ask: str, answers: Mapping[str, str]) -> None:
        """Have the conversation on top answered as far as to an ask."""
        top = self.stack.top
        assert top is not None
        opening = open_dialog(answer_until(top.conversation, self.scene, ask, answers), self.scene)
        assert opening.move is not None
        self.scene = opening.scene
        self.agreed |= has_agreed(opening)
        self.stack = self.stack.with_top(replace(top, conversation=opening.move.conversation))
        self.lines.clear()
        self.show(opening.replies)

    def falls_due(self, dialog: str) -> None:
        """Let a message of ours fall due; there is one subject of each kind."""
        about = NextDialog(dialog, {**facts_of(dialog), "subject": 1})
        self.carry_out(self.stack.due(about, self.now))

    def turn(self, event: Event) -> Routed:
        self.stack = stack_through_json(self.stack)
        routed = hear(self.stack, self.ended, event, self.scene)
        if routed.amended is not None:
            self._amend(routed.amended)
        self.scene = routed.scene
        self.effects += routed.effects
        replies = self._with_lines_beside(routed)
        self.show(replies)
        self.agreed |= has_agreed(routed)
        top = self.stack.top
        self.stack = self.stack.after(routed, self.now)
        if routed.ended and routed.move is not None and top is not None:
            said = routed.move.conversation
            kept = through_json(said.ended())
            self.ended.insert(0, OpenConversation(top.id, kept, self.now))
            assert replay_of(kept, self.scene) == replay_of(said, self.scene), "nothing is missed"
        if any(isinstance(effect, ErasureWanted) for effect in routed.effects):
            self.stack = Stack()
        else:
            decision = self.stack.next_of(routed, self.known, self.now)
            between = word_between(replies, decision, routed)
            self.show(between)
            self.carry_out(decision)
        return routed

    def _with_lines_beside(self, routed: Routed) -> tuple[Reply, ...]:
        """Offer to pass on words that answered nothing, as ``bot.turn.beside`` does."""
        if not routed.unheard:
            return routed.replies
        self.unheard_is_spoken = has_recording(routed.unheard)
        words = pass_on_line(self.scene.texts, 1, spoken=self.unheard_is_spoken)
        if not self.agreed:
            words = nobody_reads_line(self.scene, Coach("Karin"))
        return with_lines(routed.replies, lines_beside(self.scene, words, self.meets))

    def _amend(self, amended: Amended) -> None:
        def now_is(one: OpenConversation) -> OpenConversation:
            conversation = through_json(amended.move.conversation)
            return replace(one, conversation=conversation) if one.id == amended.id else one

        self.stack = Stack(tuple(map(now_is, self.stack)))
        self.ended = list(map(now_is, self.ended))
        before = amended.move.before.effects
        self.effects += [effect for effect in amended.move.after.effects if effect not in before]

    def presses(self, token: str) -> Routed:
        """Press a button, perhaps an old one."""
        meaning_of = BUTTONS.meaning_of_press(token)
        self.stack, event = self.stack.find_asking(meaning_of, self.scene)
        return self.turn(event)

    def carry_out(self, decision: Decision) -> None:
        """Keep what the stack has decided, and show it."""
        match decision:
            case Nothing():
                pass
            case ShowBelow(below=below):
                self.show(route(below.conversation, Opened(), self.scene).replies)
            case GoOn(on_top=one, ends=ends):
                self.stack = self.stack.without(ends).with_top(one)
                self.show(route(one.conversation, Opened(), self.scene).replies)
            case Open(next_dialog=wished, ends=ends, put_away=put_away):
                facts = {**facts_of(wished.dialog), **wished.facts}
                opening = open_dialog(Conversation(wished.dialog, facts), self.scene)
                assert opening.move is not None
                self.begun_so_far += 1
                self.rated |= wished.dialog == "rating"
                begun = OpenConversation(
                    self.begun_so_far, opening.move.conversation, self.now, put_away
                )
                self.stack = self.stack.without(ends).with_top(begun)
                self.show(opening.replies)

    def _written(self, line: "re.Match[str]") -> Event:
        unseen = line["unseen"] is not None
        text = line["text"].replace("{long}", "ord " * 1000)
        if line["edits"]:
            return Edited(text, Written(int(line["edits"]), self.now, unseen))
        self.messages += 1
        written = Written(self.messages, self.now, unseen)
        return self._spoken(text, written) or Typed(text, written)

    def _spoken(self, line: str, written: Written | None = None) -> Spoken | None:
        said = SPEAKS.fullmatch(line)
        if said is None:
            return None
        self.recordings += 1
        return Spoken(spoken_text(self.recordings, int(said["seconds"])), written)

    def says(self, line: str) -> None:
        """Take a line of a transcript: words, ``[a button]``, ``/command`` or ``(a thing)``.

        ``(+4) words`` is a message four seconds after what was said before, ``(+4, unseen)`` one
        from before the open question was shown, ``(edits 2) words`` changes the second message.
        ``(speaks 42)`` is a recording of 42 seconds; it may stand behind ``(+4)`` too.

        ``(note is due)`` lets a message of ours fall due.
        """
        self.lines.append(f"> {line}")
        if line.endswith(" is due)"):
            self.falls_due(line.removeprefix("(").removesuffix(" is due)"))
            return
        written = WRITTEN.fullmatch(line)
        self.now += dt.timedelta(seconds=int((written and written["after"]) or 1))
        self.turn(self._written(written) if written else self.event(line))

    def event(self, line: str) -> Event:
        if line.startswith("[") and line.endswith("]"):
            return self._button(line[1:-1])
        if spoken := self._spoken(line):
            return spoken
        if line.startswith("(") and line.endswith(")"):
            things: dict[str, Event] = {"old button": Stale(), "comes back": Opened()}
            return things.get(line[1:-1], Unreadable())
        if line.startswith("/"):
            name, _, argument = line[1:].partition(" ")
            return Command(name, argument)
        return Typed(line)

    def _button(self, label: str) -> Event:
        ask = self.ask
        for option in ask.options if ask else ():
            if ask and option.label == label:
                return Pressed(ask.id, option.key)
        for way in ask.ways if ask else ():
            if ask and way_label(way, self.scene.texts) == label:
                return Pressed(ask.id, way)
        assert label in self.offers, f"no button {label!r}"
        return self._offered(self.offers[label])

    def _offered(self, offer_id: str) -> Event:
        """Say what a button beside a line means, as ``bot.turn.offers`` does."""
        match offer_id.split():
            case ["resume"]:
                return Opened()
            case ["pass", "on", words]:
                return PassOn(int(words), spoken=self.unheard_is_spoken)
            case ["meeting", _, revision, answer]:
                self.begun_so_far += 1
                talk = Conversation("meeting", {**facts_of("meeting"), "phase": "reminder"})
                on_top = OpenConversation(self.begun_so_far, talk, self.now)
                self.stack = self.stack.with_top(on_top)
                return Pressed(f"coming#{revision}", answer)
            case _:
                return Command(offer_id)

    def show(self, replies: tuple[Reply, ...]) -> None:
        self.last_shown = replies
        for reply in replies:
            offers = () if isinstance(reply, Ask) else reply.offers
            self.offers |= {one.label: one.id for one in offers}
        for reply in replies:
            match reply:
                case Say(text=text, star=star, offers=offers):
                    self._write("bot", "\n".join((text, *(f"  [{one.label}]" for one in offers))))
                    if star is not None:
                        self._write("star", star.description)
                case Notice(text=text, offers=offers):
                    self._write("note", "\n".join((text, *(f"  [{one.label}]" for one in offers))))
                case Ask():
                    self._write("asks", self._ask(reply))

    def _ask(self, ask: Ask) -> str:
        t = self.scene.texts
        count = f"{ask.progress[0]}/{ask.progress[1]} " if ask.progress else ""
        options = [
            f"  {t.number(o.level)} · {o.label}" if o.level else f"  {o.label}" for o in ask.options
        ]
        ways = " | ".join(way_label(way, t) for way in ask.ways if way in Way)
        beside = [self.scene.urgent] if ask.kind is Kind.TEXT else []
        ways_line = [f"  ({ways})"] if ways else []
        return "\n".join([count + ask.text, *beside, *options, *ways_line])

    def _write(self, who: str, text: str) -> None:
        first, *rest = text.splitlines()
        self.lines += [f"{who}: {first}", *(f"      {line}" if line else "" for line in rest)]
