"""Who may change a sub-project's plan: an administrator names its leaders."""

from collections.abc import Collection, Sequence

from starlette.responses import Response

from admin.plans.pages import project_of
from admin.plans.said import Said, to_plans
from admin.web.guard import for_staff
from admin.web.revision import Difference, differences, is_outdated, revision_of
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.people.audit import Audit
from storage.people.sub_projects import leader_ids, name_leaders
from storage.staff.staff import leaders
from storage.tables.people import Staff, SubProject


@for_staff(StaffRole.ADMIN)
async def show(visit: Visit) -> Response:
    """Show every leader, with a tick for those who lead this sub-project."""
    async with visit.app.database.reading() as session:
        project = await project_of(session, visit)
        if project is None:
            return visit.missing()
        known, leading = await leaders(session), await leader_ids(session, project.id)
    return _form(visit, project, known, leading, leading)


@for_staff(StaffRole.ADMIN)
async def change(visit: Visit) -> Response:
    """Let those who are ticked lead it, and nobody else."""
    async with visit.app.database.writing() as session:
        project = await project_of(session, visit, hold=True)
        if project is None:
            return visit.missing()
        known, leading = await leaders(session), await leader_ids(session, project.id)
        chosen = [one.id for one in known if f"leader-{one.id}" in visit.form]
        outdated = is_outdated(visit.form, revision_of(list(leading)))
        if outdated and chosen != list(leading):
            return _form(visit, project, known, leading, chosen, 409)
        await name_leaders(session, project.id, chosen)
        await visit.log(session, Audit.LEADERS_CHANGED, sub_project_id=project.id)
    return to_plans(visit, Said.LED)


def _form(
    visit: Visit,
    project: SubProject,
    known: Sequence[Staff],
    leading: Sequence[int],
    chosen: Collection[int],
    status_code: int = 200,
) -> Response:
    """Show the form with those ``chosen``; ``leading`` is what is stored."""
    versions: list[Difference] = []
    if status_code != 200:
        label = visit.texts.gettext("Ledare")
        versions = differences([(label, _names(known, leading), _names(known, chosen))])
    return visit.page(
        "plans/leaders.html",
        status_code,
        id=project.id,
        name=clean(project.name),
        leaders=[(one.id, clean(one.name), one.id in chosen) for one in known],
        revision=revision_of(list(leading)),
        versions=versions,
    )


def _names(known: Sequence[Staff], ids: Collection[int]) -> str:
    return ", ".join(clean(one.name) for one in known if one.id in ids)
