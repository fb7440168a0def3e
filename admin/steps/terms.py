"""Who takes a step of the shared plan, and by when: as the coach has it, of any step."""

import datetime as dt
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.steps.card import doer_choices, step_entry
from admin.steps.form import StepDraft
from admin.steps.pages import step_of_path
from admin.web.guard import own_participant
from admin.web.revision import differences, is_outdated, kept_revision
from admin.web.visit import Visit
from dialogs.labels.staff import staff_doer_label
from storage.corrections.steps import correct_step, finish_step
from storage.people.audit import Audit
from storage.people.timing import participant_timing
from storage.shared_plan.changes import earlier_steps, is_over, terms_of
from storage.tables.agenda import Step
from storage.tables.people import Participant


@own_participant(Audit.STEP_AGREED, hold=True, row=step_of_path)
async def agree(
    visit: Visit, session: AsyncSession, participant: Participant, step: Step
) -> Response:
    """Say who takes a step, and by when, or that it is done; what it was is kept."""
    t, home = visit.texts, f"/admin/participants/{participant.pseudonym}#small-steps"
    if is_over(step):
        return visit.page("steps/over.html", 409, pseudonym=participant.pseudonym, text="")
    if visit.form.get("do") == "done":
        return await _finish(visit, session, participant, step)
    when = await participant_timing(session, participant, visit.app.calendar)
    today = when.rhythm.day(visit.now)
    draft = StepDraft.read(visit.form)
    if draft.until == _iso(step.until):  # a day that was agreed on may have passed since
        draft.until = ""
        doer, _ = draft.read_terms(t, today)
        until, draft.until = step.until, _iso(step.until)
    else:
        doer, until = draft.read_terms(t, today)
    entry = step_entry(t, visit.app.installation, step, participant, visit.today, visit.zone)
    found = differences(
        [
            (t.gettext("Vem"), staff_doer_label(t, step.doer), staff_doer_label(t, doer)),
            (t.gettext("Senast"), _iso(step.until), draft.until),
        ]
    )
    outdated = bool(found) and is_outdated(visit.form, entry.terms_revision)
    if draft.faults or outdated:
        both_shown = not draft.faults
        return visit.page(
            "steps/agree.html",
            409 if both_shown else 422,
            pseudonym=participant.pseudonym,
            step=entry,
            draft=draft,
            doers=doer_choices(t),
            versions=found if both_shown else (),
            revision=kept_revision(visit.form, entry.terms_revision, both_shown=both_shown),
            finishes=False,
        )
    terms = replace(terms_of(step), doer=doer, until=until)
    await correct_step(session, step, terms, visit.now, when, by=visit.staff.id)
    return RedirectResponse(home, 303)


async def _finish(
    visit: Visit, session: AsyncSession, participant: Participant, step: Step
) -> Response:
    """Note that a step is done as it was shown; where it is another by now, ask once more."""
    t, installation = visit.texts, visit.app.installation
    was = (await earlier_steps(session, participant.id)).get(step.id, ())
    entry = step_entry(t, installation, step, participant, visit.today, visit.zone, was)
    if entry.is_others and not is_outdated(visit.form, entry.whole_revision):
        await finish_step(session, step, visit.now, by=visit.staff.id)
        home = f"/admin/participants/{participant.pseudonym}#small-steps"
        return RedirectResponse(home, 303)
    return visit.page(
        "steps/agree.html",
        409,
        pseudonym=participant.pseudonym,
        step=entry,
        draft=StepDraft(doer=entry.doer, until=entry.until),
        doers=doer_choices(t),
        versions=(),
        revision=entry.terms_revision,
        finishes=True,
    )


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
