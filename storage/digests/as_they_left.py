"""The newest digest of each reader, as it left: kept to be read on the web."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.reports.digest import ReportLine, ReportSection
from storage.database.encryption import readable
from storage.needs.tables import DigestLine
from storage.sight.seen import seen_ids

LONGEST_HEADING = 200


async def keep_digest(
    session: AsyncSession, staff_id: int, sections: Sequence[ReportSection], now: dt.datetime
) -> None:
    """Keep what somebody is told now, in place of what they were told before."""
    await session.execute(delete(DigestLine).where(DigestLine.staff_id == staff_id))
    session.add_all(
        DigestLine(
            staff_id=staff_id,
            participant_id=line.person or None,
            left_at=now,
            heading=section.heading[:LONGEST_HEADING],
            who=line.who,
            words=line.text,
        )
        for section in sections
        for line in section.lines
    )
    await session.flush()


async def kept_digest(
    session: AsyncSession, staff_id: int, now: dt.datetime
) -> tuple[dt.datetime | None, Sequence[ReportSection]]:
    """Give when the newest digest left and what it said of those whom the reader may see now."""
    rows = await session.scalars(
        select(DigestLine)
        .where(
            DigestLine.staff_id == staff_id,
            or_(
                DigestLine.participant_id.is_(None),
                DigestLine.participant_id.in_(seen_ids(staff_id, now)),
            ),
        )
        .order_by(DigestLine.id)
    )
    left_at, found = None, dict[str, list[ReportLine]]()
    for row in rows:
        left_at = row.left_at
        line = ReportLine(readable(row.who), readable(row.words), row.participant_id or 0)
        found.setdefault(row.heading, []).append(line)
    return left_at, [ReportSection(heading, tuple(lines)) for heading, lines in found.items()]
