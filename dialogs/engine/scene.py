"""The scene: everything a dialog may look at besides its facts and answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dialogs.instruments.instrument import Instrument
from dialogs.texts import Texts


@dataclass(frozen=True)
class AgreementText:
    """What a person is asked to agree to; the organisation decides it, per language.

    ``by_language`` holds the organisation's own wording; where it has none for a language
    the product's default is shown.
    """

    version: str = "1"
    by_language: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Scene:
    """Texts in the person's language, the instruments, and what the organisation has chosen.

    ``languages`` maps codes to the name each language has for itself. ``knocks``: what we write of
    our own accord makes itself heard; else it lies in the chat until the person comes and looks.
    """

    texts: Texts
    instruments: Mapping[str, Instrument]
    languages: Mapping[str, str]
    organisation: str
    agreement: AgreementText
    catalog: Callable[[str], Texts]
    knocks: bool = True

    def in_language(self, language: str) -> "Scene":
        """Give the same scene in another language."""
        return replace(self, texts=self.catalog(language))
