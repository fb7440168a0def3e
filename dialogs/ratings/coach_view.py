"""The coach's view beside the self-rating: BIP's two indicators, and at the exit the areas.

What the coach reads is the sources' own wording (``dialogs.reports.coach_view``). How the two
indicators were answered is not in them: the five points are ours. When the two views differ is
decided in ``disagreement``, and nowhere else; what that rests on stands in docs/two-views.md. Pure.
"""

from enum import StrEnum

from dialogs.ratings.change import CLEAR_STEPS
from dialogs.texts import Texts

VERSION = 1
"""Of the wording and the points; stored with every view."""
POINTS = 5
COUNTERPART = "belief"
"""The item of the self-rating that asks the same as the coach's first indicator."""


class Indicator(StrEnum):
    """What a coach says at each rating."""

    BELIEF = "belief"
    PURPOSE = "purpose"


class ProgressArea(StrEnum):
    """In what a participant has progressed, as the coach sees it at the exit."""

    EMPOWERMENT = "empowerment"
    LABOUR_MARKET = "labour-market"
    HEALTH = "health"
    AUTHORITIES = "authorities"
    OTHER = "other"


def disagreement(own: int | None, coach: int | None) -> int:
    """Give by how many steps the coach sees more (+) or less than the person; 0 is no matter.

    One step is within what one person's answers move by themselves: two are a subject to talk
    about. Where either has said nothing there is none.
    """
    steps = coach - own if own is not None and coach is not None else 0
    return steps if abs(steps) >= CLEAR_STEPS else 0


def own_indicator_text(t: Texts, indicator: Indicator) -> str:
    """Say one of the two to the person whom it is about."""
    match indicator:
        case Indicator.BELIEF:
            # NOTE: What the coach has rated, beside five points; the person reads it.
            return t.gettext("Tror på dina chanser att få ett jobb")
        case Indicator.PURPOSE:
            # NOTE: What the coach has rated, beside five points; the person reads it.
            return t.gettext("Tycker att du gör det som behövs för att få ett jobb")


def point_labels(t: Texts) -> tuple[str, ...]:
    """Word the points, the lowest first."""
    return (
        # NOTE: Five points on which a coach rates, from the lowest to the highest.
        t.pgettext("coach's scale", "Inte alls"),
        t.pgettext("coach's scale", "Lite"),
        t.pgettext("coach's scale", "Delvis"),
        t.pgettext("coach's scale", "Till stor del"),
        t.pgettext("coach's scale", "Helt och hållet"),
    )


def point_text(t: Texts, point: int | None) -> str:
    """Write a point with its word; a dash where nothing was said."""
    return f"{t.number(point)} · {point_labels(t)[point - 1]}" if point else "–"


def areas_heading(t: Texts) -> str:
    """Head the areas where the person reads them."""
    # NOTE: Heads the areas in which the coach thinks that the person has progressed.
    return t.gettext("Här ser din handledare att du har tagit steg:")


def area_text(t: Texts, area: ProgressArea) -> str:
    """Name an area."""
    match area:
        case ProgressArea.EMPOWERMENT:
            # NOTE: In what a participant has progressed: five areas, the words not ours to change.
            return t.gettext("Egenmakt")
        case ProgressArea.LABOUR_MARKET:
            return t.gettext("Kunskap om arbetsmarknaden")
        case ProgressArea.HEALTH:
            return t.gettext("Möjligheter att arbeta med psykisk/fysisk ohälsa")
        case ProgressArea.AUTHORITIES:
            return t.gettext("Kontakt med myndigheter (individuell samordning)")
        case ProgressArea.OTHER:
            return t.gettext("Övrigt")


def view_heading(t: Texts) -> str:
    """Head the coach's view where the participant reads it."""
    # NOTE: Heads what the coach thinks of the person's way to work; the person reads it.
    return t.gettext("Så ser din handledare det")


def own_belief_text(t: Texts, point: int | None) -> str:
    """Say what the participant answered to the same."""
    # NOTE: Beside what the coach thinks: what the person who reads this answered to "Do you think
    # that you can manage to work?". {answer}: for instance 3, or a dash.
    text = t.gettext("Ditt eget svar om du tror att du kan arbeta: {answer}")
    return text.format(answer=t.number(point) if point else "–")


def disagreement_text(t: Texts, steps: int) -> str:
    """Say to the participant that the two differ; "" where they do not. Nobody is wrong."""
    if not steps:
        return ""
    if steps > 0:
        # NOTE: To the person: the coach believes more in their chances than they do themselves.
        return t.gettext("Din handledare tror mer på det än du gör just nu. Det kan ni prata om.")
    # NOTE: To the person: the coach believes less in their chances than they do. Nobody is wrong.
    return t.gettext("Du tror mer på det än din handledare gör just nu. Det kan ni prata om.")
