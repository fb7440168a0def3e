"""What a participant reads: short sentences, short words, and a bot that says *I*.

LIX is the words in a sentence plus the long words (over six letters) in a hundred; 25 reads like a
children's book, 40 like a newspaper. Every text from which a participant may read is measured, in
every form; only what staff alone read is left out (``READ_BY_STAFF``), and what is typed and never
shown (the context *typed*). Labels of less than five words are no sentences.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import pytest

from bot.languages.catalog import catalog
from bot.languages.spoken import PARTICIPANTS, languages
from bot.languages.translations import read_template, translated
from tests.test_imports import FILES, imported

READ_BY_STAFF = re.compile(
    r"admin/|bot/staff/|dialogs/reports/|dialogs/labels/(obstacles|staff|statuses)\.py"
)
PLACEHOLDER = re.compile(r"\{\w+\}")
FEWEST = 5
LONGEST_BUTTON = 40
HARDEST = 40
"""LIX of a newspaper; every text for participants is below."""
LONGEST_SENTENCE = 14
"""In words."""
AS_IT_IS = {
    # SKAPA's questions, word for word: nobody but those who made the instrument may change them,
    # and what each means is said below it in plain words, which are measured.
    "Vet du vad du ska göra för att förbättra dina chanser att få ett arbete?",
    "Har du tid i vardagen att kunna fokusera på arbete/praktik/studier?",
    "Tror du att dina kompetenser kan användas på en arbetsplats?",
    # One of the four areas of the coach's assessment, word for word.
    "Kontakt med myndigheter (individuell samordning)",
}
"""Texts that may be hard, and why."""


@dataclass(frozen=True)
class Text:
    """A Swedish source; ``plural`` is empty where there is one form only."""

    context: str
    source: str
    plural: str = ""

    def shown(self, language: str) -> str:
        """Give it in a language, of several things."""
        words = catalog(language)
        if self.plural:
            return words.ngettext(self.source, self.plural, 3)
        if self.context:
            return words.pgettext(self.context, self.source)
        return words.gettext(self.source)


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """Find every text that a participant may read."""
    messages = [one for one in translated(read_template(PARTICIPANTS)) if one.context != "typed"]
    return [
        Text(one.context or "", *((one.id,) if isinstance(one.id, str) else one.id))
        for one in messages
    ]


def sentences_of(text: str) -> list[list[str]]:
    parts = re.split(r"[.!?:]+(?=\s|$)|\n", PLACEHOLDER.sub("x", text))
    return [words for part in parts if (words := re.findall(r"[\w’'-]+", part))]


def lix(text: str) -> float:
    sentences = sentences_of(text)
    words = [word for sentence in sentences for word in sentence]
    long = sum(len(word) > 6 for word in words)
    return len(words) / len(sentences) + 100 * long / len(words)


def sources(texts: list[Text]) -> list[str]:
    """Give every Swedish form there is, the singular ones too."""
    return [form for text in texts for form in (text.source, text.plural) if form]


def faults_of(text: str) -> list[str]:
    """Say what is hard about a text; a label of a few words has no LIX."""
    sentences = sentences_of(text)
    faults = [" ".join(words) for words in sentences if len(words) > LONGEST_SENTENCE]
    if sum(map(len, sentences)) >= FEWEST and lix(text) >= HARDEST:
        faults.append(f"LIX {lix(text):.0f}")
    return faults


def sentences_shown(language: str, texts: list[Text]) -> list[str]:
    """Give what is more than a label, as it stands in a language."""
    read = (text.shown(language) for text in texts)
    return [one for one in read if sum(map(len, sentences_of(one))) >= FEWEST]


def test_every_swedish_text_is_plain(texts: list[Text]) -> None:
    """Each by itself: an average would let one hard text hide behind ten easy ones."""
    hard = [one for one in sources(texts) if faults_of(one) and one not in AS_IT_IS]
    assert hard == []


def test_what_is_left_as_it_is_still_stands_and_is_hard(texts: list[Text]) -> None:
    known = set(sources(texts))
    assert [one for one in AS_IT_IS if one not in known or not faults_of(one)] == []


def test_what_is_measured_is_what_participants_read(texts: list[Text]) -> None:
    """From every room that speaks to them, and from the pages of the web chat."""
    measured = set(sources(texts))
    assert len(measured) > 500
    for one in (
        "Hur bra är du på att samarbeta?",
        "Vill du vara med?",
        "Den här länken gäller inte längre. Be din handledare om en ny.",
        "Du kan stänga sidan nu. Öppna samma länk igen när du vill fortsätta.",
        "Du har ett meddelande från {organisation}.",
        "Din handledare och din tid",
    ):
        assert one in measured


def test_the_measure_counts_as_lix_does() -> None:
    assert sentences_of("Hej {name}! Så här är det: bra.") == [
        ["Hej", "x"],
        ["Så", "här", "är", "det"],
        ["bra"],
    ]
    assert lix("Det här är viktigt. Hej du.") == pytest.approx(3 + 100 / 6)
    assert faults_of(" ".join(["ett"] * (LONGEST_SENTENCE + 1)) + ".")
    assert faults_of("Handläggningstiden överskrider verksamhetens målsättning avsevärt.")
    assert not faults_of("Stjärnan är klar")


@pytest.mark.parametrize(
    ("language", "average", "hardest", "middle", "longest"), [("en", 19, 47, 7, 18)]
)
def test_a_translation_is_about_as_easy(
    texts: list[Text],
    language: str,
    average: float,
    hardest: float,
    middle: float,
    longest: int,
) -> None:
    """The limits are what was measured, and a little room; LIX is made for Swedish."""
    read = sentences_shown(language, texts)
    lengths = [len(words) for one in read for words in sentences_of(one)]
    assert mean(map(lix, read)) < average
    assert [one for one in read if lix(one) > hardest] == []
    assert median(lengths) <= middle
    assert [one for one in read if max(map(len, sentences_of(one))) > longest] == []


def test_to_a_participant_the_bot_says_i(texts: list[Text]) -> None:
    assert [text for text in texts if re.search(r"\b[Bb]oten\b", text.source)] == []


@pytest.mark.parametrize("language", languages())
def test_suggested_steps_fit_on_a_button(texts: list[Text], language: str) -> None:
    steps = [text.shown(language) for text in texts if ".step." in text.context]
    assert len(steps) == 18
    assert [one for one in steps if len(one) > LONGEST_BUTTON] == []


SPEAK = ("bot/channels", "bot/turn", "bot/reminding", "bot/files", "bot/doorbell", "dialogs/")


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if str(path).startswith(SPEAK) and not READ_BY_STAFF.match(str(path))],
    ids=str,
)
def test_whoever_speaks_to_participants_says_nothing_of_what_is_left_out(path: Path) -> None:
    names = (name.replace(".", "/") + ".py" for name in imported(path))
    assert [name for name in names if READ_BY_STAFF.match(name)] == []
