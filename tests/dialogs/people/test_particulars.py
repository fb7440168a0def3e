"""Age in tens of years: coarse, and whole for everybody."""

import pytest

from dialogs.people.particulars import OLDEST, YOUNGEST, age_group


@pytest.mark.parametrize(
    ("born", "told"),
    [
        (2011, "under 20"),
        (2007, "under 20"),
        (2006, "20-29"),
        (1997, "20-29"),
        (1996, "30-39"),
        (1967, "50-59"),
        (1966, "60 or more"),
        (1926, "60 or more"),
    ],
)
def test_an_age_is_one_of_six(born: int, told: str) -> None:
    assert age_group(born, 2026) == told


def test_every_age_has_its_group() -> None:
    assert len({age_group(2026 - age, 2026) for age in range(YOUNGEST, OLDEST + 1)}) == 6
