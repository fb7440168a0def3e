"""The scene: everything a dialog may look at besides its facts and answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from dialogs.instruments.instrument import Instrument
from dialogs.texts import Texts


@dataclass(frozen=True)
class AgreementText:
    """What a person is asked to agree to; the organisation decides it, per language.

    ``by_language`` holds the organisation's own wording; where it has none for a language
    the product's default is shown. ``names_others``: the own wording says, as ours does, that a
    substitute for the coach and a helper may read.
    """

    version: str = "5"
    by_language: Mapping[str, str] | None = None
    names_others: bool = False

    def own(self, language: str) -> str:
        """Give the organisation's wording in a language; empty where ours is shown."""
        return (self.by_language or {}).get(language, "")

    def says_who_else_reads(self, language: str) -> bool:
        """Tell whether what is shown in a language says who else than the coach may read."""
        return self.names_others or not self.own(language)


@dataclass(frozen=True)
class HelpText:
    """Whom to turn to, in the organisation's words.

    ``urgent`` says per language what to do when it is urgent; where it has none for a language the
    product's default is shown. ``otherwise`` says per language whom to turn to if it does not work
    with the coach. ``contact`` is whom to ask about a link, with a number; may be empty.
    """

    urgent: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    otherwise: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """Texts in the person's language, the instruments, and what the organisation has chosen.

    ``languages`` maps codes to the name each language has for itself. ``knocks``: what we write of
    our own accord makes itself heard; else it lies in the chat until the person comes and looks.
    ``quiet``: nothing of the kind comes, as the person has said stop. ``listens``: the person wants
    to hear what can be heard; what that is only the channels know. ``listener_presses``: in how
    many (1 or 2) those who listen are asked.
    """

    texts: Texts
    instruments: Mapping[str, Instrument]
    languages: Mapping[str, str]
    organisation: str
    agreement: AgreementText
    catalog: Callable[[str], Texts]
    knocks: bool = True
    quiet: bool = False
    listener_presses: int = 1
    listens: bool = False
    help: HelpText = field(default_factory=HelpText)

    def in_language(self, language: str) -> "Scene":
        """Give the same scene in another language."""
        return replace(self, texts=self.catalog(language))

    @property
    def urgent(self) -> str:
        """Say that nobody reads at once, and whom to call.

        It stands beside every free text and wherever words are not understood, for everybody:
        nothing is guessed about how somebody feels.
        """
        t = self.texts
        own = self.help.urgent.get(t.language)
        # NOTE: Beside every field for free words. 112 (emergency) and 1177 (advice on health, by
        # telephone) are Swedish numbers: they stay as they are.
        return own or t.gettext(
            "Ingen läser det du skriver här direkt. Är det fara för livet, ring 112. Vill du ha "
            "råd om hur du mår, ring 1177. De svarar dygnet runt."
        )
