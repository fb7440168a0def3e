"""The staff, and how often they want their digests, in words."""

from dialogs.agenda.answers import Doer
from dialogs.agenda.attendance import Attendance
from dialogs.labels.answers import other_doer_label
from dialogs.people.staff import DigestFrequency, StaffRole
from dialogs.texts import Texts


def role_label(t: Texts, role: StaffRole) -> str:
    """Say what somebody is on the staff."""
    match role:
        case StaffRole.COACH:
            return t.gettext("handledare")
        case StaffRole.LEADER:
            return t.gettext("ledare")
        case StaffRole.ADMIN:
            return t.gettext("administratör")
        case StaffRole.EVALUATOR:
            # NOTE: Somebody who follows the project up by its figures, without names.
            return t.gettext("utvärderare")
        case StaffRole.HELPER:
            # NOTE: Somebody who speaks a participant's language and sits beside while they answer.
            return t.gettext("språkstöd")
        case StaffRole.TRANSLATOR:
            # NOTE: Somebody who reads and mends the translations.
            return t.gettext("översättare")


def frequency_label(t: Texts, how: DigestFrequency) -> str:
    """Say how often a digest comes, as a choice among others."""
    match how:
        case DigestFrequency.OFF:
            # NOTE: How often a digest comes.
            return t.gettext("Aldrig")
        case DigestFrequency.DAILY:
            # NOTE: How often a digest comes.
            return t.gettext("Varje arbetsdag")
        case DigestFrequency.WEEKLY:
            # NOTE: How often a digest comes.
            return t.gettext("En gång i veckan")
        case DigestFrequency.MONTHLY:
            # NOTE: How often a leader's report comes: on the first working day of the month.
            return t.gettext("En gång i månaden")


def attendance_label(t: Texts, attendance: Attendance) -> str:
    """Say to the coach whether somebody came to a meeting."""
    match attendance:
        case Attendance.CAME:
            # NOTE: A button, and a mark beside a meeting that has been: the participant came.
            return t.gettext("Kom")
        case Attendance.LATE:
            # NOTE: A button, and a mark beside a meeting that has been: the participant came late.
            return t.gettext("Kom sent")
        case Attendance.IN_TIME:
            # NOTE: A button, and a mark beside a meeting: the participant said no in time.
            return t.gettext("Avbokade i tid")
        case Attendance.ABSENT:
            # NOTE: A button, and a mark beside a meeting: the participant was not there.
            return t.gettext("Kom inte")


def staff_doer_label(t: Texts, doer: Doer) -> str:
    """Say to the staff who takes a step of a participant's plan."""
    match doer:
        case Doer.PARTICIPANT:
            # NOTE: Who does a step of a plan.
            return t.gettext("Deltagaren")
        case Doer.COACH:
            return t.gettext("Handledaren")
        case _:
            return other_doer_label(t, doer)
