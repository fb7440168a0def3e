"""What calendars knew a meeting by before its row kept a UID."""

from storage.database.encryption import vault


def earlier_uid(meeting_id: int) -> str:
    """Give the UID of a meeting whose row has none: it follows from id and look-up key."""
    return vault().digest("meeting uid", str(meeting_id))[:40]
