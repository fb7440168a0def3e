"""The pages are looked at with everything that an installation may offer."""

import pytest

from tests.people.knocks import EVERY_KIND


@pytest.fixture
def more_settings() -> dict[str, str]:
    return EVERY_KIND
