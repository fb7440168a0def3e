"""The reception: where an event goes. Commands open a dialog on top of what is running."""

from dataclasses import dataclass

from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import DataWanted, Effect, Following, LanguageChosen, QuietWanted
from dialogs.engine.event import Command, Event
from dialogs.engine.notice import notice
from dialogs.engine.replay import Dialog, Replay, Step, begin, replay, take
from dialogs.engine.reply import Code, Reply
from dialogs.engine.scene import Scene
from dialogs.talks.meeting import meeting
from dialogs.talks.onboarding import onboarding
from dialogs.talks.rating import rating
from dialogs.talks.reminder import reminder
from dialogs.talks.settings import erasure, language, reminders
from dialogs.talks.step_choice import plan
from dialogs.talks.step_review import note, step

DIALOGS: dict[str, Dialog] = {
    "onboarding": onboarding,
    "rating": rating,
    "language": language,
    "erasure": erasure,
    "reminders": reminders,
    "reminder": reminder,
    "plan": plan,
    "step": step,
    "note": note,
    "meeting": meeting,
}

QUIET_DAYS = 7
"""How long /pause keeps us quiet."""


@dataclass(frozen=True)
class Reception:
    """What an event led to.

    ``step`` is None where no dialog was open or touched. ``following`` names a dialog to open now,
    on top of the others, or after the one that has just ended.
    """

    scene: Scene
    replies: tuple[Reply, ...] = ()
    step: Step | None = None
    effects: tuple[Effect, ...] = ()
    following: Following | None = None

    @property
    def ended(self) -> bool:
        """Tell whether the dialog on top has come to its end."""
        return self.step is not None and self.step.after.ask is None


def receive(top: Conversation | None, event: Event, scene: Scene) -> Reception:
    """Take one event. ``top`` is the conversation on top, None where none is open."""
    match event:
        case Command(name="language", argument=code) if code in scene.languages:
            spoken = scene.speaking(code)
            shown = receive(top, Command("show"), spoken)
            return Reception(spoken, shown.replies, effects=(LanguageChosen("command", code),))
        case Command(name="language"):
            return _opens("language", top, scene)
        case Command(name="delete"):
            return _opens("erasure", top, scene)
        case Command(name="mydata"):
            line = notice(Code.DATA_SENT, scene)
            return Reception(scene, (line,), effects=(DataWanted("command"),))
        case Command(name="pause"):
            line = notice(Code.QUIET, scene)
            return Reception(scene, (line,), effects=(QuietWanted("command", QUIET_DAYS),))
        case Command(name="stop"):
            line = notice(Code.STOPPED, scene)
            return Reception(scene, (line,), effects=(QuietWanted("command", None),))
        case Command(name="reminders"):
            return _opens("reminders", top, scene)
        case Command(name="rating"):
            # The shell knows whether the one that is open still counts.
            return Reception(scene, following=Following("rating"))
        case _ if top is None:
            return Reception(scene, (notice(_idle(event), scene),))
    return arrived(take(DIALOGS[top.dialog], top, event, scene), scene)


def standing(conversation: Conversation, scene: Scene) -> Replay:
    """Show where a conversation stands, and how it came there."""
    play = DIALOGS[conversation.dialog](scene, conversation)
    return replay(play, conversation.answers)


def opened(conversation: Conversation, scene: Scene) -> Reception:
    """Begin a conversation: its first lines and its first ask."""
    return arrived(begin(DIALOGS[conversation.dialog], conversation, scene), scene)


def arrived(step: Step, scene: Scene) -> Reception:
    """Say what a step led to; after a change of language, in the new one."""
    for effect in step.effects:
        if isinstance(effect, LanguageChosen) and effect.language != scene.texts.language:
            scene = scene.speaking(effect.language)
            dialog = DIALOGS[step.conversation.dialog]
            shown = begin(dialog, step.conversation, scene)
            return Reception(scene, shown.replies, step, step.effects, step.after.following)
    return Reception(scene, step.replies, step, step.effects, step.after.following)


def _opens(dialog: str, top: Conversation | None, scene: Scene) -> Reception:
    if top is not None and top.dialog == dialog:
        return receive(top, Command("show"), scene)
    return Reception(scene, following=Following(dialog))


def _idle(event: Event) -> Code:
    return Code.HELP if event == Command("help") else Code.IDLE
