"""How far translations have come, in words for the staff: beside an answer, in figures. Pure."""

from collections.abc import Sequence

from dialogs.texts import Texts, TextState

WordingShares = Sequence[tuple[TextState | None, int]]
"""Of many answers: how far the wordings had come, each with its share in per cent; None stands for
answers from before it was kept. Empty where that is not told."""


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


def wording_shares_text(t: Texts, shares: WordingShares) -> str:
    """Say how many of the answers were given to a draft, and so on; "" where it is not told."""
    if not shares:
        return ""
    # NOTE: A share of answers, by how far the translation had come: "draft 40 %".
    line = t.gettext("{state} {percent} %")
    parts = [
        line.format(state=_state(t, state), percent=t.number(percent)) for state, percent in shares
    ]
    # NOTE: {shares}: "draft 40 %, approved 60 %", of the answers that figures are made of.
    text = t.gettext("Översättningen av frågorna, när de besvarades: {shares}")
    return text.format(shares=", ".join(parts))


def _state(t: Texts, state: TextState | None) -> str:
    # NOTE: Of a translation: how far it had come is not known.
    return state_label(t, state) if state else t.pgettext("translation", "okänd")
