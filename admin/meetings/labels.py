"""The words for the messages about a meeting, and for what keeps them from arriving."""

from bot.languages.catalog import Catalog
from dialogs.agenda.meeting_times import NEWS
from storage.tables.agenda import Meeting, Reminder


def meeting_message_label(t: Catalog, meeting: Meeting, row: Reminder) -> str:
    """Say what a message about a meeting is."""
    if row.number != NEWS:
        # NOTE: One of the messages about a meeting.
        return t.gettext("Påminnelse")
    if meeting.cancelled and row.revision == meeting.revision:
        # NOTE: One of the messages about a meeting: it has been called off.
        return t.gettext("Inställt")
    # NOTE: The messages about a meeting: that it is booked, or that it has been changed.
    return t.gettext("Ändring") if row.revision else t.gettext("Bokning")
