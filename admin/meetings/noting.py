"""What the participant's page says of attendance: what asks, what has been noted, the share."""

from admin.web.input import number_of
from admin.web.revision import revision_of
from bot.languages.catalog import Catalog
from dialogs.agenda.attendance import Attendance, AttendanceShare
from dialogs.labels.staff import attendance_label
from storage.tables.agenda import Meeting

_NOTED = "attendance "


def attendance_choices(t: Catalog) -> tuple[tuple[str, str], ...]:
    """List what can be noted, each with its button."""
    return tuple((one.value, attendance_label(t, one)) for one in Attendance)


def attendance_revision(meeting: Meeting) -> str:
    """Name what is noted, as a form shows it."""
    return revision_of("attendance", meeting.attendance and meeting.attendance.value)


def noted_code(meeting: Meeting) -> str:
    """Give what tells the next page that something has been noted about a meeting."""
    return f"{_NOTED}{meeting.id}"


def noted_meeting(code: str) -> int:
    """Read from such a code which meeting it is; 0 where it says something else."""
    number = code.removeprefix(_NOTED)
    return (number_of(number) or 0) if code.startswith(_NOTED) else 0


def share_lines(t: Catalog, share: AttendanceShare) -> tuple[str, ...]:
    """Say to how many meetings somebody came: warmly, and nothing where nothing is noted."""
    lines = []
    if share.of:
        # NOTE: On a participant's page: of {count} meetings the person came to {kept}.
        text = t.ngettext(
            "Kom till {kept} av {count} möte.", "Kom till {kept} av {count} möten.", share.of
        )
        lines.append(text.format(kept=t.number(share.kept), count=t.number(share.of)))
    if share.in_time:
        # NOTE: On a participant's page: how many meetings the person called off in time.
        text = t.ngettext(
            "Sa till i tid om {count} möte.", "Sa till i tid om {count} möten.", share.in_time
        )
        lines.append(text.format(count=t.number(share.in_time)))
    if share.kept or share.in_time:
        # NOTE: On a participant's page, after how many meetings the person came to. Warm.
        lines.append(t.gettext("Att hålla en tid är ett steg framåt."))
    return tuple(lines)
