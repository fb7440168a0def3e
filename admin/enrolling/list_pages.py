"""Enrolling many from a list: pasted or a file, previewed with the faults of each row, stored once.

Nothing is stored before the preview was seen, and then all of it in one transaction.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.enrolling.choices import ENROLLING, choices, chosen_coach, known
from admin.enrolling.list_draft import ListDraft
from admin.enrolling.reading import MOST_ROWS
from admin.enrolling.typed import CheckedPerson, Known
from admin.web.guard import for_staff
from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from storage.enrolling.registering import enrol_people, enrolled_by_form

LIST = "/admin/enrolments/list"
STORED = "stored "


@for_staff(*ENROLLING)
async def form(visit: Visit) -> Response:
    """Show the empty field for a list."""
    said = visit.desk.flash.code(visit.request, visit.staff.id)
    async with visit.app.database.reading() as session:
        page = await _paste(visit, session, ListDraft(), said=stored_text(visit, said))
    visit.desk.flash.forget(visit.request, page)
    return page


def stored_count(said: str) -> int:
    """Give how many a list has just enrolled; 0 where the flash speaks of something else."""
    return int(said.removeprefix(STORED)) if said.startswith(STORED) else 0


def stored_text(visit: Visit, said: str) -> str:
    """Say how many a list has enrolled; empty where the flash speaks of something else."""
    if not (count := stored_count(said)):
        return ""
    t = visit.texts
    line = t.ngettext("{count} person är inskriven.", "{count} personer är inskrivna.", count)
    return line.format(count=t.number(count))


async def _paste(
    visit: Visit, session: AsyncSession, draft: ListDraft, status_code: int = 200, said: str = ""
) -> Response:
    return visit.page(
        "enrolling/paste.html", status_code, draft=draft, said=said, **await choices(visit, session)
    )


@for_staff(*ENROLLING, takes_file=True)
async def preview_or_store(visit: Visit) -> Response:
    """Show the rows with what is to be mended, or store those that are whole."""
    t = visit.texts
    draft = ListDraft.read(visit.form, visit.file or b"")
    if visit.file is None:
        draft.faults["list"] = t.gettext("Filen är för stor. Dela upp listan.")
    elif not draft.rows:
        draft.faults["list"] = _empty_text(visit, draft)
    if visit.form.get("do") in ("store", "store-good") and not draft.faults:
        return await _store(visit, draft, only_good=visit.form["do"] == "store-good")
    async with visit.app.database.reading() as session:
        if draft.faults:
            return await _paste(visit, session, draft, 422)
        return await _preview(visit, session, draft)


def _empty_text(visit: Visit, draft: ListDraft) -> str:
    t = visit.texts
    if not draft.text.strip():
        return t.gettext("Klistra in en lista, eller välj en fil.")
    if not draft.has_heads:
        return t.gettext("Första raden ska ha rubriker, till exempel Namn och Inskriven.")
    return t.gettext("Det finns inga personer i listan.")


async def _preview(visit: Visit, session: AsyncSession, draft: ListDraft) -> Response:
    coach_id = await chosen_coach(visit, session, draft.coach, hold=False)
    if coach_id is None:
        draft.faults["coach"] = visit.texts.gettext("Välj en handledare.")
    rows = draft.check(visit.texts, await known(visit, session, coach_id, visit.today))
    return _preview_page(visit, draft, rows, await choices(visit, session), 200)


def _preview_page(
    visit: Visit,
    draft: ListDraft,
    rows: list[CheckedPerson],
    offered: Mapping[str, Any],
    status_code: int,
) -> Response:
    faulty = [(number, one) for number, one in enumerate(rows) if one.faults]
    good = [(number, one) for number, one in enumerate(rows) if not one.faults]
    return visit.page(
        "enrolling/preview.html",
        status_code,
        draft=draft,
        faulty=faulty,
        good=good,
        most=MOST_ROWS,
        **offered,
    )


async def _store(visit: Visit, draft: ListDraft, *, only_good: bool) -> Response:
    """Store all rows, or those that are whole; else show what is still to be mended."""
    async with visit.app.database.writing() as session:
        people = await enrolled_by_form(session, visit.staff.id, draft.form)
        if not people:
            coach_id = await chosen_coach(visit, session, draft.coach)
            if coach_id is None:
                draft.faults["coach"] = visit.texts.gettext("Välj en handledare.")
            against: Known = await known(visit, session, coach_id, visit.today)
            rows = draft.check(visit.texts, against)
            good = [one.particulars for one in rows if one.particulars is not None]
            whole = len(good) == len(rows)
            if coach_id is None or not good or not (whole or only_good):
                offered = await choices(visit, session)
                return _preview_page(visit, draft, rows, offered, 422)
            people = await enrol_people(
                session,
                good,
                by=visit.staff,
                coach_id=coach_id,
                form_id=draft.form,
                now=visit.now,
                calendar=visit.app.calendar,
            )
    is_coach = StaffRole.COACH in visit.staff.roles and people[0].coach_id == visit.staff.id
    return visit.go_to(
        "/admin/enrolments/invitations" if is_coach else LIST, f"{STORED}{len(people)}"
    )
