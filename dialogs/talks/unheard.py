"""Words that answered nothing: they are offered to be passed on, and nobody is left waiting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.agenda.answers import MeetingAnswer
from dialogs.engine.ask import Ask
from dialogs.engine.reply import Offer, Reply, Say
from dialogs.engine.scene import Scene
from dialogs.people.coach import Coach, coach_text
from dialogs.talks.meeting import next_meeting_line
from dialogs.texts import Texts, isolate
from dialogs.words.spoken import earlier_text


@dataclass(frozen=True)
class Meets:
    """The next meeting: the facts of ``next_meeting_line``, and what the person has said of it."""

    facts: Mapping[str, Any]
    answer: MeetingAnswer | None = None


def pass_on_id(words: int) -> str:
    """Name the button that passes words on; ``words`` is the id that they are kept under."""
    return f"pass on {words}"


def pass_on_line(t: Texts, words: int, said: str = "", *, spoken: bool = False) -> Say:
    """Offer to pass on what somebody has written, or ``spoken``, with one press.

    ``said`` is given where it does not stand right above: nobody passes on what they do not see.
    """
    if spoken:
        # NOTE: The person recorded something that answers no question. A button stands below.
        text = t.gettext("Vill du att din handledare lyssnar på det? Då lämnar jag det vidare.")
    else:
        text = pass_on_text(t)
    if said:
        text = f"{earlier_text(said, t)}\n\n{text}"
    return Say(text, offers=(Offer(pass_on_label(t), pass_on_id(words)),))


def pass_on_text(t: Texts) -> str:
    """Ask whether the coach may read what the person has just written."""
    # NOTE: The person wrote something that answers no question. A button stands below.
    return t.gettext("Vill du att din handledare läser det du skrev? Då lämnar jag det vidare.")


def pass_on_label(t: Texts) -> str:
    """Name the button that lets the coach read it."""
    # NOTE: A button: the coach may read what the person has just written. Short.
    return t.gettext("Lämna till min handledare")


def nobody_reads_line(scene: Scene, coach: Coach | None) -> Say:
    """Say plainly that nobody reads here, and whom to turn to."""
    t = scene.texts
    # NOTE: The person wrote something that answers no question, and nobody can get it.
    lines = [t.gettext("Ingen läser det du skriver här.")]
    if coach is not None:
        lines.append(coach_text(t, coach))
    elif scene.help.contact:
        lines.append(isolate(scene.help.contact))
    return Say(" ".join(lines))


def sender_text(scene: Scene, organisation: str) -> str:
    """Say who is behind this, and whom to ask, to somebody who does not come further."""
    t = scene.texts
    # NOTE: On a page, or in an answer, for somebody whose link does not work, or who has just
    # opened it. {organisation} is who writes.
    lines = [t.gettext("Det här kommer från {organisation}.")]
    lines[0] = lines[0].format(organisation=isolate(organisation))
    if scene.help.contact:
        # NOTE: {contact} is whom to ask, for instance a telephone number.
        ask = t.gettext("Fråga din handledare, eller {contact}.")
        lines.append(ask.format(contact=isolate(scene.help.contact)))
    else:
        lines.append(t.gettext("Fråga din handledare om du undrar något."))
    return " ".join(lines)


def with_lines(replies: tuple[Reply, ...], lines: tuple[Say, ...]) -> tuple[Reply, ...]:
    """Put lines before the question that is shown again, or last where nothing is asked."""
    place = next((at for at, one in enumerate(replies) if isinstance(one, Ask)), len(replies))
    return (*replies[:place], *lines, *replies[place:])


def lines_beside(scene: Scene, words: Say | None, meets: Meets | None) -> tuple[Say, ...]:
    """Give what stands beside words that answered nothing, or where nothing is asked.

    A meeting that is still to come has its buttons there: "I am ill" is often about it.
    """
    meeting = next_meeting_line(scene.texts, meets.facts, meets.answer) if meets else None
    return tuple(line for line in (words, meeting) if line is not None)
