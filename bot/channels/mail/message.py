"""An e-mail to staff, as it waits in the outbox."""

from dataclasses import dataclass
from typing import Any

VERSION = 1
"""Of the stored form; the earliest rows say none, and are the same."""


@dataclass(frozen=True)
class MailMessage:
    """A mail to somebody on the staff. The address is looked up when it is sent."""

    staff_id: int
    subject: str
    text: str
    html: str
    language: str

    def to_json(self) -> dict[str, Any]:
        """Give it as it lies in the outbox."""
        return {
            "version": VERSION,
            "staff": self.staff_id,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "language": self.language,
        }


def from_json(stored: Any) -> MailMessage:
    """Read a mail; raises ValueError, which says nothing of it, where that cannot be done.

    ``stored`` may be anything: the row may be broken, or sealed with a key that is gone.
    """
    try:
        if stored.get("version", 1) != VERSION:
            raise ValueError("a newer version stored this mail")
        return MailMessage(
            stored["staff"], stored["subject"], stored["text"], stored["html"], stored["language"]
        )
    except (KeyError, TypeError, AttributeError):
        raise ValueError("a stored mail is not whole") from None
