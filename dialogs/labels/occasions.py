"""The words for occasions, where the database has codes."""

from dialogs.occasions.occasion import OccasionKind, OccasionStatus
from dialogs.texts import Texts


def occasion_label(t: Texts, kind: OccasionKind, number: int = 0) -> str:
    """Name an occasion; ``number`` is its months since enrolment, where they are known."""
    if number and kind in (OccasionKind.THREE_MONTH, OccasionKind.SIX_MONTH):
        # NOTE: Names a rating: the one that falls due {count} months after enrolment.
        text = t.ngettext("efter {count} månad", "efter {count} månader", number)
        return text.format(count=t.number(number))
    match kind:
        case OccasionKind.ENROLMENT:
            # NOTE: Names a rating: the first one.
            return t.gettext("vid inskrivning")
        case OccasionKind.THREE_MONTH:
            # NOTE: Names a rating that is made every third month.
            return t.gettext("efter tre månader")
        case OccasionKind.SIX_MONTH:
            # NOTE: Names a rating that is made every sixth month.
            return t.gettext("efter sex månader")
        case OccasionKind.EXIT:
            # NOTE: Names a rating: the last one, when somebody leaves.
            return t.gettext("vid avslut")
        case OccasionKind.EXTRA:
            # NOTE: Names a rating that somebody wished for between the regular ones.
            return t.gettext("extra")


def occasion_status_label(t: Texts, status: OccasionStatus) -> str:
    """Say how far an occasion has come."""
    match status:
        case OccasionStatus.PLANNED:
            # NOTE: State of a rating: its day is still to come.
            return t.gettext("planerad")
        case OccasionStatus.DUE:
            # NOTE: State of a rating: its day has come.
            return t.gettext("dags")
        case OccasionStatus.REMINDED:
            # NOTE: State of a rating: the person has been reminded.
            return t.gettext("påmind")
        case OccasionStatus.STARTED:
            # NOTE: State of a rating: some questions are answered.
            return t.gettext("påbörjad")
        case OccasionStatus.DONE:
            # NOTE: State of a rating.
            return t.gettext("klar")
        case OccasionStatus.LATE_DONE:
            # NOTE: State of a rating: finished after its last day.
            return t.gettext("klar efter sista dagen")
        case OccasionStatus.MISSED:
            # NOTE: State of a rating: its last day has passed.
            return t.gettext("inte gjord")
        case OccasionStatus.WITHOUT_FIGURES:
            # NOTE: State of a rating: it was made on paper, and its figures are not entered yet.
            return t.gettext("väntar på siffror")
