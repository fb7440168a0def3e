"""What a coach does with small steps: adds one, comments on one. Each leads back to the card."""

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.saved.words import Saved
from admin.steps.card import area_choices, doer_choices, step_entry
from admin.steps.form import LONGEST_LINES, StepDraft
from admin.web.guard import own_participant, with_form
from admin.web.input import clean_input_lines, too_long_text
from admin.web.revision import differences, is_outdated, kept_revision
from admin.web.visit import Visit
from dialogs.people.enrolment import EnrolmentStatus
from storage.people.audit import Audit
from storage.people.timing import participant_timing
from storage.ratings.ratings import newest_finished_rating
from storage.shared_plan.changes import Terms
from storage.steps.steps import comment_step, participant_steps, suggest_step
from storage.tables.agenda import Step
from storage.tables.people import Participant


async def step_of_path(
    visit: Visit, session: AsyncSession, participant: Participant
) -> Step | None:
    """Find the step that the address names; None where it is not this participant's."""
    number: int = visit.request.path_params["step"]
    steps = await participant_steps(session, participant.id)
    return next((one for one in steps if one.id == number), None)


@own_participant(Audit.STEP_ADDED, hold=True)
@with_form(StepDraft.read)
async def add(
    visit: Visit, draft: StepDraft, session: AsyncSession, participant: Participant
) -> Response:
    """Add a step; the participant is told, and can say no."""
    app, t, now = visit.app, visit.texts, visit.now
    if participant.status != EnrolmentStatus.ACTIVE:
        return visit.missing()
    when = await participant_timing(session, participant, app.calendar)
    newest = await newest_finished_rating(session, participant.id)
    instrument = newest.instrument if newest else when.plan.instrument
    known = area_choices(t, app.installation, instrument)
    look_on = draft.check(t, dict(known), when.rhythm.day(now))
    if draft.faults:
        return visit.page(
            "steps/form.html",
            422,
            pseudonym=participant.pseudonym,
            areas=known,
            doers=doer_choices(t),
            draft=draft,
        )
    doer, until = draft.read_terms(t, when.rhythm.day(now))
    terms = Terms(draft.words, visit.staff.language, doer, until)
    await suggest_step(
        session, participant, draft.area, terms, look_on, now, when, by=visit.staff.id
    )
    return visit.go_to_participant(participant, "#small-steps", Saved.STEP)


@own_participant(Audit.STEP_COMMENTED, hold=True, row=step_of_path)
async def comment(
    visit: Visit, session: AsyncSession, participant: Participant, step: Step
) -> Response:
    """Write, change or take back the comment on a step; the participant is told."""
    app, t = visit.app, visit.texts
    when = await participant_timing(session, participant, app.calendar)
    text = clean_input_lines(visit.form.get("comment", ""))
    today = when.rhythm.day(visit.now)
    entry = step_entry(t, app.installation, step, participant, today, visit.zone)
    found = differences([(t.gettext("Din kommentar till personen"), entry.comment_to_edit, text)])
    outdated = bool(found) and is_outdated(visit.form, entry.revision)
    if outdated or len(text) > LONGEST_LINES:
        too_long = len(text) > LONGEST_LINES
        return visit.page(
            "steps/comment.html",
            422 if too_long else 409,
            pseudonym=participant.pseudonym,
            step=entry,
            text=text,
            fault=too_long_text(t, LONGEST_LINES) if too_long else "",
            versions=() if too_long else found,
            revision=kept_revision(visit.form, entry.revision, both_shown=not too_long),
        )
    await comment_step(session, step, text, visit.now, when, by=visit.staff.id)
    return visit.go_to_participant(participant, "#small-steps", Saved.COMMENT)
