"""What is noted of a meeting that has been, as the participant reads it."""

from dialogs.agenda.attendance import Attendance
from dialogs.texts import Texts


def own_attendance_label(t: Texts, attendance: Attendance) -> str:
    """Say to somebody what is noted about a meeting of theirs; nothing in it blames."""
    match attendance:
        case Attendance.CAME:
            # NOTE: What is noted about a meeting, to the person themselves. Warm.
            return t.gettext("Du kom. Fint att vi sågs!")
        case Attendance.LATE:
            # NOTE: What is noted about a meeting, to the person who came late. Warm, no blame.
            return t.gettext("Du kom lite senare. Fint att vi sågs!")
        case Attendance.IN_TIME:
            # NOTE: What is noted about a meeting, to the person who called it off. Warm.
            return t.gettext("Du sa till i tid. Tack för det!")
        case Attendance.ABSENT:
            # NOTE: What is noted about a meeting, to the person who was not there. No blame.
            return t.gettext("Vi sågs inte den gången.")
