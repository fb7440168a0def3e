"""What a participant has said of a meeting or of a small step, in words."""

from dialogs.agenda.answers import MeetingAnswer, StepOutcome
from dialogs.texts import Texts


def answer_label(t: Texts, answer: MeetingAnswer | None) -> str:
    """Say to the coach whether somebody comes to a meeting."""
    match answer:
        case None:
            # NOTE: Beside a meeting that the participant has not answered.
            return t.gettext("inget svar än")
        case MeetingAnswer.COMING:
            # NOTE: Beside a meeting: the participant has answered that they come.
            return t.gettext("kommer")
        case MeetingAnswer.CANNOT:
            # NOTE: Beside a meeting: the participant has answered that they cannot come.
            return t.gettext("kan inte")


def own_answer_label(t: Texts, answer: MeetingAnswer) -> str:
    """Say to somebody what they have answered about a meeting."""
    match answer:
        case MeetingAnswer.COMING:
            # NOTE: Answers to an invitation to a meeting. Short.
            return t.gettext("Jag kommer")
        case MeetingAnswer.CANNOT:
            return t.gettext("Jag kan inte")


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


def own_outcome_label(t: Texts, outcome: StepOutcome) -> str:
    """Say to somebody what they can answer about a small step."""
    match outcome:
        case StepOutcome.DONE:
            # NOTE: Answers to how a small step has gone. Short, without judgement.
            return t.gettext("Klart")
        case StepOutcome.ON_THE_WAY:
            return t.gettext("På väg")
        case StepOutcome.NOT_YET:
            return t.gettext("Inte än")
        case StepOutcome.LEFT:
            return t.gettext("Jag vill inte fortsätta med det")
