"""Two views of one thing: when they differ so much that it is a subject to talk about."""

import pytest

from dialogs.ratings.coach_view import POINTS, disagreement, point_labels
from tests.scenes import scene, skapa


@pytest.mark.parametrize(
    ("own", "coach", "steps"),
    [(2, 4, 2), (4, 2, -2), (1, 5, 4), (3, 4, 0), (4, 3, 0), (3, 3, 0), (None, 5, 0), (1, None, 0)],
)
def test_two_steps_differ_and_one_does_not(own: int | None, coach: int | None, steps: int) -> None:
    assert disagreement(own, coach) == steps


def test_the_coachs_points_are_as_many_as_those_of_what_they_are_held_against() -> None:
    assert len(point_labels(scene("sv").texts)) == POINTS == skapa().points
    assert skapa().item("belief")
