"""Invitations: for a new participant, and anew for one whom the coach has already."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.invitations.code_page import code_redirect
from admin.web import labels
from admin.web.guard import for_staff, own_participant, with_form
from admin.web.input import clean_input, number_of, too_long_text
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from bot.languages.spoken import languages
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.enrolling.registering import register
from storage.orientation.coach import hold_staff
from storage.people.audit import Audit
from storage.people.enrolment import newest_participant, renew_invitation, take_in
from storage.people.sub_projects import sub_projects
from storage.staff.staff import coaches
from storage.tables.people import Participant, Staff, SubProject

LONGEST_NAME = 100
LONGEST_FORM_ID = 40

Row = TypeVar("Row", Staff, SubProject)


@dataclass
class InvitationDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    name: str = ""
    protected: bool = False
    sure: bool = False
    """Whoever fills it in has been told what protection means: the form has no name any more."""
    language: str = "sv"
    project: str = ""
    coach: str = ""
    form: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """Names the form: sent twice it adds nobody."""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "InvitationDraft":
        """Take what was posted, as it was typed."""
        protected = "protected" in form
        return cls(
            name="" if protected else clean_input(form.get("name", "")),
            protected=protected,
            sure=protected and "sure" in form,
            language=form.get("language", ""),
            project=form.get("project", ""),
            coach=form.get("coach", ""),
            form=form.get("form", "")[:LONGEST_FORM_ID],
        )

    def check(self, t: Catalog) -> None:
        """Note what is wrong in ``faults``."""
        if not self.name and not self.protected:
            self.faults["name"] = t.gettext("Skriv vem inbjudan är till.")
        if len(self.name) > LONGEST_NAME:
            self.faults["name"] = too_long_text(t, LONGEST_NAME)
        if self.language not in languages():
            self.faults["language"] = t.gettext("Välj ett språk.")


INVITING = (StaffRole.COACH, StaffRole.ADMIN)
"""The roles that take somebody new in."""


@for_staff(*INVITING)
async def form(visit: Visit) -> Response:
    """Show the empty form, with the coach's usual sub-project chosen."""
    draft = InvitationDraft()
    async with visit.app.database.reading() as session:
        newest = await newest_participant(session, visit.staff.id)
        draft.project = str(newest.sub_project_id) if newest else ""
        return await _form(visit, session, draft)


async def _form(
    visit: Visit, session: AsyncSession, draft: InvitationDraft, status_code: int = 200
) -> Response:
    admin = StaffRole.ADMIN in visit.staff.roles
    return visit.page(
        "invitations/invite.html",
        status_code,
        draft=draft,
        projects=[(str(one.id), clean(one.name)) for one in await sub_projects(session)],
        coaches=[(str(one.id), clean(one.name)) for one in await coaches(session)] if admin else [],
        languages={code: labels.language_label(visit.texts, code) for code in languages()},
        longest=LONGEST_NAME,
    )


@for_staff(*INVITING)
@with_form(InvitationDraft.read)
async def make(visit: Visit, draft: InvitationDraft) -> Response:
    """Add the participant and go to the page that shows the code once.

    Where the identity is protected the form comes back without a name first, and says what follows.
    """
    async with visit.app.database.writing() as session:
        if draft.protected and not draft.sure:
            return await _form(visit, session, draft, 422)
        draft.check(visit.texts)
        coach_id = await _coach(visit, session, draft)
        project = await _project(visit, session, draft)
        if draft.faults or coach_id is None or project is None:
            return await _form(visit, session, draft, 422)
        participant, code = await take_in(
            session,
            by=visit.staff,
            coach_id=coach_id,
            sub_project_id=project.id,
            name=draft.name,
            protected=draft.protected,
            language=draft.language,
            now=visit.now,
            form_id=draft.form,
        )
        # Whoever is invited is enrolled from today on, and counted, also if they never open it.
        await register(session, participant, visit.today, visit.now, visit.app.calendar)
    return code_redirect(visit, participant, code)


async def _coach(visit: Visit, session: AsyncSession, draft: InvitationDraft) -> int | None:
    if StaffRole.ADMIN not in visit.staff.roles:
        held = await hold_staff(session, visit.staff.id)
        return held.id if held.is_here and StaffRole.COACH in held.roles else None
    chosen = await _row_by_id(session, Staff, draft.coach)
    if chosen is not None:
        chosen = await hold_staff(session, chosen.id)  # nobody takes their role meanwhile
    if chosen is None or StaffRole.COACH not in chosen.roles or not chosen.is_here:
        draft.faults["coach"] = visit.texts.gettext("Välj en handledare.")
        return None
    return chosen.id


async def _project(
    visit: Visit, session: AsyncSession, draft: InvitationDraft
) -> SubProject | None:
    found = await _row_by_id(session, SubProject, draft.project)
    if found is None:
        draft.faults["project"] = visit.texts.gettext("Välj ett delprojekt.")
    return found


@own_participant(Audit.RENEWAL_OPENED)
async def confirm(visit: Visit, _session: AsyncSession, participant: Participant) -> Response:
    """Ask before anything is closed."""
    return visit.page(
        "invitations/renew.html",
        pseudonym=participant.pseudonym,
        name=clean(participant.name or ""),
    )


@own_participant(Audit.RENEWAL_OPENED, hold=True)
async def renew(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Close the old ways in, and show the new one once."""
    code = await renew_invitation(session, participant, visit.staff, visit.now)
    return code_redirect(visit, participant, code)


async def _row_by_id(session: AsyncSession, table: type[Row], text: str) -> Row | None:
    return await session.get(table, number_of(text) or 0)
