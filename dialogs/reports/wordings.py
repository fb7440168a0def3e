"""Wordings in words for the staff: how far a translation has come, beside an answer. Pure."""

from dialogs.texts import Texts, TextState


def state_label(t: Texts, state: TextState) -> str:
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


def wording_label(t: Texts, state: TextState, tried_with: int) -> str:
    """Say how far the wording of an answer had come, and with how many people it was tried."""
    if tried_with:
        # NOTE: Of a translated question: it was tried in talks with {count} people.
        tried = t.gettext("prövad med {count}").format(count=t.number(tried_with))
    else:
        # NOTE: Of a translated question: nobody has tried it in talks with people.
        tried = t.gettext("ej prövad")
    return f"{state_label(t, state)} · {tried}"
