"""The first page: a coach's caseload, or group figures for leaders and administrators."""

from starlette.responses import Response

from admin import words
from admin.desk import Desk, Visit
from admin.lines import caseload_view
from bot.radar_layout import clean
from storage.audit import note
from storage.caseload import Standing, caseload
from storage.overview import FEWEST, all_staff, group_counts


class FirstPage:
    """What somebody sees when they come in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, visit: Visit) -> Response:
        """Show what belongs to the role."""
        if visit.staff.role == "coach":
            return await self._caseload(visit)
        return await self._overview(visit)

    async def _caseload(self, visit: Visit) -> Response:
        parts, t = self._desk.parts, visit.texts
        now = parts.clock()
        async with parts.database.reading() as session:
            lines = await caseload(session, visit.staff.id, now)
        async with parts.database.writing() as session:
            await note(session, "opened caseload", now, staff_id=visit.staff.id)
        today = now.date()
        meanings = [
            (standing.value, words.tag(t, standing, None, today), words.meaning(t, standing))
            for standing in Standing
            if words.meaning(t, standing)
        ]
        zone = parts.settings.timezone
        return self._desk.page(
            visit,
            "caseload.html",
            caseload=caseload_view(t, parts.stage, lines, now, zone),
            meanings=meanings,
        )

    async def _overview(self, visit: Visit) -> Response:
        async with self._desk.parts.database.reading() as session:
            groups = await group_counts(session)
            staff = await all_staff(session) if visit.staff.role == "admin" else []
        return self._desk.page(
            visit,
            "overview.html",
            groups=[(clean(group.name), group.persons, group.taking_part) for group in groups],
            fewest=FEWEST,
            staff=[(clean(one.name), words.role(visit.texts, one.role)) for one in staff],
        )
