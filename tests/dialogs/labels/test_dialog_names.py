"""Every dialog has a name, and what it is about can be said."""

import pytest

from bot.languages.catalog import catalog
from dialogs.labels.conversations import DialogName, conversation_label
from dialogs.talks.routing import DIALOGS


def test_every_dialog_has_a_name_and_every_name_a_dialog() -> None:
    assert set(DIALOGS) == set(DialogName)


@pytest.mark.parametrize("name", DialogName)
def test_nobody_reads_a_dialogs_bare_name(name: DialogName) -> None:
    assert conversation_label(catalog("sv"), name) not in ("", name.value, "annat")


def test_a_dialog_of_an_older_version_is_about_something_else() -> None:
    assert conversation_label(catalog("sv"), "a dialog that is gone") == "annat"
