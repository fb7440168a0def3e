"""A sub-project's name, and its end: an administrator renames it, or removes one that is empty."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.plans.pages import LONGEST_NAME, name_fault, project_of
from admin.plans.said import Said, to_plans
from admin.web.guard import for_staff
from admin.web.input import clean_input
from admin.web.revision import Difference, differences, is_outdated, kept_revision, revision_of
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.people.audit import Audit
from storage.people.sub_projects import has_people, remove_sub_project, rename_sub_project
from storage.tables.people import SubProject


@for_staff(StaffRole.ADMIN)
async def show(visit: Visit) -> Response:
    """Show the name, and whether the sub-project can be removed."""
    async with visit.app.database.reading() as session:
        project = await project_of(session, visit)
        if project is None:
            return visit.missing()
        return await _form(session, visit, project, project.name)


@for_staff(StaffRole.ADMIN)
async def rename(visit: Visit) -> Response:
    """Give it the name that was filled in; one of that name is not there twice."""
    name = clean_input(visit.form.get("project_name", ""))
    async with visit.app.database.writing() as session:
        project = await project_of(session, visit, hold=True)
        if project is None:
            return visit.missing()
        if fault := await name_fault(session, visit, name, project):
            return await _form(session, visit, project, name, 422, fault=fault)
        label = visit.texts.gettext("Delprojektets namn")
        found = differences([(label, clean(project.name), name)])
        if found and is_outdated(visit.form, revision_of(project.name)):
            return await _form(session, visit, project, name, 409, versions=found)
        if found:
            await rename_sub_project(session, project, name)
            await visit.log(session, Audit.PROJECT_RENAMED, sub_project_id=project.id)
    return to_plans(visit, Said.RENAMED)


@for_staff(StaffRole.ADMIN)
async def remove(visit: Visit) -> Response:
    """Remove it where nobody is or was in it; else say that somebody is."""
    async with visit.app.database.writing() as session:
        project = await project_of(session, visit, hold=True)
        if project is None:
            return visit.missing()
        number = project.id
        if not await remove_sub_project(session, project):
            fault = visit.texts.gettext(
                "Det finns deltagare i delprojektet. Det kan inte tas bort."
            )
            return await _form(session, visit, project, project.name, 422, kept=fault)
        await visit.log(session, Audit.PROJECT_REMOVED, sub_project_id=number)
    return to_plans(visit, Said.REMOVED)


async def _form(
    session: AsyncSession,
    visit: Visit,
    project: SubProject,
    typed: str,
    status_code: int = 200,
    *,
    fault: str = "",
    kept: str = "",
    versions: Sequence[Difference] = (),
) -> Response:
    """Show the form; ``kept`` says why the sub-project was not removed."""
    revision = revision_of(project.name)
    return visit.page(
        "plans/naming.html",
        status_code,
        id=project.id,
        name=clean(project.name),
        typed=clean_input(typed),
        is_empty=not await has_people(session, project.id),
        revision=kept_revision(visit.form, revision, both_shown=bool(versions)),
        fault=fault,
        kept=kept,
        versions=versions,
        longest=LONGEST_NAME,
    )
