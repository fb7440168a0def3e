"""How coaches have seen somebody's way to work, in the file for /mydata: all that they said."""

from collections.abc import Mapping

from bot.languages.catalog import Catalog
from dialogs.ratings.coach_view import (
    COUNTERPART,
    Indicator,
    ProgressArea,
    area_text,
    areas_heading,
    disagreement,
    disagreement_text,
    own_belief_text,
    own_indicator_text,
    point_text,
)
from storage.coaching.tables import CoachView
from storage.people.personal_data import PersonalData


def own_beliefs(found: PersonalData) -> Mapping[int, int | None]:
    """Give what the person answered to what the coach says too, by rating."""
    return {
        rating.id: answer.value
        for rating, answers in found.ratings
        for answer, _ in answers
        if answer.item == COUNTERPART
    }


def view_lines(t: Catalog, own: Mapping[int, int | None], view: CoachView) -> list[str]:
    """Write one view out, with the person's own answer and whether the two differ."""
    if view.areas is not None:
        areas = [area_text(t, ProgressArea(one)) for one in view.areas]
        return [areas_heading(t), t.listed(areas) if areas else "–"]
    said = [
        f"{own_indicator_text(t, one)}: {point_text(t, point)}"
        for one, point in zip(Indicator, (view.belief, view.purpose), strict=True)
    ]
    theirs = own.get(view.rating_id or 0)
    differs = disagreement_text(t, disagreement(theirs, view.belief))
    return [*said, own_belief_text(t, theirs), *([differs] if differs else [])]
