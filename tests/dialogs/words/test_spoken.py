"""The sign that stands for a recording: nobody types one, and nobody ever sees one."""

import pytest

from bot.languages.catalog import catalog
from dialogs.words.spoken import (
    OBJECT,
    earlier_text,
    has_recording,
    recordings_in,
    shown_words,
    spoken_text,
    typed,
    typed_part,
)
from tests.scenes import scene

SAID = spoken_text(7, 42)


def test_words_and_recordings_stand_together() -> None:
    words = f"ont i ryggen\n{SAID}\n{spoken_text(2**62, 1)}"
    assert recordings_in(words) == {7: 42, 2**62: 1}
    assert typed_part(words) == "ont i ryggen"
    assert has_recording(words)
    said = shown_words(words, scene("sv").texts)
    assert said == "ont i ryggen\nInspelat, 42 sekunder\nInspelat, 1 sekund"
    assert "٤٢" in shown_words(SAID, catalog("ar"))


@pytest.mark.parametrize("forged", [SAID, f"a{OBJECT}b", OBJECT, f"{OBJECT}7 42"])
def test_nobody_types_one(forged: str) -> None:
    assert OBJECT not in typed(forged)
    assert not has_recording(typed(forged))
    assert OBJECT not in shown_words(forged, scene("sv").texts)
    assert OBJECT not in typed_part(forged)


def test_what_was_said_earlier_is_not_called_written() -> None:
    assert earlier_text("ord", scene("sv").texts) == "Du har skrivit: \u2068ord\u2069"
    assert earlier_text(SAID, scene("sv").texts) == "Du har sagt: \u2068Inspelat, 42 sekunder\u2069"
