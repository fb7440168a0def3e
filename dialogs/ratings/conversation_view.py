"""The words of the conversation view: what coach and participant look at together.

It is in the participant's language, and turned to the participant: *du*. Pure.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.ratings.change import SumChange
from dialogs.texts import Texts


@dataclass(frozen=True)
class ViewWords:
    """The view's headings and buttons, the same for everybody who reads the language."""

    title: str
    back: str
    star: str
    beside: str
    course: str
    comments: str
    goals: str
    end_goal: str
    steps: str
    from_coach: str
    helps: str
    skipped: str
    nothing_yet: tuple[str, ...]


def view_words(t: Texts) -> ViewWords:
    """Word what stands on every such page."""
    return ViewWords(
        # NOTE: The title of a page that the coach and the participant look at together. It says
        # nothing of what it shows.
        title=t.gettext("Vårt samtal"),
        back=t.pgettext("button", "Tillbaka"),
        # NOTE: Heads the participant's newest star.
        star=t.gettext("Din stjärna"),
        # NOTE: Before the days of earlier stars: one of them is shown below the newest star.
        beside=t.gettext("Jämför med"),
        # NOTE: Heads six small lines, which show how each answer has been at different times.
        course=t.gettext("Över tid"),
        # NOTE: Heads what the participant has written or said to the questions.
        comments=t.gettext("Dina kommentarer"),
        goals=t.gettext("Dina mål"),
        # NOTE: Above the goal that the person wants to reach in the end, not one in a certain area.
        end_goal=t.gettext("Målet"),
        steps=t.gettext("Dina små steg"),
        from_coach=t.gettext("Din handledare har skrivit:"),
        # NOTE: Heads what the participant has said about a small step: what helps with it.
        helps=t.gettext("Det som hjälper:"),
        skipped=t.gettext("Hoppade över"),
        nothing_yet=(
            # NOTE: Stands instead of the star where there is none, with the next sentence.
            t.gettext("Det finns ingen stjärna än."),
            t.gettext("Du kan göra den i chatten, på papper eller tillsammans med din handledare."),
        ),
    )


def draft_line(t: Texts) -> str:
    """Say quietly that nobody has read the translation of the questions."""
    # NOTE: Below the answers: the questions and their scale are a translation, not yet approved.
    return t.gettext("Ingen har läst igenom översättningen än.")


def earlier_star_label(t: Texts, day: str, *, is_first: bool) -> str:
    """Name an earlier star by its day (written), the first one as the first."""
    if not is_first:
        return day
    # NOTE: Names the person's first star, on a button. {day} is its date.
    return t.gettext("{day}, den första").format(day=day)


def made_lines(t: Texts, stars: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Say how stars were made (alone, together, on paper): one line for those made alike.

    ``stars`` are their days (written) and their ways.
    """
    days: dict[tuple[str, ...], list[str]] = {}
    for day, ways in stars:
        days.setdefault(ways, []).append(day)
    return tuple(f"{t.listed(ways)}: {t.listed(of)}" for ways, of in days.items() if ways)


def course_text(t: Texts, label: str, values: Sequence[tuple[str, int | None]]) -> str:
    """Say a course for those who do not see it: the answer of each day (written)."""
    # NOTE: Stands between the parts of a list that is read aloud, with a space.
    said = t.pgettext("list", ", ").join(
        f"{day} {t.number(value) if value else '–'}" for day, value in values
    )
    return f"{label}: {said}"


def step_change_text(t: Texts, before: int, now: int, since: dt.date) -> str:
    """Say that one answer has changed clearly; no praise and no blame."""
    # NOTE: Beside an answer that has changed by two or more, up or down; no praise, no blame. For
    # instance "From 2 to 4 since 3 May 2026".
    text = t.gettext("Från {before} till {now} sedan {day}")
    return text.format(before=t.number(before), now=t.number(now), day=t.date(since))


def sum_change_text(t: Texts, change: SumChange, since: dt.date) -> str:
    """Say that all answers together have changed, and over how many that is counted."""
    if change.steps > 0:
        # NOTE: Below the answers: their sum is higher by {count} (5 or more) than on {day}.
        text = t.gettext("Alla svar tillsammans är {count} högre än {day}.")
    else:
        # NOTE: Below the answers: their sum is lower by {count} (5 or more) than on {day}.
        text = t.gettext("Alla svar tillsammans är {count} lägre än {day}.")
    said = text.format(count=t.number(abs(change.steps)), day=t.date(since))
    if change.counted == change.asked:
        return said
    # NOTE: After a sum: {counted} of {asked} questions were answered both times, and are in it.
    partly = t.gettext("Det är räknat på {counted} av {asked} frågor.")
    return f"{said} {partly.format(counted=t.number(change.counted), asked=t.number(change.asked))}"
