"""The words of the translators' pages for faults, recordings, and steps of an instrument."""

from collections.abc import Sequence

from bot.clips.clip import LONGEST, ClipFault
from bot.clips.spoken import ClipState
from bot.languages.catalog import Catalog
from bot.languages.message_check import MessageFault
from dialogs.instruments.translation_steps import StepState, StepTaken, TranslationStep


def fault_text(t: Catalog, fault: MessageFault, placeholders: Sequence[str]) -> str:
    """Say what is to be mended in a translation."""
    match fault:
        case MessageFault.EMPTY | MessageFault.FORMS:
            return t.gettext("Fyll i alla fält.")
        case MessageFault.PLACEHOLDERS:
            # NOTE: {names} are words in braces, which the program replaces: "{day}, {time}".
            line = t.gettext("Orden inom klammer ska stå kvar som de är: {names}")
            return line.format(names=", ".join(placeholders) or "–")
        case MessageFault.MARKUP:
            return t.gettext("Tecknen < och > ska stå som i den svenska texten.")
        case MessageFault.LETTERS:
            return t.gettext("Texten har en bokstav som stjärnan inte kan rita.")


def clip_state_label(t: Catalog, state: ClipState) -> str:
    """Say whether a text can be heard."""
    match state:
        case ClipState.UNSPOKEN:
            # NOTE: A text that nobody has recorded.
            return t.pgettext("recording", "inte inläst")
        case ClipState.DRAFTED:
            # NOTE: A text that a machine reads aloud, until somebody has recorded it.
            return t.pgettext("recording", "utkast, uppläst av en dator")
        case ClipState.OUTDATED:
            # NOTE: A text that was recorded before it was changed: nobody hears it any more.
            return t.pgettext("recording", "inläst före en ändring")
        case ClipState.SPOKEN:
            # NOTE: A text that has been recorded as it stands.
            return t.pgettext("recording", "inläst")


def clip_fault_text(t: Catalog, fault: ClipFault | None) -> str:
    """Say why a recording was not kept; None: the text has changed meanwhile."""
    match fault:
        case ClipFault.UNREADABLE:
            return t.gettext("Det gick inte att läsa filen som ljud. Inget är ändrat.")
        case ClipFault.TOO_LARGE:
            return t.gettext("Filen är för stor. Välj en kort fil med bara ljud.")
        case ClipFault.TOO_LONG:
            # NOTE: {longest} is a number of seconds.
            line = t.gettext("Inspelningen är för lång. Den får vara högst {longest} sekunder.")
            return line.format(longest=t.number(LONGEST))
        case ClipFault.TOO_SHORT:
            return t.gettext("Inspelningen är för kort. Läs hela texten.")
        case ClipFault.SILENT:
            return t.gettext("Inspelningen är tyst. Är mikrofonen på?")
        case ClipFault.NOT_CONVERTED:
            return t.gettext("Det gick inte att ta emot inspelningen. Försök igen.")
        case ClipFault.NO_CONVERTER:
            # NOTE: An extra of the program ("voice") is not installed.
            return t.gettext(
                "Här går det inte att ta emot inspelningar än. "
                "Den som sköter programmet behöver installera tillägget voice."
            )
        case None:
            return t.gettext("Texten har ändrats sedan du öppnade sidan. Läs in den som den är nu.")


def step_label(t: Catalog, step: TranslationStep) -> str:
    """Name a step of a translated instrument."""
    match step:
        case TranslationStep.FORWARD:
            # NOTE: A step of a translated questionnaire: it was translated from Swedish.
            return t.gettext("Översatt från svenska")
        case TranslationStep.RECONCILED:
            # NOTE: A step of a translated questionnaire: several translations were made one.
            return t.gettext("Flera översättningar vägda samman")
        case TranslationStep.BACK:
            # NOTE: A step of a translated questionnaire: put back into Swedish by somebody else.
            return t.gettext("Tillbakaöversatt till svenska")
        case TranslationStep.TRIED:
            # NOTE: A step of a translated questionnaire: people answered it, and said how they
            # understood it.
            return t.gettext("Prövad i samtal med människor")
        case TranslationStep.CALIBRATED:
            # NOTE: A step of a translated questionnaire: people placed its scale words on a line.
            return t.gettext("Skalans ord kalibrerade med människor")


def step_text(t: Catalog, state: StepState, taken: StepTaken | None) -> str:
    """Say who took a step, when, with how many people; and whether the texts have changed since."""
    if taken is None:
        # NOTE: Of a step of a translated questionnaire.
        return t.gettext("inte gjort")
    parts = [taken.by, t.date(taken.on)]
    if taken.persons is not None:
        # NOTE: Of a step of a translated questionnaire: with how many people it was tried.
        people = t.ngettext("{count} person", "{count} personer", taken.persons)
        parts.append(people.format(count=t.number(taken.persons)))
    if state is StepState.STALE:
        # NOTE: Of a step of a translated questionnaire: the texts have changed since.
        parts.append(t.gettext("inaktuellt, texterna har ändrats sedan dess"))
    return " · ".join(parts)
