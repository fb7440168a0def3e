"""The coach's view as the conversation view shows it, where the coach has chosen to."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin.conversation.view import Rated
from bot.languages.catalog import Catalog
from dialogs.instruments.instrument import Instrument
from dialogs.ratings.coach_view import (
    COUNTERPART,
    Indicator,
    disagreement,
    disagreement_text,
    own_belief_text,
    own_indicator_text,
    point_text,
    view_heading,
)
from storage.coaching.tables import CoachView
from storage.coaching.views import view_beside


@dataclass(frozen=True)
class CoachLines:
    """What the coach has said beside the newest star, in the participant's language.

    ``own`` is the person's own answer to the first of them; ``differs``: "" where it is no matter.
    """

    heading: str
    said: tuple[tuple[str, str], ...]
    own: str
    differs: str


def coach_lines(
    t: Catalog,
    rated: tuple[Instrument, list[Rated]] | None,
    views: Sequence[CoachView],
) -> CoachLines | None:
    """Write out the view beside the newest star; None where there is none."""
    newest = rated[1][-1] if rated else None
    view = view_beside(views, newest.rating.id) if newest else None
    if newest is None or view is None or not (view.belief or view.purpose):
        return None
    own = newest.values.get(COUNTERPART)
    points = zip(Indicator, (view.belief, view.purpose), strict=True)
    return CoachLines(
        view_heading(t),
        tuple((own_indicator_text(t, one), point_text(t, point)) for one, point in points if point),
        own_belief_text(t, own),
        disagreement_text(t, disagreement(own, view.belief)),
    )
