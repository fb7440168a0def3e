"""A coach's own step, corrected or withdrawn; a tab that was left open does neither."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.saved.words import Saved
from admin.steps.card import StepEntry, step_entry
from admin.steps.pages import step_of_path
from admin.web.guard import own_participant
from admin.web.input import clean_input, too_long_text
from admin.web.revision import Difference, differences, is_outdated, kept_revision
from admin.web.visit import Visit
from dialogs.steps.choice import LONGEST_STEP
from storage.corrections.steps import correct_step, may_be_corrected, withdraw_step
from storage.people.audit import Audit
from storage.people.timing import participant_timing
from storage.shared_plan.changes import Terms
from storage.tables.agenda import Step
from storage.tables.people import Participant


@own_participant(Audit.STEP_CORRECTED, hold=True, row=step_of_path)
async def correct(
    visit: Visit, session: AsyncSession, participant: Participant, step: Step
) -> Response:
    """Put other words in the place of a step's; whoever knows it is told."""
    t = visit.texts
    if not may_be_corrected(step):
        return _over(visit, participant)
    when = await participant_timing(session, participant, visit.app.calendar)
    text, entry = clean_input(visit.form.get("words", "")), _entry(visit, participant, step)
    if not text:
        fault = t.gettext("Skriv vad steget är.")
        return _again(visit, participant, entry, text, fault=fault)
    if len(text) > LONGEST_STEP:
        fault = too_long_text(t, LONGEST_STEP)
        return _again(visit, participant, entry, text, fault=fault)
    found = differences([(t.gettext("Ett litet steg"), entry.words_to_edit, text)])
    if found and is_outdated(visit.form, entry.words_revision):
        return _again(visit, participant, entry, text, versions=found)
    await correct_step(
        session,
        step,
        Terms(text, visit.staff.language, step.doer, step.until),
        visit.now,
        when,
        by=visit.staff.id,
    )
    return visit.go_to_participant(participant, "#small-steps", Saved.STEP)


@own_participant(Audit.STEP_WITHDRAWN, hold=True, row=step_of_path)
async def withdraw(
    visit: Visit, session: AsyncSession, participant: Participant, step: Step
) -> Response:
    """Withdraw a step as it was when the coach pressed; pressed twice it stays withdrawn."""
    if not may_be_corrected(step):
        return visit.go_to_participant(participant, "#small-steps")
    entry = _entry(visit, participant, step)
    if is_outdated(visit.form, entry.words_revision):
        return _again(visit, participant, entry, entry.words_to_edit, withdraws=True)
    when = await participant_timing(session, participant, visit.app.calendar)
    await withdraw_step(session, step, visit.now, when, by=visit.staff.id)
    return visit.go_to_participant(participant, "#small-steps", Saved.STEP_AWAY)


def _entry(visit: Visit, participant: Participant, step: Step) -> StepEntry:
    installation = visit.app.installation
    return step_entry(visit.texts, installation, step, participant, visit.today, visit.zone)


def _again(
    visit: Visit,
    participant: Participant,
    entry: StepEntry,
    text: str,
    *,
    fault: str = "",
    versions: Sequence[Difference] = (),
    withdraws: bool = False,
) -> Response:
    """Show the form with what was typed; or ask once more whether it is to be withdrawn."""
    return visit.page(
        "steps/correct.html",
        422 if fault else 409,
        pseudonym=participant.pseudonym,
        step=entry,
        text=text,
        fault=fault,
        versions=versions,
        revision=kept_revision(visit.form, entry.words_revision, both_shown=not fault),
        withdraws=withdraws,
    )


def _over(visit: Visit, participant: Participant) -> Response:
    """Give back what was typed for a step that is over by now."""
    text = clean_input(visit.form.get("words", ""))
    return visit.page("steps/over.html", 409, pseudonym=participant.pseudonym, text=text)
