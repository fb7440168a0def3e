"""What counts as an answer, however it was typed."""

import pytest
from hypothesis import given, strategies

from dialogs.engine.ask import Answer, Ask, Kind, Option
from dialogs.engine.event import Pressed, Typed
from dialogs.engine.reply import Code
from dialogs.engine.understanding import understand
from dialogs.words.figures import whole_number
from tests.scenes import scene

SV = scene("sv").texts

SCALE = Ask(
    "health#1",
    "?",
    Kind.SCALE,
    tuple(
        Option(str(n), word, n)
        for n, word in enumerate(["Dålig", "Så där", "OK", "God!", "بخير"], 1)
    ),
)
TEXT = Ask("comment#1", "?", Kind.TEXT, longest=20)


CHOICE_OR_TEXT = Ask("words#1", "?", Kind.TEXT, (Option("1", "Gå ut en stund"),), longest=20)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("gå ut en stund!", Answer("1")),
        ("gå ut en liten stund", Answer(words="gå ut en liten stund")),
        ("1", Answer(words="1")),
    ],
)
def test_a_suggestion_written_out_is_the_suggestion(text: str, answer: Answer) -> None:
    assert understand(Typed(text), CHOICE_OR_TEXT, SV) == answer


@pytest.mark.parametrize("four", ["4", "٤", "۴", "４", "4️⃣", "፬", " 4 ", "௪", "৪"])
def test_a_four_is_a_four_in_any_script(four: str) -> None:
    assert understand(Typed(four), SCALE, SV) == Answer("4")


@pytest.mark.parametrize("number", ["0", "6", "35", "٣٥", "9999"])
def test_a_number_off_the_scale_is_not_rounded(number: str) -> None:
    assert understand(Typed(number), SCALE, SV) is Code.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("word", "key"), [("god", "4"), ("GOD.", "4"), ("sa dar", "2"), ("بَخير", "5")]
)
def test_the_word_counts_however_it_is_typed(word: str, key: str) -> None:
    assert understand(Typed(word), SCALE, SV) == Answer(key)


@pytest.mark.parametrize("noise", ["-3", "1_0", "4.5", "½", "²³⁴⁵⁶", "4 4"])
def test_what_is_not_quite_a_number_is_not_guessed(noise: str) -> None:
    assert isinstance(understand(Typed(noise), SCALE, SV), Code)


@pytest.mark.parametrize(
    ("text", "code"), [("", Code.EMPTY), ("\x00\x01", Code.EMPTY), ("x" * 21, Code.TOO_LONG)]
)
def test_a_comment_needs_words_and_has_a_limit(text: str, code: Code) -> None:
    assert understand(Typed(text), TEXT, SV) is code


def test_a_digit_in_a_comment_is_a_comment() -> None:
    assert understand(Typed("4"), TEXT, SV) == Answer(words="4")


def test_a_button_of_another_question_is_stale() -> None:
    assert understand(Pressed("time#1", "4"), SCALE, SV) is Code.STALE
    assert understand(Pressed("health#1", "9"), SCALE, SV) is Code.STALE


@given(strategies.integers(0, 9999))
def test_numbers_are_read_as_written(number: int) -> None:
    assert whole_number(str(number)) == number


@given(strategies.text())
def test_no_text_breaks_the_hearing(text: str) -> None:
    verdict = understand(Typed(text), SCALE, SV)
    assert isinstance(verdict, Answer | Code)
