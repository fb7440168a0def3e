"""The reasons with which somebody leaves, in words."""

import datetime as dt

from dialogs.follow_up.follow_up import HowItGoes
from dialogs.people.enrolment import ExitReason
from dialogs.texts import Texts, near_day


def exit_label(t: Texts, on: dt.date | None, today: dt.date) -> str:
    """Say on which day somebody leaves or has left; empty where no exit is set."""
    if on is None:
        return ""
    day = near_day(t, on, today)
    if on < today:
        # NOTE: Beside a participant, short: {day} was the last one in the project.
        return t.gettext("slutade {day}").format(day=day)
    # NOTE: Beside a participant, short: {day} is the last one in the project.
    return t.gettext("slutar {day}").format(day=day)


def exit_reason_labels(t: Texts) -> dict[ExitReason, str]:
    """List the reasons with which somebody leaves."""
    return {reason: exit_reason_label(t, reason) for reason in ExitReason}


def exit_reason_label(t: Texts, reason: ExitReason) -> str:  # noqa: C901  # one case a reason
    """Say why somebody leaves."""
    match reason:
        case ExitReason.INTERNSHIP:
            # NOTE: Why somebody leaves the project. "praktik" is an internship.
            return t.gettext("praktik")
        case ExitReason.WORK_TRAINING:
            # NOTE: Why somebody leaves the project.
            return t.gettext("arbetsträning")
        case ExitReason.SUPPORTED_WORK:
            # NOTE: Why somebody leaves the project.
            return t.gettext("arbete med lönestöd")
        case ExitReason.WORK:
            # NOTE: Why somebody leaves the project.
            return t.gettext("arbete utan lönestöd")
        case ExitReason.STUDIES:
            # NOTE: Why somebody leaves the project.
            return t.gettext("studier")
        case ExitReason.EMPLOYMENT_SERVICE:
            # NOTE: Why somebody leaves the project: it goes well on with the employment service.
            return t.gettext("fortsätter hos Arbetsförmedlingen")
        case ExitReason.MUNICIPALITY:
            # NOTE: Why somebody leaves the project: it goes well on with the municipality.
            return t.gettext("fortsätter hos kommunen")
        case ExitReason.CLOSER_COOPERATION:
            # NOTE: Why somebody leaves the project. "Förstärkt samarbete" is a Swedish cooperation.
            return t.gettext("fortsätter i Förstärkt samarbete")
        case ExitReason.OTHER_COMPENSATION:
            # NOTE: Why somebody leaves the project: a lasting benefit.
            return t.gettext("annan varaktig ersättning")
        case ExitReason.CARE:
            # NOTE: Why somebody leaves the project: to health care, or on sick leave.
            return t.gettext("till vård eller sjukskrivning")
        case ExitReason.NO_PROGRESS:
            # NOTE: Why somebody leaves the project: nothing has moved. A term of the field.
            return t.gettext("ingen stegförflyttning")
        case ExitReason.REFERRER:
            # NOTE: Why somebody leaves the project: back to those who sent the person.
            return t.gettext("åter till den som anvisade")
        case ExitReason.MOVED:
            # NOTE: Why somebody leaves the project.
            return t.gettext("flyttade")
        case ExitReason.BROKE_OFF:
            # NOTE: Why somebody leaves the project.
            return t.gettext("avbröt kontakten")
        case ExitReason.DECEASED:
            # NOTE: Why somebody leaves the project: the person has died.
            return t.gettext("avliden")


def still_there_question(t: Texts, *, studies: bool) -> str:
    """Ask somebody who has left to work or study whether they are still there."""
    if studies:
        # NOTE: Asked some months after somebody left the project to study.
        return t.gettext("Studerar du fortfarande?")
    # NOTE: Asked some months after somebody left the project to work.
    return t.gettext("Arbetar du fortfarande?")


def how_it_goes_question(t: Texts) -> str:
    """Ask how it goes at work, or in the studies."""
    # NOTE: Asked some months after somebody left the project to work or study.
    return t.gettext("Hur går det för dig?")


def how_it_goes_label(t: Texts, how: HowItGoes) -> str:
    """Say how it goes, as the person answers it."""
    match how:
        case HowItGoes.GOOD:
            # NOTE: An answer to "How is it going for you?".
            return t.gettext("Det går bra")
        case HowItGoes.SO_SO:
            # NOTE: An answer to "How is it going for you?": neither good nor bad.
            return t.gettext("Det går så där")
        case HowItGoes.HARD:
            # NOTE: An answer to "How is it going for you?".
            return t.gettext("Det är tungt")
