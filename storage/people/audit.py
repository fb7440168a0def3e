"""The audit log: who looked at or did what, never what it said."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.people import AuditEntry

OPENED = "opened participant"
"""What it is called when somebody opens a participant's page."""


async def log_action(
    session: AsyncSession,
    action: str,
    now: dt.datetime,
    *,
    staff_id: int | None = None,
    participant_id: int | None = None,
    allowed: bool = True,
) -> None:
    """Add a line. ``allowed`` is False for an attempt that was turned down."""
    session.add(
        AuditEntry(
            at=now,
            staff_id=staff_id,
            participant_id=participant_id,
            action=action,
            allowed=allowed,
        )
    )
    await session.flush()
