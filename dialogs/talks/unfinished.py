"""What was left half-way: a friendly word, before it is shown again where it stands."""

from dataclasses import dataclass

from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.talks.reminder import unfinished_text
from dialogs.talks.routing import replay_of
from dialogs.talks.stack import OpenConversation, Stack


@dataclass(frozen=True)
class Unfinished:
    """A conversation that can be gone on with; ``line`` counts a rating's open questions."""

    left: OpenConversation
    line: Say


def unfinished_of(stack: Stack, scene: Scene) -> Unfinished | None:
    """Find what was left half-way; None where all that counts has been answered."""
    left = stack.unfinished()
    if left is None:
        return None
    seen = replay_of(left.conversation, scene)
    if seen.ask is None or seen.complete:
        return None
    instrument = scene.instruments.get(left.conversation.facts.get("instrument", ""))
    answered = [of for of in seen.records.values() if of.value is not None or of.skipped]
    open_items = len(instrument.items) - len(answered) if instrument else 0
    return Unfinished(left, Say(unfinished_text(scene.texts, open_items)))
