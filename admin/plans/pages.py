"""The plans: for each sub-project when ratings fall due and how often somebody is reminded."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.plans.form import PlanDraft, plan_differences
from admin.plans.said import Said, said_text, to_plans
from admin.web.guard import for_staff, with_form
from admin.web.input import clean_input, too_long_text
from admin.web.revision import Difference, is_outdated, kept_revision, revision_of
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.agenda.plan import HOURS, Plan
from dialogs.labels.contact import hour_label
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.occasions.plan_changes import change_plan
from storage.people.audit import Audit
from storage.people.sub_projects import (
    ensure_sub_project,
    may_change_plan,
    plans_of,
    store_plan,
    sub_project_named,
    sub_projects,
)
from storage.tables.people import SubProject


@dataclass(frozen=True)
class PlanRow:
    """One sub-project and its plan in words."""

    id: int
    name: str
    facts: tuple[str, ...]


LONGEST_NAME = 100
PLANNING = (StaffRole.LEADER, StaffRole.ADMIN)
"""The roles that see plans; of which sub-projects: ``plans_of``."""


@for_staff(*PLANNING)
async def show_all(visit: Visit) -> Response:
    """List every sub-project that the reader leads, with its plan; administrators see all."""
    return await _all(visit)


@for_staff(StaffRole.ADMIN)
async def add(visit: Visit) -> Response:
    """Make a sub-project; one of that name is not made twice."""
    name = clean_input(visit.form.get("new_project", ""))
    async with visit.app.database.writing() as session:
        fault = await name_fault(session, visit, name)
        if not fault:
            made = await ensure_sub_project(session, name)
            await visit.log(session, Audit.PROJECT_ADDED, sub_project_id=made.id)
    return await _all(visit, name, fault) if fault else to_plans(visit, Said.ADDED)


async def name_fault(
    session: AsyncSession, visit: Visit, name: str, own: SubProject | None = None
) -> str:
    """Say what is wrong with a sub-project's name; empty where nothing is."""
    t = visit.texts
    if not name:
        return t.gettext("Skriv ett namn.")
    if len(name) > LONGEST_NAME:
        return too_long_text(t, LONGEST_NAME)
    known = await sub_project_named(session, name)
    if known is not None and (own is None or known.id != own.id):
        return t.gettext("Det finns redan ett delprojekt som heter så.")
    return ""


async def _all(visit: Visit, typed: str = "", fault: str = "") -> Response:
    async with visit.app.database.reading() as session:
        theirs = await plans_of(session, visit.staff)
        lines = [
            PlanRow(
                one.id,
                clean(one.name),
                plan_facts(visit.texts, Plan.from_json(one.plan)),
            )
            for one in await sub_projects(session)
            if one.id in theirs
        ]
    status_code = 422 if fault else 200
    said = said_text(visit.texts, visit.desk.flash.code(visit.request, visit.staff.id))
    page = visit.page(
        "plans/plans.html", status_code, plans=lines, typed=typed, fault=fault, said=said
    )
    visit.desk.flash.forget(visit.request, page)
    return page


@for_staff(*PLANNING)
async def form(visit: Visit) -> Response:
    """Show one plan to be changed."""
    async with visit.app.database.reading() as session:
        project = await project_of(session, visit)
        if project is None or not await may_change_plan(session, visit.staff, project.id):
            return visit.missing()
    stored = PlanDraft.of(Plan.from_json(project.plan))
    return _form(visit, project, stored, revision=revision_of(stored))


@for_staff(*PLANNING)
@with_form(PlanDraft.read)
async def change(visit: Visit, draft: PlanDraft) -> Response:
    """Take the plan that was filled in, or SKAPA's own; what has happened stays.

    SKAPA's own is shown first, beside what it would change; and so is what somebody else has
    stored since the form was made.
    """
    app, what = visit.app, visit.form.get("do", "")
    async with app.database.writing() as session:
        project = await project_of(session, visit, hold=True)
        if project is None or not await may_change_plan(session, visit.staff, project.id):
            return visit.missing()
        before = Plan.from_json(project.plan)
        stored = PlanDraft.of(before)
        revision = revision_of(stored)
        usual = what in ("usual", "usual-sure")
        plan = Plan() if usual else draft.plan(visit.texts, before.instrument)
        if plan is None:
            kept = kept_revision(visit.form, revision, both_shown=False)
            return _form(visit, project, draft, 422, revision=kept)
        found = plan_differences(visit.texts, stored, PlanDraft.of(plan))
        outdated = bool(found) and is_outdated(visit.form, revision)
        if what == "usual" or (usual and outdated):
            return _usual(visit, project, found, revision, changed=usual and outdated)
        if outdated:
            return _form(visit, project, draft, 409, revision=revision, versions=found)
        await store_plan(session, project, plan)
        await visit.log(session, Audit.PLAN_CHANGED, sub_project_id=project.id)
    left = await change_plan(app.database, project.id, visit.now, app.calendar)
    if left:
        now_stored = PlanDraft.of(plan)
        revision = revision_of(now_stored)
        return _form(visit, project, now_stored, 500, revision=revision, left=len(left))
    return to_plans(visit, Said.PLANNED)


async def project_of(
    session: AsyncSession, visit: Visit, *, hold: bool = False
) -> SubProject | None:
    """Find the sub-project that the address names; with ``hold`` until the transaction ends."""
    number: int = visit.request.path_params["project"]
    return await session.get(SubProject, number, with_for_update=hold or None)


def _form(
    visit: Visit,
    project: SubProject,
    draft: PlanDraft,
    status_code: int = 200,
    *,
    revision: str,
    left: int = 0,
    versions: Sequence[Difference] = (),
) -> Response:
    """Show the form; ``left`` counts people for whom the plan that is saved did not take."""
    return visit.page(
        "plans/plan.html",
        status_code,
        id=project.id,
        name=clean(project.name),
        draft=draft,
        revision=revision,
        versions=versions,
        left=left,
        hours=[(part, hour_label(visit.texts, part).capitalize()) for part in HOURS],
    )


def _usual(
    visit: Visit,
    project: SubProject,
    found: Sequence[Difference],
    revision: str,
    *,
    changed: bool,
) -> Response:
    """Ask before SKAPA's usual plan takes the place of this one, and show what changes."""
    return visit.page(
        "plans/usual.html",
        409 if changed else 200,
        id=project.id,
        name=clean(project.name),
        found=found,
        revision=revision,
        changed=changed,
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
    usual: tuple[str, ...] = ()
    if plan.months is not None:
        # NOTE: How long people usually take part.
        text = t.ngettext(
            "man brukar vara med i {count} månad",
            "man brukar vara med i {count} månader",
            plan.months,
        )
        usual = (text.format(count=t.number(plan.months)),)
    # NOTE: After so many days without any contact the coach is told.
    silence = t.ngettext(
        "handledaren får veta efter {count} dag utan kontakt",
        "handledaren får veta efter {count} dagar utan kontakt",
        plan.gap,
    )
    if plan.review is not None:
        # NOTE: So often it is decided with a participant whether they go on or finish.
        text = t.ngettext(
            "beslut om att fortsätta efter {count} månad",
            "beslut om att fortsätta efter {count} månader",
            plan.review,
        )
        usual = (*usual, text.format(count=t.number(plan.review)))
    return (
        every.format(count=t.number(plan.every)),
        follow.format(count=t.number(plan.follow_up)),
        window.format(before=t.number(plan.before), after=t.number(plan.after)),
        days.format(days=t.listed([t.number(day) for day in plan.reminders])),
        *usual,
        silence.format(count=t.number(plan.gap)),
    )
