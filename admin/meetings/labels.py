"""The words for the messages about a meeting, and for what keeps them from arriving."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.languages.catalog import Catalog
from dialogs.people.accounts import AccountStatus
from dialogs.texts import near_day
from storage.meetings.messages import NEWS
from storage.tables.agenda import Meeting, Reminder
from storage.tables.people import Participant


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


def obstacle_text(
    t: Catalog,
    participant: Participant,
    accounts: Sequence[AccountStatus],
    now: dt.datetime,
    zone: ZoneInfo,
) -> str:
    """Say why messages do not arrive now; ``accounts`` are the statuses of the ways in."""
    if participant.stopped:
        return t.gettext(
            "Personen vill inte ha meddelanden från boten. Berätta om möten på annat sätt."
        )
    if not accounts:
        return t.gettext(
            "Inbjudan är inte öppnad än. Innan dess når inga meddelanden om möten fram."
        )
    if AccountStatus.OPEN not in accounts:
        return t.gettext("Boten når inte fram till personen. Berätta om möten på annat sätt.")
    if participant.quiet_until is not None and participant.quiet_until > now:
        day = participant.quiet_until.astimezone(zone).date()
        # NOTE: {day} is when the person wants to hear from the bot again.
        text = t.gettext("Personen har valt paus. Till {day} väntar meddelanden om möten.")
        return text.format(day=near_day(t, day, now.astimezone(zone).date()))
    return ""
