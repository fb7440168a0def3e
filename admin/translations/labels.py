"""The words of the translators' pages for states and faults."""

from collections.abc import Sequence

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
