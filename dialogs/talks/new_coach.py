"""The dialogs that tell of another coach, for good or for a time, and what they may read."""

import datetime as dt

from dialogs.engine.ask import Ask
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NewCoachRead, SubstituteRead
from dialogs.engine.labels import read_option
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
    yield Ask("read", "\n\n".join(lines), options=(read_option(t),))
    yield NewCoachRead("read", facts["staff"])
    return None


def substitute(scene: Scene, conversation: Conversation) -> Play:
    """Say who stands in for the coach, and up to when.

    Facts: ``coach`` and ``substitute``, the names, or "" both; ``last_day`` (ISO);
    ``request``, the id of what they said yes to.
    """
    facts, t = conversation.facts, scene.texts
    day = t.date(dt.date.fromisoformat(facts["last_day"]))
    if facts["coach"] and facts["substitute"]:
        # NOTE: {coach} is the name of the person's coach, {substitute} of the coach who stands in
        # for a time. {day} is a date, the last day of it.
        first = t.gettext(
            "Hej! {substitute} hjälper dig till och med {day}, när {coach} är borta."
        ).format(
            substitute=isolate(facts["substitute"]), coach=isolate(facts["coach"]), day=isolate(day)
        )
    else:
        # NOTE: {day} is a date, the last day of it.
        first = t.gettext(
            "Hej! En annan handledare hjälper dig till och med {day}, när din handledare är borta."
        ).format(day=isolate(day))
    lines = (
        first,
        # NOTE: Below the name of the coach who stands in for a time.
        t.gettext(
            "Så länge kan båda läsa dina svar, kommentarer och meddelanden. Din handledare är "
            "kvar, och dina möten och steg också."
        ),
    )
    yield Ask("read", "\n\n".join(lines), options=(read_option(t),))
    yield SubstituteRead("read", facts["request"])
    return None


def _page(t: Texts) -> str:
    return dict(command_words(t))["coach"]
