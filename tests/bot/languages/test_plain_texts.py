"""What a participant reads: short sentences, short words, and a bot that says *I*.

LIX is the words in a sentence plus the long words (over six letters) in a hundred; 25 reads like a
children's book, 40 like a newspaper. Buttons and labels are no sentences: five words count.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import pytest
from babel.messages.pofile import read_po

from bot.languages.catalog import catalog, languages

ROOT = Path(__file__).parents[3]
READ_BY_STAFF = re.compile(
    r"admin/|bot/staff/|dialogs/reports/|dialogs/labels/(obstacles|staff|statuses)\.py"
)
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
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[Text]:
    """Find every text that a participant may read."""
    found = tmp_path_factory.mktemp("texts") / "found.pot"
    wanted = ["-F", "pyproject.toml", "-c", "NOTE:", "-k", "pgettext:1c,2", "-o", str(found), "."]
    subprocess.run(
        [Path(sys.executable).with_name("pybabel"), "-q", "extract", *wanted], cwd=ROOT, check=True
    )
    with found.open("rb") as file:
        messages = [one for one in read_po(file) if one.id and one.context != "typed"]
    return [
        Text(one.context or "", *((one.id,) if isinstance(one.id, str) else one.id))
        for one in messages
        if any(not READ_BY_STAFF.match(place) for place, _ in one.locations)
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
    po = ROOT / "locales" / "en" / "LC_MESSAGES" / "messages.po"
    texts = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', po.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(texts) > 800
    assert [one for one in texts if other.search(one)] == []
