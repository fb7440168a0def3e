"""What somebody is asked to agree to: the organisation's words, else our default."""

from dialogs.engine.scene import Scene
from dialogs.texts import Texts


def who_reads(t: Texts) -> tuple[str, str]:
    """Say who reads, also besides the coach, and what a helper sees."""
    return (
        # NOTE: Second paragraph: who reads it. The second sentence is about a substitute, the
        # third about another coach for good.
        t.gettext(
            "Din handledare läser dina svar. När din handledare är borta kan en annan läsa dem. "
            "Får du en ny handledare läser den i stället. Du får alltid veta vem."
        ),
        # NOTE: Third paragraph: somebody who helps with the language or the reading, and sits
        # beside the person.
        t.gettext("En hjälpare som sitter bredvid dig ser bara det du svarar just då."),
    )


def not_now_label(t: Texts) -> str:
    """Word a no."""
    return t.gettext("Nej, inte nu")


def agreement_text(scene: Scene) -> str:
    """Give what the person is asked to agree to: the organisation's words, else our default.

    That nobody reads at once is part of it, whoever has worded the rest.
    """
    t = scene.texts
    own = scene.agreement.own(t.language)
    if own:
        above, _, question = own.rpartition("\n\n")
        return "\n\n".join(filter(None, (above, scene.urgent, question)))
    sentences = (
        # NOTE: First paragraph before a person agrees: what is asked.
        t.gettext("Jag frågar hur du mår, vad du kan och hur du ser på arbete."),
        *who_reads(t),
        # NOTE: Fourth paragraph: those who evaluate the work may have the answers one by one,
        # with a code instead of the name.
        t.gettext(
            "De som följer upp projektet kan få svaren utan ditt namn. Andra ser bara siffror för "
            "hela gruppen."
        ),
        # NOTE: Fifth paragraph: what the coach writes for themselves about the person.
        t.gettext("Din handledare kan skriva egna anteckningar. Du får be att läsa dem."),
        # NOTE: Sixth paragraph: it is voluntary.
        t.gettext("Du bestämmer själv och kan hoppa över vilken fråga du vill."),
        # NOTE: Seventh paragraph: neither a no nor a low figure has consequences. "Tillstånd" is a
        # residence permit.
        t.gettext(
            "Ett nej eller en låg siffra påverkar inte dina pengar. Det påverkar inte heller ditt "
            "ärende eller ditt tillstånd."
        ),
    )
    # NOTE: Asked below the sentences.
    return "\n\n".join((*sentences, scene.urgent, t.gettext("Vill du vara med?")))
