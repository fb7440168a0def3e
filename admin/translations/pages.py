"""The translators' pages: languages, the texts of one, and one text to be read and approved."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from admin.translations.form import ReviewDraft
from admin.translations.guard import TRANSLATING, for_translators
from admin.translations.language_page import language_page
from admin.translations.text_page import (
    next_text,
    reviews_of,
    spoken_text,
    text_named,
    text_page,
    text_revision,
    texts_of_language,
)
from admin.web import labels
from admin.web.guard import for_staff, with_form
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.clips.spoken import ClipState, spoken_texts
from bot.clips.voices import voice_of
from bot.languages.instrument_steps import file_of_steps, steps_in_force
from bot.languages.own_texts import spoken_in
from bot.languages.reviewing import (
    TranslatedText,
    catalog_file,
    states_file,
    translated_texts,
)
from bot.languages.reviews import stored_reviews
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from dialogs.people.staff import StaffRole
from dialogs.reports.wordings import state_label
from dialogs.texts import TextState
from storage.clips.clips import clips_of_language
from storage.people.audit import Audit
from storage.translations.reviews import store_review
from storage.translations.steps import noted_steps


@dataclass(frozen=True)
class LanguageRow:
    """A language, how many of its texts have come how far, and how many can be heard."""

    code: str
    name: str
    counts: tuple[tuple[str, int], ...]
    heard: int
    of: int
    drafted: int
    silent: bool
    """Drafts are wanted, and no machine speaks the language."""


@for_staff(*TRANSLATING)
async def show_all(visit: Visit) -> Response:
    """List the languages; the source is there to be spoken."""
    async with visit.app.database.reading() as session:
        reviews = await stored_reviews(session)
        drafts = visit.app.drafts.on
        clips = {
            code: await clips_of_language(session, code, drafts=drafts) for code in languages()
        }
    rows = []
    for code in languages():
        texts = spoken_in(code, reviews.get(code, {}), visit.app.installation.instruments.values())
        spoken = spoken_texts(code, texts, clips[code])
        states = Counter(one.state for one in spoken)
        counts = _counts(visit, texts) if code != SOURCE_LANGUAGE else ()
        name = labels.language_label(visit.texts, code)
        heard, drafted = states[ClipState.SPOKEN], states[ClipState.DRAFTED]
        silent = visit.app.drafts.on and not voice_of(code)
        rows.append(LanguageRow(code, name, counts, heard, len(spoken), drafted, silent))
    return visit.page("translations/languages.html", rows=rows)


@for_translators(source=True)
async def show(visit: Visit, language: str) -> Response:
    """List the texts of a language, in one state where the address names one."""
    async with visit.app.database.reading() as session:
        return await language_page(visit, session, language)


@for_translators()
async def sheet(visit: Visit, language: str) -> Response:
    """Show all texts of a language on paper, for somebody without an account."""
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(visit, session, language)
    return visit.page(
        "translations/sheet.html",
        language=language,
        name=labels.language_label(visit.texts, language),
        review=[one for one in texts if not one.own],
    )


@for_translators(source=True)
async def form(visit: Visit, language: str) -> Response:
    """Show one text, its translation and its recording, and what else is known of it."""
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(visit, session, language)
        text = text_named(visit, texts)
        if text is None:
            return visit.missing()
        spoken = await spoken_text(visit, session, language, text)
    return text_page(visit, language, texts, text, ReviewDraft.of(text), spoken)


@for_translators()
@with_form(ReviewDraft.read)
async def keep(visit: Visit, draft: ReviewDraft, language: str) -> Response:
    """Keep what was said of a text; it is in force at once. Leads to the next text."""
    async with visit.app.database.writing() as session:
        texts = await texts_of_language(visit, session, language)
        text = text_named(visit, texts)
        if text is None or text.own:
            return visit.missing()
        draft.check(visit.texts, language, text)
        if draft.state is TextState.APPROVED and StaffRole.ADMIN not in visit.staff.roles:
            return visit.missing()
        outdated = is_outdated(visit.form, text_revision(text))
        if draft.faults or outdated:
            spoken = await spoken_text(visit, session, language, text)
            status_code = 422 if draft.faults else 409
            return text_page(visit, language, texts, text, draft, spoken, status_code)
        await store_review(
            session,
            visit.staff,
            language,
            text.source,
            draft.said,
            draft.back,
            draft.state,
            visit.now,
        )
        await visit.log(session, Audit.TEXT_REVIEWED)
    await visit.app.reviews.refresh()
    following = next_text(texts, text)
    where = f"/{following.source}" if following else ""
    return RedirectResponse(f"/admin/translations/{language}{where}", 303)


@for_translators()
async def catalog_download(visit: Visit, language: str) -> Response:
    """Give the catalog of a language as it is in force, to be put into the source."""
    async with visit.app.database.reading() as session:
        body = catalog_file(language, await reviews_of(session, language))
    return _download("participants.po", body)


@for_translators()
async def states_download(visit: Visit, language: str) -> Response:
    """Give the states of a language's texts and instruments, as the file beside the catalog."""
    async with visit.app.database.reading() as session:
        reviews = await reviews_of(session, language)
        noted = await noted_steps(session, language)
    texts = translated_texts(language, reviews)
    kinds = visit.app.installation.instruments.values()
    steps = file_of_steps(steps_in_force(kinds, language, texts, noted))
    return _download("participants.toml", states_file(language, reviews, steps))


def _download(name: str, body: bytes) -> Response:
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="text/plain; charset=utf-8", headers=kept)


def _counts(visit: Visit, texts: Sequence[TranslatedText]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.state for one in texts if not one.own)
    return tuple(
        (state_label(visit.texts, state), counted[state]) for state in TextState if counted[state]
    )
