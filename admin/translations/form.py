"""The form of one text: the translation as filled in, what it says in Swedish, and its state."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field

from admin.translations.labels import fault_text
from admin.web.input import clean_input_lines, too_long_text
from admin.web.unsent_form import MOST_FORMS
from bot.languages.catalog import Catalog
from bot.languages.reviewing import TranslatedText, faults_of
from dialogs.texts import TextState

LONGEST = 2000


@dataclass
class ReviewDraft:
    """What somebody says of a text; ``faults`` says per field what to mend."""

    said: tuple[str, ...]
    back: str = ""
    state: TextState = TextState.DRAFT
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: TranslatedText) -> "ReviewDraft":
        """Begin with what is in force."""
        return cls(text.said, text.back, text.state)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "ReviewDraft":
        """Take what was posted, as it was typed."""
        given = (form.get(f"said{number}") for number in range(MOST_FORMS))
        said = tuple(clean_input_lines(one) for one in given if one is not None)
        wished = form.get("state", "")
        state = TextState(wished) if wished in {*TextState} else TextState.DRAFT
        return cls(said, clean_input_lines(form.get("in_swedish", "")), state)

    def check(self, t: Catalog, language: str, text: TranslatedText) -> None:
        """Note what is wrong in ``faults``."""
        if self.state is TextState.STALE:
            self.state = TextState.DRAFT
        self.said = (*self.said, *text.said[len(self.said) :])[: len(text.said)]
        if max(map(len, (*self.said, self.back))) > LONGEST:
            self.faults["said"] = too_long_text(t, LONGEST)
        elif found := faults_of(language, text, self.said):
            self.faults["said"] = fault_text(t, found[0], placeholders_of(text))


def placeholders_of(text: TranslatedText) -> list[str]:
    """List the words in braces that a text has, each once."""
    found = (name for one in text.texts for _, name, _, _ in string.Formatter().parse(one) if name)
    return [f"{{{name}}}" for name in dict.fromkeys(found)]
