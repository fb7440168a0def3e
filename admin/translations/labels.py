"""The words of the translators' pages for states and faults, of texts and their recordings."""

from collections.abc import Sequence

from bot.clips.clip import LONGEST, ClipFault
from bot.clips.spoken import ClipState
from bot.languages.catalog import Catalog
from bot.languages.message_check import MessageFault
from dialogs.texts import TextState


def state_label(t: Catalog, state: TextState) -> str:
    """Say how far a translation has come."""
    match state:
        case TextState.STALE:
            # NOTE: A translation had been read; it or the Swedish text has changed since.
            return t.pgettext("translation", "inaktuell")
        case TextState.DRAFT:
            # NOTE: A translation that nobody who knows the language has read.
            return t.pgettext("translation", "utkast")
        case TextState.REVIEWED:
            # NOTE: A translation that somebody who knows the language has read.
            return t.pgettext("translation", "granskad")
        case TextState.APPROVED:
            # NOTE: A translation that the organisation has approved.
            return t.pgettext("translation", "godkänd")


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
        case ClipFault.NO_CONVERTER:
            # NOTE: An extra of the program ("voice") is not installed.
            return t.gettext(
                "Här går det inte att ta emot inspelningar än. "
                "Den som sköter programmet behöver installera tillägget voice."
            )
        case None:
            return t.gettext("Texten har ändrats sedan du öppnade sidan. Läs in den som den är nu.")
