"""The first page: a coach's caseload, or group figures for leaders and administrators."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from admin.caseload.list import caseload_view
from admin.web import labels
from admin.web.desk import Desk, Visit
from bot.languages.catalog import Catalog
from dialogs.texts import clean
from dialogs.labels.occasions import reason_words
from dialogs.reports.completeness import TARGET
from dialogs.reports.participant_status import URGENT, Standing
from dialogs.texts import near_day
from storage.caseload.caseload import caseload
from storage.caseload.leavers import leavers
from storage.figures.completeness import Completeness, completeness
from storage.figures.groups import FEWEST, group_counts
from storage.staff.staff import all_staff
from storage.people.audit import note


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
        now, zone = parts.clock(), parts.settings.timezone
        today = now.astimezone(zone).date()
        async with parts.database.reading() as session:
            lines = await caseload(session, visit.staff.id, now, today)
            left = await leavers(session, visit.staff.id, now, today)
        async with parts.database.writing() as session:
            await note(session, "opened caseload", now, staff_id=visit.staff.id)
        meanings = [
            (standing in URGENT, labels.tag(t, standing, None, today), labels.meaning(t, standing))
            for standing in Standing
            if labels.meaning(t, standing)
        ]
        return self._desk.page(
            visit,
            "caseload/caseload.html",
            caseload=caseload_view(t, parts.stage, lines, now, zone),
            left=[
                (one.pseudonym, clean(one.name or "", 60), near_day(t, one.exit_on, today))
                for one in left
            ],
            meanings=meanings,
        )

    async def _overview(self, visit: Visit) -> Response:
        parts, t = self._desk.parts, visit.texts
        today = parts.clock().astimezone(parts.settings.timezone).date()
        async with parts.database.reading() as session:
            groups = await group_counts(session)
            due = await completeness(session, today)
            staff = await all_staff(session) if visit.staff.role == "admin" else []
        return self._desk.page(
            visit,
            "caseload/overview.html",
            groups=[(clean(group.name), group.persons, group.taking_part) for group in groups],
            fewest=FEWEST,
            due=[_share(t, one) for one in due],
            target=TARGET,
            staff=[(clean(one.name), labels.role(t, one.role)) for one in staff],
        )


def _share(t: Catalog, one: Completeness) -> Mapping[str, Any]:
    """Write one sub-project's due ratings out; hidden numbers stay None."""
    return {
        "name": clean(one.name),
        "due": one.due,
        "done": one.done,
        "percent": one.percent,
        "at_least": one.at_least,
        "reasons": t.listed(
            [f"{reason_words(t, code)} {t.number(count)}" for code, count in one.reasons]
        ),
    }
