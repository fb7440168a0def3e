"""The first page: a coach's caseload, or group figures for leaders and administrators."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from admin.caseload.list import caseload_view
from admin.web.desk import Desk, Visit
from bot.languages.catalog import Catalog
from dialogs.labels.occasions import reason_label
from dialogs.labels.staff import role_label
from dialogs.labels.statuses import status_label, status_meaning
from dialogs.people.staff import StaffRole
from dialogs.reports.completeness import TARGET
from dialogs.reports.participant_status import URGENT, ParticipantStatus
from dialogs.texts import clean, near_day
from storage.caseload.caseload import caseload_rows
from storage.caseload.leavers import leavers
from storage.figures.completeness import Completeness, completeness
from storage.figures.groups import FEWEST, group_counts
from storage.people.audit import log_action
from storage.staff.staff import all_staff


class FirstPage:
    """What somebody sees when they come in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, visit: Visit) -> Response:
        """Show what belongs to the role."""
        if visit.staff.role == StaffRole.COACH:
            return await self._caseload(visit)
        return await self._overview(visit)

    async def _caseload(self, visit: Visit) -> Response:
        app, t = self._desk.app, visit.texts
        now, zone = app.clock(), app.settings.timezone
        today = now.astimezone(zone).date()
        async with app.database.reading() as session:
            lines = await caseload_rows(session, visit.staff.id, now, today)
            left = await leavers(session, visit.staff.id, now, today)
        async with app.database.writing() as session:
            await log_action(session, "opened caseload", now, staff_id=visit.staff.id)
        meanings = [
            (
                standing in URGENT,
                status_label(t, standing, None, today),
                status_meaning(t, standing),
            )
            for standing in ParticipantStatus
            if status_meaning(t, standing)
        ]
        return self._desk.page(
            visit,
            "caseload/caseload.html",
            caseload=caseload_view(t, app.installation, lines, now, zone),
            left=[
                (one.pseudonym, clean(one.name or "", 60), near_day(t, one.exit_on, today))
                for one in left
            ],
            meanings=meanings,
        )

    async def _overview(self, visit: Visit) -> Response:
        app, t = self._desk.app, visit.texts
        today = app.clock().astimezone(app.settings.timezone).date()
        async with app.database.reading() as session:
            groups = await group_counts(session)
            due = await completeness(session, today)
            staff = await all_staff(session) if visit.staff.role == StaffRole.ADMIN else []
        return self._desk.page(
            visit,
            "caseload/overview.html",
            groups=[(clean(group.name), group.persons, group.taking_part) for group in groups],
            fewest=FEWEST,
            due=[_completeness_row(t, one) for one in due],
            target=TARGET,
            staff=[(clean(one.name), role_label(t, one.role)) for one in staff],
        )


def _completeness_row(t: Catalog, one: Completeness) -> Mapping[str, Any]:
    """Write one sub-project's due ratings out; hidden numbers stay None."""
    return {
        "name": clean(one.name),
        "due": one.due,
        "done": one.done,
        "percent": one.percent,
        "at_least": one.at_least,
        "reasons": t.listed(
            [f"{reason_label(t, code)} {t.number(count)}" for code, count in one.reasons]
        ),
    }
