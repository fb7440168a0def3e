"""A conversation with the core alone: user turns in, a readable transcript out.

Between every two turns all state goes through JSON, as it does in the database.
"""

from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from bot.languages.catalog import catalog, languages
from dialogs.engine.ask import Ask, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import Effect, ErasureWanted, NextDialog
from dialogs.engine.event import Command, Event, Opened, Pressed, Stale, Typed, Unreadable
from dialogs.engine.labels import way_label
from dialogs.engine.reply import Notice, Reply, Say
from dialogs.engine.scene import AgreementText, Scene
from dialogs.instruments.instrument import Instrument, parse_instrument
from dialogs.talks.routing import Routed, open_dialog, replay_of, route

EARLIER = [{"on": "2026-08-22", "values": {"health": 2, "knowledge": 2, "time": 3, "belief": 2}}]

MEETING = {
    "meeting": 1,
    "revision": 0,
    "phase": "booked",
    "when": "2026-11-24T10:00",
    "until": "2026-11-24T09:00:00+00:00",
    "minutes": 45,
    "place": "Storgatan 1, rum 3",
    "line": "Ta gärna med din handlingsplan.",
}


def skapa() -> Instrument:
    source = resources.files("dialogs") / "instruments" / "skapa.toml"
    return parse_instrument(source.read_text(encoding="utf-8"))


def scene(language: str) -> Scene:
    return Scene(
        texts=catalog(language),
        instruments={"skapa": skapa()},
        languages=languages(),
        organisation="Iris",
        agreement=AgreementText(),
        catalog=catalog,
    )


def rating_facts() -> dict[str, Any]:
    return {"instrument": "skapa", "rating": 1, "today": "2026-11-22", "earlier": EARLIER}


def facts_of(dialog: str) -> dict[str, Any]:
    """Give the facts that the shell would begin a dialog with."""
    words = "Gå ut en kort stund varje dag"
    comment = "Börja gärna med fem minuter."
    facts: dict[str, dict[str, Any]] = {
        "rating": rating_facts(),
        "meeting": MEETING,
        "plan": {"instrument": "skapa"},
        "reminder": {"occasion": 1, "kind": "three-month", "number": 1},
        "step": {"step": 1, "words": words, "by_coach": False, "comment": comment},
        "note": {"step": 1, "words": words, "comment": "", "added": True, "asked_again": True},
    }
    return facts.get(dialog, {})


@dataclass
class Talk:
    """One person's talk with the bot; plays the shell's part without any of its I/O."""

    scene: Scene
    stack: list[Conversation] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)

    @classmethod
    def begun(cls, dialog: str, language: str, **facts: Any) -> "Talk":
        talk = cls(scene(language))
        talk.follow(NextDialog(dialog, facts))
        return talk

    @property
    def ask(self) -> Ask | None:
        return replay_of(self.stack[-1], self.scene).ask if self.stack else None

    def follow(self, following: NextDialog) -> None:
        if following.dialog == "rating":  # as in the shell, there is never a second one
            running = [one for one in self.stack if one.dialog == "rating"]
            lying = ("rating", "reminder", "plan")
            self.stack = [one for one in self.stack if one.dialog not in lying] + running
            if running:
                self.show(route(running[0], Opened(), self.scene).replies)
                return
        facts = {**facts_of(following.dialog), **following.facts}
        conversation = Conversation(following.dialog, facts)
        opening = open_dialog(conversation, self.scene)
        assert opening.move is not None
        self.stack.append(opening.move.conversation)
        self.show(opening.replies)

    def turn(self, event: Event) -> Routed:
        self.stack = [Conversation.from_json(state.to_json()) for state in self.stack]
        reception = route(self.stack[-1] if self.stack else None, event, self.scene)
        self.scene = reception.scene
        self.effects += reception.effects
        self.show(reception.replies)
        if reception.move is not None:
            self.stack[-1] = reception.move.conversation
            if reception.ended:
                self.stack.pop()
        if any(isinstance(effect, ErasureWanted) for effect in reception.effects):
            self.stack.clear()
        if reception.following:
            self.follow(reception.following)
        elif reception.ended and self.stack:
            self.show(route(self.stack[-1], Opened(), self.scene).replies)
        return reception

    def says(self, line: str) -> Routed:
        """Take a line of a transcript: words, ``[a button]``, ``/command`` or ``(a thing)``."""
        self.lines.append(f"> {line}")
        return self.turn(self._event(line))

    def _event(self, line: str) -> Event:
        if line.startswith("[") and line.endswith("]"):
            return self._button(line[1:-1])
        if line.startswith("(") and line.endswith(")"):
            things: dict[str, Event] = {"old button": Stale(), "comes back": Opened()}
            return things.get(line[1:-1], Unreadable())
        if line.startswith("/"):
            name, _, argument = line[1:].partition(" ")
            return Command(name, argument)
        return Typed(line)

    def _button(self, label: str) -> Pressed:
        ask = self.ask
        assert ask is not None, "nothing is asked"
        for option in ask.options:
            if option.label == label:
                return Pressed(ask.id, option.key)
        for way in ask.ways:
            if way_label(way, self.scene.texts) == label:
                return Pressed(ask.id, way)
        raise AssertionError(f"no button {label!r} in {ask.id}")

    def show(self, replies: tuple[Reply, ...]) -> None:
        for reply in replies:
            match reply:
                case Say(text=text, star=star):
                    self._write("bot", text)
                    if star is not None:
                        self._write("star", star.description)
                case Notice(text=text):
                    self._write("note", text)
                case Ask():
                    self._write("asks", self._ask(reply))

    def _ask(self, ask: Ask) -> str:
        t = self.scene.texts
        count = f"{ask.progress[0]}/{ask.progress[1]} " if ask.progress else ""
        options = [
            f"  {t.number(o.level)} · {o.label}" if o.level else f"  {o.label}" for o in ask.options
        ]
        ways = " | ".join(way_label(way, t) for way in ask.ways if way in Way)
        return "\n".join([count + ask.text, *options, *([f"  ({ways})"] if ways else [])])

    def _write(self, who: str, text: str) -> None:
        first, *rest = text.splitlines()
        self.lines += [f"{who}: {first}", *(f"      {line}" if line else "" for line in rest)]
