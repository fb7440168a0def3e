"""How a small step has gone, in words."""

from dialogs.agenda.answers import StepOutcome
from dialogs.texts import Texts


def outcome_label(t: Texts, outcome: StepOutcome | None) -> str:
    """Say how a step has gone; empty where nobody has said."""
    match outcome:
        case None:
            return ""
        case StepOutcome.DONE:
            # NOTE: How a small step has gone, beside it.
            return t.gettext("klart")
        case StepOutcome.ON_THE_WAY:
            return t.gettext("på väg")
        case StepOutcome.NOT_YET:
            return t.gettext("inte än")
        case StepOutcome.LEFT:
            # NOTE: How a small step has gone: the person does not want to go on with it.
            return t.gettext("vill inte fortsätta")
