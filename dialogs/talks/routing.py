"""The reception: where an event goes. Commands open a dialog on top of what is running."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dialogs.agreement.renewal import renewal
from dialogs.engine.ask import Ask, Kind
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import (
    DataWanted,
    Effect,
    ErasureWanted,
    LanguageChosen,
    ListeningWanted,
    NextDialog,
    QuietWanted,
    WordsPassedOn,
)
from dialogs.engine.event import Command, Event, PassOn, Spoken, Typed, Unreadable
from dialogs.engine.notice import notice
from dialogs.engine.replay import Dialog, Move, Replay, begin, replay, take
from dialogs.engine.reply import Code, Notice, Reply
from dialogs.engine.scene import Scene
from dialogs.ratings.rating import rating
from dialogs.shared_plan.talk import shared_plan
from dialogs.steps.choice import step_choice
from dialogs.steps.review import coach_note, step_review
from dialogs.talks.follow_up import follow_up
from dialogs.talks.meeting import meeting
from dialogs.talks.new_coach import new_coach, substitute
from dialogs.talks.onboarding import onboarding
from dialogs.talks.reminder import reminder
from dialogs.talks.settings import erasure, language, reminders

DIALOGS: dict[str, Dialog] = {
    "onboarding": onboarding,
    "rating": rating,
    "language": language,
    "erasure": erasure,
    "reminders": reminders,
    "reminder": reminder,
    "plan": step_choice,
    "shared-plan": shared_plan,
    "step": step_review,
    "note": coach_note,
    "meeting": meeting,
    "coach": new_coach,
    "agreement": renewal,
    "substitute": substitute,
    "follow-up": follow_up,
}

QUIET_DAYS = 7
"""How long /pause keeps us quiet."""


@dataclass(frozen=True)
class Amended:
    """A conversation, open or ended, in which a text has other words now; nothing else moved."""

    id: int
    move: Move


@dataclass(frozen=True)
class Routed:
    """What an event led to.

    ``move`` is None where no dialog was open or touched. ``following`` names a dialog to open now,
    on top of the others, or after the one that has just ended. ``unheard`` are words that answered
    nothing: somebody may want their coach to read them. ``amended`` is a text that grew or was
    corrected, wherever it stands.
    """

    scene: Scene
    replies: tuple[Reply, ...] = ()
    move: Move | None = None
    effects: tuple[Effect, ...] = ()
    following: NextDialog | None = None
    unheard: str = ""
    amended: Amended | None = None

    @property
    def ended(self) -> bool:
        """Tell whether the dialog on top has come to its end."""
        return self.move is not None and self.move.after.ask is None

    @property
    def erases(self) -> bool:
        """Tell whether everything of the person is to be erased."""
        return any(isinstance(effect, ErasureWanted) for effect in self.effects)


def route(top: Conversation | None, event: Event, scene: Scene) -> Routed:
    """Take one event. ``top`` is the conversation on top, None where none is open."""
    match event:
        case Command(name="language", argument=code) if code in scene.languages:
            spoken = scene.in_language(code)
            shown = route(top, Command("show"), spoken)
            replies = (*draft_notice(top, spoken), *shown.replies)
            return Routed(spoken, replies, effects=(LanguageChosen("command", code),))
        case Command(name="language"):
            return _route_to_dialog("language", top, scene)
        case Command(name="delete"):
            return _route_to_dialog("erasure", top, scene)
        case Command(name="listen", argument=said):
            return _listen(top, scene, {"on": True, "off": False}.get(said, not scene.listens))
        case Command(name="coach"):
            return Routed(scene, (notice(Code.WHEREABOUTS, scene),))
        case Command(name="mydata"):
            line = notice(Code.DATA_SENT, scene)
            return Routed(scene, (line,), effects=(DataWanted("command"),))
        case Command(name="pause" | "stop" as name):
            return _be_quiet(scene, QUIET_DAYS if name == "pause" else None)
        case Command(name="reminders" | "readers" as name):
            facts = {"reminders": {"knocks": scene.knocks}, "readers": {"again": True}}[name]
            dialog = "reminders" if name == "reminders" else "agreement"
            return _route_to_dialog(dialog, top, scene, facts)
        case Command(name="rating" | "plan" as name):
            # The shell knows whether the one that is open still counts, and how the plan is now.
            wished = "rating" if name == "rating" else "shared-plan"
            return Routed(scene, following=NextDialog(wished))
        case PassOn(again=True):
            return Routed(scene, (notice(Code.PASSED_ON_BEFORE, scene),))
        case PassOn(words=words, spoken=spoken):
            line = notice(Code.HEARD if spoken else Code.PASSED_ON, scene)
            return Routed(scene, (line,), effects=(WordsPassedOn("pass on", words),))
        case _:
            routed = _route_to_top(top, event, scene)
            return replace(routed, unheard=unheard_words(event, routed))


def replay_of(conversation: Conversation, scene: Scene) -> Replay:
    """Show where a conversation stands, and how it came there."""
    play = DIALOGS[conversation.dialog](scene, conversation)
    return replay(play, conversation.answers)


def draft_notice(conversation: Conversation | None, scene: Scene) -> tuple[Notice, ...]:
    """Say that nobody has approved the translation in which a rating goes on from here.

    In the language that it began in this stood above the first question.
    """
    if conversation is None or conversation.dialog != "rating":
        return ()
    instrument = scene.instruments.get(conversation.facts["instrument"])
    seen = replay_of(conversation, scene)
    is_under_way = bool(seen.exchanges) and not seen.complete
    is_draft = instrument is not None and instrument.is_draft(scene.texts)
    return (notice(Code.DRAFT, scene),) if is_under_way and is_draft else ()


def open_dialog(conversation: Conversation, scene: Scene) -> Routed:
    """Begin a conversation: its first lines and its first ask."""
    return routed_from(begin(DIALOGS[conversation.dialog], conversation, scene), scene)


def routed_from(step: Move, scene: Scene) -> Routed:
    """Say what a step led to; after a change of language, in the new one."""
    for effect in step.effects:
        if isinstance(effect, LanguageChosen) and effect.language != scene.texts.language:
            scene = scene.in_language(effect.language)
            dialog = DIALOGS[step.conversation.dialog]
            shown = begin(dialog, step.conversation, scene)
            return Routed(scene, shown.replies, step, step.effects, step.after.following)
    return Routed(scene, step.replies, step, step.effects, step.after.following)


def _route_to_dialog(
    dialog: str, top: Conversation | None, scene: Scene, facts: Mapping[str, Any] | None = None
) -> Routed:
    if top is not None and top.dialog == dialog:
        return route(top, Command("show"), scene)
    return Routed(scene, following=NextDialog(dialog, facts or {}))


def _be_quiet(scene: Scene, days: int | None) -> Routed:
    """Say nothing of our own accord for some days; None: until the person says otherwise."""
    line = notice(Code.QUIET if days else Code.STOPPED, scene)
    return Routed(scene, (line,), effects=(QuietWanted("command", days),))


def _listen(top: Conversation | None, scene: Scene, wanted: bool) -> Routed:
    """Put listening on or off; what is open is shown again, so that it can be heard at once.

    Where a language is being chosen nothing is said: nobody knows yet what is understood.
    """
    heard = replace(scene, listens=wanted)
    shown = route(top, Command("show"), heard).replies if top is not None else ()
    asked = next((one for one in shown if isinstance(one, Ask)), None)
    line = notice(Code.LISTENS if wanted else Code.READS, heard)
    said = () if asked is not None and asked.chooses_language else (line,)
    return Routed(heard, (*said, *shown), effects=(ListeningWanted("command", wanted),))


ANSWERED_NOTHING = (Code.UNHEARD, Code.NOT_AN_OPTION, Code.TOO_LONG, Code.SPOKEN)
"""What is said to words that answered nothing."""


def _route_to_top(top: Conversation | None, event: Event, scene: Scene) -> Routed:
    if top is None:
        return Routed(scene, (notice(_idle_code(event), scene),))
    return routed_from(take(DIALOGS[top.dialog], top, event, scene), scene)


def unheard_words(event: Event, routed: Routed) -> str:
    """Give words that answered nothing; a text that is only too long stays with its question."""
    codes = {reply.code for reply in routed.replies if isinstance(reply, Notice)}
    if not isinstance(event, Typed | Spoken) or not codes.intersection(ANSWERED_NOTHING):
        return ""
    asked = routed.move.after.ask if routed.move else None
    if asked is not None and asked.kind is Kind.TEXT:
        return ""
    return event.text if isinstance(event, Spoken) else words_of(event.text)


def words_of(text: str) -> str:
    """Give a text that may be meant for a person: a number alone or a command is not."""
    said = text.strip()
    is_words = not said.startswith("/") and any(sign.isalpha() for sign in said)
    return said if is_words else ""


def _idle_code(event: Event) -> Code:
    match event:
        case Command(name="help"):
            return Code.HELP
        case Typed():
            return Code.UNHEARD
        case Spoken():
            return Code.SPOKEN
        case Unreadable(why=why):
            return why
        case _:
            return Code.IDLE
