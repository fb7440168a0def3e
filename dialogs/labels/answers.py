"""What a participant has said of a meeting or of a small step, and how they have answered."""

import datetime as dt

from dialogs.agenda.answers import Doer, MeetingAnswer, StepOutcome
from dialogs.instruments.answer_mode import BESIDE, AnswerMode, PracticeOutcome
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


def doer_label(t: Texts, doer: Doer) -> str:
    """Say to the participant who takes a step of the shared plan."""
    match doer:
        case Doer.PARTICIPANT:
            # NOTE: Who does a step of a plan: the person who reads this. Also an answer.
            return t.pgettext("who does it", "Du")
        case Doer.COACH:
            # NOTE: In the place of the coach's name, at the beginning of a sentence.
            return t.gettext("Din handledare")
        case _:
            return other_doer_label(t, doer)


def other_doer_label(t: Texts, doer: Doer) -> str:
    """Name who else takes a step, the same to everybody; an answer, so it begins a line."""
    match doer:
        case Doer.MUNICIPALITY:
            # NOTE: Who does a step of a plan: a party by its kind. All of these are answers too.
            return t.gettext("Kommunen")
        case Doer.SOCIAL_INSURANCE:
            # NOTE: A Swedish authority (sickness benefit): its name stays.
            return t.gettext("Försäkringskassan")
        case Doer.EMPLOYMENT_SERVICE:
            # NOTE: A Swedish authority (the public employment service): its name stays.
            return t.gettext("Arbetsförmedlingen")
        case Doer.HEALTH_CENTRE:
            return t.gettext("Vårdcentralen")
        case Doer.PSYCHIATRY:
            return t.gettext("Psykiatrin")
        case _:
            return t.gettext("Någon annan")


def who_text(t: Texts, doer: Doer) -> str:
    """Say who takes a step."""
    # NOTE: Below a step of a plan. {who}: You, Your coach, The municipality …
    return t.gettext("Vem: {who}").format(who=doer_label(t, doer))


def until_text(t: Texts, day: dt.date) -> str:
    """Say by when a step is to be done."""
    # NOTE: Below a step of a plan: the last day for it.
    return t.gettext("Senast: {day}").format(day=t.date(day))


def mode_label(t: Texts, mode: AnswerMode) -> str:
    """Say how a question was answered."""
    match mode:
        case AnswerMode.READ:
            # NOTE: How a question was answered: the person has read it themselves.
            return t.gettext("genom att läsa")
        case AnswerMode.HEARD:
            # NOTE: How a question was answered: the person has listened to it.
            return t.gettext("genom att lyssna")
        case AnswerMode.PICTURES:
            # NOTE: How a question was answered: by the pictures, as nothing could be listened to.
            return t.gettext("genom bilderna")
        case AnswerMode.TOGETHER:
            # NOTE: How a question was answered.
            return t.gettext("tillsammans med handledare")
        case AnswerMode.INTERPRETER:
            # NOTE: How a question was answered: an interpreter was there.
            return t.gettext("med tolk")
        case AnswerMode.HELPER:
            # NOTE: How a question was answered: somebody who helps with the language was there.
            return t.gettext("med språkstöd")
        case AnswerMode.PAPER:
            return t.gettext("på papper")


def company_label(t: Texts, mode: AnswerMode | None) -> str:
    """Say who sat beside the person, who may have typed for them; "" where nobody did."""
    return mode_label(t, mode) if mode in BESIDE else ""


def practice_label(t: Texts, outcome: PracticeOutcome) -> str:
    """Say what came of the practice before a rating."""
    match outcome:
        case PracticeOutcome.UNDERSTOOD:
            # NOTE: How the practice question before a rating went.
            return t.gettext("övningen gick bra")
        case PracticeOutcome.UNCLEAR:
            # NOTE: How the practice question before a rating went: which end is which was unclear.
            return t.gettext("i övningen var skalan oklar")
        case PracticeOutcome.SKIPPED:
            # NOTE: How the practice question before a rating went.
            return t.gettext("övningen hoppades över")
