"""Steps of translated instruments, noted by those who took them or saw to it."""

from collections.abc import Sequence

from starlette.responses import RedirectResponse, Response

from admin.translations.guard import for_translators
from admin.translations.language_page import language_page
from admin.translations.step_form import StepDraft
from admin.translations.step_view import steps_revision
from admin.translations.text_page import texts_of_language
from admin.web.guard import with_form
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.languages.instrument_steps import said_by, steps_in_force
from dialogs.instruments.translation_steps import wording_digests
from storage.people.audit import Audit
from storage.translations.steps import note_step, noted_steps


@for_translators()
@with_form(StepDraft.read)
async def note(visit: Visit, draft: StepDraft, language: str) -> Response:
    """Keep that a step was taken with the texts as they are, or that it was noted by mistake."""
    named = str(visit.request.path_params["instrument"])
    instrument = visit.app.installation.instruments.get(named)
    if instrument is None:
        return visit.missing()
    draft.instrument = instrument.id
    async with visit.app.database.writing() as session:
        texts = await texts_of_language(visit, session, language)
        rows = await noted_steps(session, language)
        [now] = steps_in_force([instrument], language, texts, rows)
        known = now.taken.get(draft.step)
        if not now.is_translated:
            return visit.missing()
        if not draft.removes:
            taken = draft.taken(visit.texts, now.texts, visit.today)
        elif (taken := known) is None:
            draft.faults["step"] = visit.texts.gettext("Det steget är inte antecknat.")
        if taken is None or is_outdated(visit.form, steps_revision(now)):
            status_code = 422 if draft.faults else 409
            return await language_page(visit, session, language, draft, status_code)
        wordings: Sequence[str] = wording_digests(instrument, language, said_by(texts))
        before = [one for one in rows if (one.instrument, one.step) == (named, draft.step)]
        if draft.removes and before:  # of a step in the files: those of the texts as they are
            wordings = before[-1].wordings
        await note_step(
            session,
            visit.staff,
            language,
            instrument.id,
            draft.step,
            taken,
            wordings,
            visit.now,
            taken_back=draft.removes,
        )
        await visit.log(session, Audit.STEP_NOTED)
    return RedirectResponse(f"/admin/translations/{language}#steps-{instrument.id}", 303)
