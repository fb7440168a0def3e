"""The plans: for each sub-project when ratings fall due and how often somebody is reminded."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.plans.form import PlanDraft
from admin.web.guard import for_staff, with_form
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.agenda.plan import HOURS, Plan
from dialogs.labels.contact import hour_label
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.occasions.plan_changes import change_plan
from storage.people.audit import Audit, log_action
from storage.people.sub_projects import store_plan, sub_projects
from storage.tables.people import SubProject


@dataclass(frozen=True)
class PlanRow:
    """One sub-project and its plan in words."""

    id: int
    name: str
    facts: tuple[str, ...]


PLANNING = (StaffRole.LEADER, StaffRole.ADMIN)
"""The roles that see and change plans."""


@for_staff(*PLANNING)
async def show_all(visit: Visit) -> Response:
    """List every sub-project with its plan."""
    async with visit.app.database.reading() as session:
        projects = await sub_projects(session)
    lines = [
        PlanRow(one.id, clean(one.name), plan_facts(visit.texts, Plan.from_json(one.plan)))
        for one in projects
    ]
    return visit.page("plans/plans.html", plans=lines)


@for_staff(*PLANNING)
async def form(visit: Visit) -> Response:
    """Show one plan to be changed."""
    async with visit.app.database.reading() as session:
        project = await _project(session, visit)
    if project is None:
        return visit.missing()
    return _form(visit, project, PlanDraft.of(Plan.from_json(project.plan)))


@for_staff(*PLANNING)
@with_form(PlanDraft.read)
async def change(visit: Visit, draft: PlanDraft) -> Response:
    """Take the plan that was filled in, or SKAPA's own; what has happened stays."""
    app = visit.app
    async with app.database.writing() as session:
        project = await _project(session, visit, hold=True)
        if project is None:
            return visit.missing()
        usual = visit.form.get("do") == "usual"
        plan = Plan() if usual else draft.plan(visit.texts, Plan.from_json(project.plan).instrument)
        if plan is None:
            return _form(visit, project, draft, 422)
        await store_plan(session, project, plan)
        await log_action(
            session,
            Audit.PLAN_CHANGED,
            visit.now,
            staff_id=visit.staff.id,
            sub_project_id=project.id,
        )
    left = await change_plan(app.database, project.id, visit.now, app.calendar)
    if left:
        return _form(visit, project, PlanDraft.of(plan), 500, left=len(left))
    return RedirectResponse("/admin/plans", 303)


async def _project(session: AsyncSession, visit: Visit, *, hold: bool = False) -> SubProject | None:
    """Find the sub-project that the address names; with ``hold`` until the transaction ends."""
    number = int(visit.request.path_params["project"])
    if number >= 2**31:
        return None
    return await session.get(SubProject, number, with_for_update=hold or None)


def _form(
    visit: Visit, project: SubProject, draft: PlanDraft, status_code: int = 200, *, left: int = 0
) -> Response:
    """Show the form; ``left`` counts people for whom the plan that is saved did not take."""
    return visit.page(
        "plans/plan.html",
        status_code,
        id=project.id,
        name=clean(project.name),
        draft=draft,
        left=left,
        hours=[(part, hour_label(visit.texts, part).capitalize()) for part in HOURS],
    )


def plan_facts(t: Catalog, plan: Plan) -> tuple[str, ...]:
    """Say a plan in a few short lines."""
    # NOTE: How often ratings are made.
    every = t.ngettext(
        "{count} månad mellan skattningarna", "{count} månader mellan skattningarna", plan.every
    )
    # NOTE: How often a rating is also a follow-up of the operation.
    follow = t.ngettext(
        "{count} månad mellan uppföljningarna",
        "{count} månader mellan uppföljningarna",
        plan.follow_up,
    )
    # NOTE: A rating counts when it is made so many days before or after its day.
    window = t.gettext("räknas från {before} dagar före till {after} dagar efter")
    # NOTE: {days}: "0, 2 and 5": days after the rating's day on which somebody is reminded.
    days = t.gettext("påminnelser dag {days}")
    return (
        every.format(count=t.number(plan.every)),
        follow.format(count=t.number(plan.follow_up)),
        window.format(before=t.number(plan.before), after=t.number(plan.after)),
        days.format(days=t.listed([t.number(day) for day in plan.reminders])),
    )
