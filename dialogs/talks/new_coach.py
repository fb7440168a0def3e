"""The dialog that tells of a new coach: who it is, and what that means for what was answered."""

from dialogs.engine.ask import Ask, Option
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NewCoachRead
from dialogs.engine.replay import Play
from dialogs.engine.scene import Scene
from dialogs.labels.commands import command_words
from dialogs.texts import Texts, isolate


def new_coach(scene: Scene, conversation: Conversation) -> Play:
    """Say who the coach is now. Facts: ``coach``, the name, or ""; ``staff``, the id."""
    facts, t = conversation.facts, scene.texts
    if facts["coach"]:
        # NOTE: {coach} is a name.
        first = t.gettext("Hej! Du har en ny handledare: {coach}.").format(
            coach=isolate(facts["coach"])
        )
    else:
        first = t.gettext("Hej! Du har en ny handledare.")
    lines = (
        first,
        # NOTE: Below "You have a new coach".
        t.gettext(
            "Din nya handledare kan läsa dina svar, kommentarer och meddelanden. Den du hade "
            "förut kan det inte längre."
        ),
        # NOTE: To somebody who has a new coach.
        t.gettext("Dina möten och steg är kvar."),
        # NOTE: To somebody who has a new coach. {page} is what the menu calls the page.
        t.gettext("Vem du annars kan fråga står under ”{page}”.").format(page=_page(t)),
    )
    # NOTE: A button below what the coach has written: I have read it.
    read = Option("read", t.gettext("Tack, jag har läst"))
    yield Ask("read", "\n\n".join(lines), options=(read,))
    yield NewCoachRead("read", facts["staff"])
    return None


def _page(t: Texts) -> str:
    return dict(command_words(t))["coach"]
