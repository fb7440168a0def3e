"""Invitations: for a new participant, and anew for one whom the coach has already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.invitations.code_page import CodePage
from admin.web.desk import Desk, Visit, pseudonym_of
from admin.web.input import clean_input, too_long_text
from bot.languages.catalog import Catalog, languages
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.people.access import access_participant
from storage.people.enrolment import newest_participant, renew_invitation, take_in
from storage.people.sub_projects import ensure_sub_project, sub_projects
from storage.staff.staff import coaches
from storage.tables.people import Staff, SubProject

LONGEST_NAME = 100

Row = TypeVar("Row", Staff, SubProject)


@dataclass
class InvitationDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    name: str = ""
    language: str = "sv"
    project: str = ""
    new_project: str = ""
    coach: str = ""
    faults: dict[str, str] = field(default_factory=dict)


class InvitationPages:
    """Makes invitations."""

    def __init__(self, desk: Desk, handover: CodePage) -> None:
        self._desk = desk
        self._handover = handover

    async def form(self, visit: Visit) -> Response:
        """Show the empty form, with the coach's usual sub-project chosen."""
        draft = InvitationDraft()
        async with self._desk.app.database.reading() as session:
            newest = await newest_participant(session, visit.staff.id)
            draft.project = str(newest.sub_project_id) if newest else ""
            return await self._form(visit, session, draft)

    async def _form(
        self, visit: Visit, session: AsyncSession, draft: InvitationDraft, status_code: int = 200
    ) -> Response:
        admin = visit.staff.role == StaffRole.ADMIN
        return self._desk.page(
            visit,
            "invitations/invite.html",
            status_code,
            draft=draft,
            projects=[(str(one.id), clean(one.name)) for one in await sub_projects(session)],
            coaches=[(str(one.id), clean(one.name)) for one in await coaches(session)]
            if admin
            else [],
            languages=languages(),
            longest=LONGEST_NAME,
        )

    async def make(self, visit: Visit) -> Response:
        """Add the participant and go to the page that shows the code once."""
        draft = _read_draft(visit.form)
        app = self._desk.app
        async with app.database.writing() as session:
            _check_draft(visit.texts, draft)
            coach_id = await self._coach(visit, session, draft)
            project = await self._project(visit, session, draft)
            if draft.faults or coach_id is None or project is None:
                return await self._form(visit, session, draft, 422)
            participant, code = await take_in(
                session,
                by=visit.staff,
                coach_id=coach_id,
                sub_project_id=project.id,
                name=draft.name,
                language=draft.language,
                now=app.clock(),
            )
        return self._handover.to_page(visit, participant, code)

    async def _coach(
        self, visit: Visit, session: AsyncSession, draft: InvitationDraft
    ) -> int | None:
        if visit.staff.role == StaffRole.COACH:
            return visit.staff.id
        chosen = await _row_by_id(session, Staff, draft.coach)
        if chosen is None or chosen.role != StaffRole.COACH:
            draft.faults["coach"] = visit.texts.gettext("Välj en handledare.")
            return None
        return chosen.id

    async def _project(
        self, visit: Visit, session: AsyncSession, draft: InvitationDraft
    ) -> SubProject | None:
        if draft.new_project and visit.staff.role == StaffRole.ADMIN:
            # Not before all the rest is right: what is added here stays.
            return None if draft.faults else await ensure_sub_project(session, draft.new_project)
        found = await _row_by_id(session, SubProject, draft.project)
        if found is None:
            draft.faults["project"] = visit.texts.gettext("Välj ett delprojekt.")
        return found

    async def confirm(self, visit: Visit) -> Response:
        """Ask before anything is closed."""
        participant = await self._own(visit, "asked for a new invitation")
        if participant is None:
            return self._desk.missing(visit)
        return self._desk.page(
            visit,
            "invitations/renew.html",
            pseudonym=participant[0],
            name=clean(participant[1] or ""),
        )

    async def _own(self, visit: Visit, action: str) -> tuple[str, str | None] | None:
        app = self._desk.app
        async with app.database.writing() as session:
            found = await access_participant(
                session, visit.staff, pseudonym_of(visit), app.clock(), action
            )
        return (found.pseudonym, found.name) if found else None

    async def renew(self, visit: Visit) -> Response:
        """Close the old ways in, and show the new one once."""
        app = self._desk.app
        now = app.clock()
        async with app.database.writing() as session:
            participant = await access_participant(
                session, visit.staff, pseudonym_of(visit), now, "asked for a new invitation"
            )
            code = (
                await renew_invitation(session, participant, visit.staff, now)
                if participant
                else ""
            )
        if participant is None:
            return self._desk.missing(visit)
        return self._handover.to_page(visit, participant, code)


def _read_draft(form: Mapping[str, str]) -> InvitationDraft:
    return InvitationDraft(
        name=clean_input(form.get("name", "")),
        language=form.get("language", ""),
        project=form.get("project", ""),
        new_project=clean_input(form.get("new_project", "")),
        coach=form.get("coach", ""),
    )


def _check_draft(t: Catalog, draft: InvitationDraft) -> None:
    if not draft.name:
        draft.faults["name"] = t.gettext("Skriv vem inbjudan är till.")
    for name, text in (("name", draft.name), ("new_project", draft.new_project)):
        if len(text) > LONGEST_NAME:
            draft.faults[name] = too_long_text(t, LONGEST_NAME)
    if draft.language not in languages():
        draft.faults["language"] = t.gettext("Välj ett språk.")


async def _row_by_id(session: AsyncSession, table: type[Row], text: str) -> Row | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return await session.get(table, number)
