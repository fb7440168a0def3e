"""Enrolling one person on one form, with an invitation or without."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.enrolling.choices import ENROLLING, choices, chosen_coach, known
from admin.enrolling.typed import LONGEST, TypedPerson, check_person
from admin.invitations.code_page import code_redirect
from admin.web.guard import for_staff, with_form
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from dialogs.texts import clean
from storage.enrolling.inviting import invite_unreached
from storage.enrolling.registering import enrol_people, enrolled_by_form
from storage.people.enrolment import newest_participant
from storage.people.sub_projects import sub_projects
from storage.tables.people import Participant

LONGEST_FORM_ID = 40
ENROLLED = "enrolled "
"""What the flash begins with when somebody has been enrolled; the pseudonym follows."""


@dataclass
class EnrolmentDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    person: TypedPerson = field(default_factory=TypedPerson)
    coach: str = ""
    is_another: bool = False
    """Somebody of that name and year is enrolled already, and this is another."""
    invites: bool = False
    form: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """Names the form: sent twice it enrols nobody."""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "EnrolmentDraft":
        """Take what was posted, as it was typed."""
        return cls(
            person=TypedPerson.read(form),
            coach=form.get("coach", ""),
            is_another="another" in form,
            invites=form.get("do") == "invite",
            form=form.get("form", "")[:LONGEST_FORM_ID],
        )


@for_staff(*ENROLLING)
async def form(visit: Visit) -> Response:
    """Show the empty form, with today and the coach's usual sub-project."""
    async with visit.app.database.reading() as session:
        usual = await _usual_project(visit, session)
        person = TypedPerson(project=usual, enrolled_on=visit.today.isoformat(), language="sv")
        page = await _form(visit, session, EnrolmentDraft(person))
    visit.desk.flash.forget(visit.request, page)
    return page


async def _usual_project(visit: Visit, session: AsyncSession) -> str:
    newest = await newest_participant(session, visit.staff.id)
    names = {one.id: one.name for one in await sub_projects(session)}
    if newest is not None:
        return clean(names[newest.sub_project_id])
    return clean(next(iter(names.values()))) if len(names) == 1 else ""


async def _form(
    visit: Visit, session: AsyncSession, draft: EnrolmentDraft, status_code: int = 200
) -> Response:
    return visit.page(
        "enrolling/one.html",
        status_code,
        draft=draft,
        longest=LONGEST,
        today=visit.today.isoformat(),
        said=enrolled_text(visit),
        **await choices(visit, session),
    )


def enrolled_text(visit: Visit) -> str:
    """Say whom the form before this page has enrolled; empty where it was another."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    if not said.startswith(ENROLLED):
        return ""
    # NOTE: {person} is a pseudonym such as B-07.
    line = visit.texts.gettext("{person} är inskriven.")
    return line.format(person=said.removeprefix(ENROLLED))


@for_staff(*ENROLLING)
@with_form(EnrolmentDraft.read)
async def enrol(visit: Visit, draft: EnrolmentDraft) -> Response:
    """Enrol the person; with an invitation its code is shown next."""
    async with visit.app.database.writing() as session:
        before = await enrolled_by_form(session, visit.staff.id, draft.form)
        person = before[0] if before else await _enrol(visit, session, draft)
        if person is None:
            return await _form(visit, session, draft, 422)
        code = await _invite(session, visit, person) if draft.invites else None
    if code is not None:
        return code_redirect(visit, person, code)
    own = StaffRole.COACH in visit.staff.roles and person.coach_id == visit.staff.id
    there = f"/admin/participants/{person.pseudonym}" if own else "/admin/enrolments/new"
    return visit.go_to(there, f"{ENROLLED}{person.pseudonym}")


async def _enrol(visit: Visit, session: AsyncSession, draft: EnrolmentDraft) -> Participant | None:
    """Enrol whom the form names; None where ``faults`` says what is to be mended."""
    coach_id = await chosen_coach(visit, session, draft.coach)
    against = await known(visit, session, coach_id, visit.today)
    checked = check_person(visit.texts, draft.person, against, is_another=draft.is_another)
    draft.faults |= checked.faults
    if coach_id is None:
        draft.faults["coach"] = visit.texts.gettext("Välj en handledare.")
    if draft.faults or coach_id is None or checked.particulars is None:
        return None
    (person,) = await enrol_people(
        session,
        [checked.particulars],
        by=visit.staff,
        coach_id=coach_id,
        form_id=draft.form,
        now=visit.now,
        calendar=visit.app.calendar,
    )
    return person


async def _invite(session: AsyncSession, visit: Visit, person: Participant) -> str | None:
    made = await invite_unreached(
        session, [person.id], by=visit.staff, coach_id=person.coach_id, since=None, now=visit.now
    )
    return made[0].code if made else None
