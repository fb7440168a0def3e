"""What a participant reads: short sentences, short words, and a bot that says *I*.

LIX is the words in a sentence plus the long words (over six letters) in a hundred; 25 reads like a
children's book, 40 like a newspaper. Buttons and labels are no sentences: five words count.
"""

import re
from dataclasses import dataclass
from statistics import mean, median

import pytest
from babel.messages.pofile import read_po

from bot.languages.catalog import catalog
from bot.languages.spoken import PARTICIPANTS, STAFF, catalog_path, languages, template_path
from bot.languages.translations import texts_of

PLACEHOLDER = re.compile(r"\{\w+\}")
FEWEST = 5
LONGEST_BUTTON = 40


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
    with template_path(PARTICIPANTS).open("rb") as file:
        messages = [one for one in read_po(file) if one.id and one.context != "typed"]
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


def sentences_shown(language: str, texts: list[Text]) -> list[str]:
    """Give what is more than a label, as it stands in a language."""
    read = (text.shown(language) for text in texts)
    return [one for one in read if sum(map(len, sentences_of(one))) >= FEWEST]


@pytest.mark.parametrize(
    ("language", "average", "hardest", "middle", "longest"),
    [("sv", 19, 47, 7, 18), ("en", 19, 47, 7, 18)],
)
def test_texts_are_easy_to_read(
    texts: list[Text],
    language: str,
    average: float,
    hardest: float,
    middle: float,
    longest: int,
) -> None:
    """The limits are what was measured, and a little room."""
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


def test_english_has_one_word_for_one_thing() -> None:
    """Log in, email, number, delete, connect, come back: people learn each word once."""
    other = re.compile(
        r"\b(sign(ed)? (in|out)|e-mail|figures?|erase[ds]?|linked|switched o(n|ff)|alert|us)\b",
        re.IGNORECASE,
    )
    texts = []
    for domain in (PARTICIPANTS, STAFF):
        with catalog_path("en", domain).open("rb") as file:
            texts += [text for one in read_po(file) if one.id for text in texts_of(one)]
    assert len(texts) > 800
    assert [one for one in texts if other.search(one)] == []
