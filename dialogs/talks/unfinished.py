"""What was left half-way, or waits below: a word, before it is shown again where it stands."""

from dataclasses import dataclass

from dialogs.engine.effect import LanguageChosen
from dialogs.engine.reply import Notice, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.talks.reminder import unfinished_text
from dialogs.talks.routing import Routed, draft_notice, replay_of
from dialogs.talks.stack import Decision, OpenConversation, ShowBelow, Stack
from dialogs.texts import Texts


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


def word_between(
    said: tuple[Reply, ...], decision: Decision, routed: Routed
) -> tuple[Say | Notice, ...]:
    """Part the last lines of a dialog from the question that waited below it.

    Without it "That is completely fine" would stand above "Shall I erase everything?". After a
    change of language it says what there is to know of the new one.
    """
    if not isinstance(decision, ShowBelow):
        return ()
    if any(isinstance(effect, LanguageChosen) for effect in routed.effects):
        return draft_notice(decision.below.conversation, routed.scene)
    spoke = any(isinstance(reply, Say) for reply in said)
    return (Say(back_text(routed.scene.texts)),) if spoke else ()


def back_text(t: Texts) -> str:
    """Say that what follows was asked before."""
    # NOTE: Stands between the last line about one thing (such as a meeting) and the question about
    # another thing, which was asked before and is shown again below.
    return t.gettext("Nu till en annan fråga, som väntar på dig sedan tidigare:")
