"""Figures as people write them, and what is not one."""

import pytest
from hypothesis import assume, example, given, strategies

from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from dialogs.engine.ask import Answer, Ask, Kind, Option, Way
from dialogs.engine.event import Typed
from dialogs.engine.labels import way_label
from dialogs.engine.reply import Code
from dialogs.engine.understanding import understand
from dialogs.texts import Texts
from dialogs.words.figures import number_words, whole_number
from dialogs.words.plain import plain
from tests.scenes import scene, skapa

SV, EN, AR = (scene(language).texts for language in ("sv", "en", "ar"))
WAYS = (Way.COMMENT, Way.MEANING, Way.BACK, Way.SKIP, Way.PAUSE)


def scale(language: str) -> Ask:
    wording = skapa().wording(skapa().items[0], catalog(language))
    options = tuple(Option(str(n), word, n) for n, word in enumerate(wording.anchors, 1))
    return Ask("health#1", "?", Kind.SCALE, options, WAYS, points=len(options))


SCALE = scale("sv")
CHOICE = Ask("again", "?", Kind.CHOICE, (Option("a", "Om en vecka"), Option("b", "Inte alls")))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("4.", "4"),
        ("4!", "4"),
        ("4)", "4"),
        ("(4)", "4"),
        ("4/5", "4"),
        ("٤/٥", "4"),
        ("\u200f4", "4"),
        ("\u20684\u2069", "4"),
        ("4\u200b", "4"),
        ("4 · God", "4"),
        ("4 - god", "4"),
        ("◕  4 · God", "4"),
        ("tre", "3"),
        ("Fem!", "5"),
        ("FYRA", "4"),
        ("etta", "1"),
        ("3:a", "3"),
        ("3a", "3"),
        ("3 tror jag", "3"),
        ("jag tror 3", "3"),
        ("jag svarar tre", "3"),
        ("5 🙂", "5"),
        ("👉 2", "2"),
        ("④", "4"),
    ],
)
def test_a_figure_counts_as_people_write_it(said: str, key: str) -> None:
    assert understand(Typed(said), SCALE, SV) == Answer(key)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "3 eller 4",
            "3-4",
            "3 4",
            "3, 4",
            "mellan 3 och 4",
            "tre fyra",
            "3 fyra",
            "4/6",
            "4/5/5",
        ),
        *("3?", "3 år", "inte 3", "kl 3", "3 %", "3 kr", "3€", "+3", "3+", "4-", "-3", "− 3", "#3"),
        *(
            "4 dålig",
            "God 3",
            "mer än 3",
            "jag sover 3 timmar",
            "ett litet steg",
            "½",
            "3½",
            "tre?",
        ),
    ],
)
def test_what_could_mean_something_else_is_asked(said: str) -> None:
    assert understand(Typed(said), SCALE, SV) is Code.NOT_AN_OPTION


@pytest.mark.parametrize(("said", "texts"), [("tio", SV), ("noll", SV), ("ten", EN), ("صفر", AR)])
def test_a_number_word_off_the_scale_is_off_the_scale(said: str, texts: Texts) -> None:
    assert understand(Typed(said), SCALE, texts) is Code.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("language", "said", "key"),
    [
        ("en", "three", "3"),
        ("en", "Five.", "5"),
        ("en", "I think 3", "3"),
        ("ar", "ثلاثة", "3"),
        ("ar", "ثلاثه", "3"),
        ("ar", "خمسة", "5"),
        ("ar", "أربعة", "4"),
        ("ar", "اربعه", "4"),
        ("ar", "أعتقد ٣", "3"),
    ],
)
def test_number_words_count_in_the_language_of_the_reader(
    language: str, said: str, key: str
) -> None:
    assert understand(Typed(said), scale(language), catalog(language)) == Answer(key)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_numbers_as_words(language: str) -> None:
    """From nothing to ten, none for two numbers, and none that is one of our own buttons."""
    words = number_words(catalog(language))
    assert sorted(set(words.values())) == list(range(11))
    assert "" not in words
    assert not {plain(option.label) for option in scale(language).options} & words.keys()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("way", WAYS)
def test_the_words_of_a_button_press_it(way: Way, language: str) -> None:
    ask, texts = scale(language), catalog(language)
    meant = {Way.MEANING: Code.MEANING, Way.PAUSE: Code.PAUSED, Way.BACK: Way.BACK}
    said = way_label(way, texts).upper() + "."
    assert understand(Typed(said), ask, texts) == meant.get(way, Answer(way))


def test_a_button_that_is_not_there_is_not_pressed() -> None:
    assert understand(Typed("hoppa över"), CHOICE, SV) is Code.NOT_AN_OPTION


@pytest.mark.parametrize(("said", "texts"), [("fortsätt", SV), ("Continue", EN)])
def test_go_on_shows_the_question(said: str, texts: Texts) -> None:
    assert understand(Typed(said), SCALE, texts) is None


@pytest.mark.parametrize("said", ["2", "två", "1.", "٢"])
def test_a_figure_answers_no_question_without_figures(said: str) -> None:
    """Nobody sees which answer is the second: "2" may be two weeks, or yes to an erasure."""
    assert understand(Typed(said), CHOICE, SV) is Code.NOT_AN_OPTION


@pytest.mark.parametrize(("said", "key"), [("ja", "yes"), ("Nej!", "no"), ("ja ja", None)])
def test_yes_and_no_are_enough(said: str, key: str | None) -> None:
    options = (Option("yes", "Ja, jag vill vara med"), Option("no", "Nej, inte nu"))
    ask = Ask("agree#1", "?", Kind.CHOICE, options)
    assert understand(Typed(said), ask, SV) == (Answer(key) if key else Code.NOT_AN_OPTION)


@pytest.mark.parametrize(
    "said", ["\u200b", "\u2060\ufeff", "\u3164", "\u2800\u2800", "\u00ad", "\U000e0041", "\ufe0f"]
)
def test_what_nobody_can_see_is_no_comment(said: str) -> None:
    ask = Ask("comment#1", "?", Kind.TEXT)
    assert understand(Typed(said), ask, SV) is Code.EMPTY
    assert understand(Typed(f"{said} ont"), ask, SV) == Answer(words=f"{said} ont".strip())


@given(strategies.text())
@example("ͅΣ")
@example("ﷺ ﬃ ẞ")
def test_to_make_plain_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)


FIGURES = strategies.sampled_from(
    ["1", "2", "3", "4", "5", "٣", "۴", "５", "6", "12", "ett", "fem"]
)
BETWEEN = strategies.sampled_from(
    [" ", ", ", " eller ", "-", " · ", "/", " tror jag ", ":a ", "\n"]
)


@given(FIGURES, BETWEEN, FIGURES, strategies.sampled_from(["", ".", " tror jag", " 🙂", " God"]))
def test_of_two_figures_none_is_taken(one: str, between: str, two: str, rest: str) -> None:
    """But for "4/5", which says how long the scale is."""
    values = [whole_number(of) or number_words(SV).get(of) for of in (one, two)]
    assume(values[0] != values[1])
    assume(not (between == "/" and values[1] == 5))
    understood = understand(Typed(f"{one}{between}{two}{rest}"), SCALE, SV)
    assert understood in (Code.NOT_AN_OPTION, Code.TOO_LONG)


@given(strategies.text(max_size=12), FIGURES, strategies.text(max_size=12))
def test_whatever_stands_around_a_figure_never_makes_it_another(
    before: str, figure: str, after: str
) -> None:
    understood = understand(Typed(f"{before} {figure} {after}"), SCALE, SV)
    value = whole_number(figure) or number_words(SV).get(figure)
    if isinstance(understood, Answer) and understood.key in {"1", "2", "3", "4", "5"}:
        assert understood.key == str(value)
