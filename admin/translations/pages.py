"""The translators' pages: languages, the texts of one, and one text to be read and approved."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from admin.translations.form import ReviewDraft
from admin.translations.labels import clip_state_label, state_label
from admin.translations.text_page import (
    next_text,
    reviews_of,
    spoken_language,
    spoken_text,
    text_named,
    text_page,
    text_revision,
    texts_of_language,
    translated_language,
)
from admin.web import labels
from admin.web.guard import for_staff, with_form
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.clips.spoken import ClipState, SpokenText, spoken_texts
from bot.clips.voices import voice_of
from bot.languages.own_texts import spoken_in
from bot.languages.reviewing import TranslatedText, catalog_file, states_file
from bot.languages.reviews import reviews_by_language
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from bot.languages.translations import Reviews
from dialogs.people.staff import StaffRole
from dialogs.texts import TextState
from storage.clips.clips import clips_of_language
from storage.people.audit import Audit, log_action
from storage.translations.reviews import reviews_in_force, store_review

REVIEWING = (StaffRole.TRANSLATOR, StaffRole.ADMIN)


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


@for_staff(*REVIEWING)
async def show_all(visit: Visit) -> Response:
    """List the languages; the source is there to be spoken."""
    async with visit.app.database.reading() as session:
        reviews = reviews_by_language(await reviews_in_force(session))
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


@for_staff(*REVIEWING)
async def show(visit: Visit) -> Response:
    """List the texts of a language, in one state where the address names one."""
    language = spoken_language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(visit, session, language)
        clips = await clips_of_language(session, language, drafts=visit.app.drafts.on)
    spoken = spoken_texts(language, texts, clips)
    wanted = str(visit.request.path_params.get("state", ""))
    states = {one.text.source: one.state for one in spoken}
    is_source = language == SOURCE_LANGUAGE
    return visit.page(
        "translations/texts.html",
        language=language,
        name=labels.language_label(visit.texts, language),
        is_source=is_source,
        states=[] if is_source else _states(visit, texts),
        clip_states=_clip_states(visit, spoken),
        wanted=wanted,
        rows=[
            (one, _row_state(visit, one, states.get(one.source), is_source=is_source))
            for one in texts
            if wanted in {"", states.get(one.source)} or (wanted == one.state and not is_source)
        ],
    )


def _states(visit: Visit, texts: Sequence[TranslatedText]) -> list[tuple[str, str, int]]:
    return [
        (state.value, state_label(visit.texts, state), count)
        for state in TextState
        if (count := sum(one.state is state for one in texts))
    ]


def _clip_states(visit: Visit, spoken: Sequence[SpokenText]) -> list[tuple[str, str, int]]:
    return [
        (state.value, clip_state_label(visit.texts, state), count)
        for state in ClipState
        if (count := sum(one.state is state for one in spoken))
    ]


def _row_state(
    visit: Visit, text: TranslatedText, clip: ClipState | None, *, is_source: bool
) -> str:
    """Say how far a text has come, and whether it can be heard."""
    read = "" if is_source else state_label(visit.texts, text.state)
    heard = clip_state_label(visit.texts, clip) if clip and clip is not ClipState.UNSPOKEN else ""
    return " · ".join(filter(None, (read, heard)))


@for_staff(*REVIEWING)
async def sheet(visit: Visit) -> Response:
    """Show all texts of a language on paper, for somebody without an account."""
    language = translated_language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(visit, session, language)
    return visit.page(
        "translations/sheet.html",
        language=language,
        name=labels.language_label(visit.texts, language),
        review=[one for one in texts if not one.own],
    )


@for_staff(*REVIEWING)
async def form(visit: Visit) -> Response:
    """Show one text, its translation and its recording, and what else is known of it."""
    language = spoken_language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(visit, session, language)
        text = text_named(visit, texts)
        if text is None:
            return visit.missing()
        spoken = await spoken_text(visit, session, language, text)
    return text_page(visit, language, texts, text, ReviewDraft.of(text), spoken)


@for_staff(*REVIEWING)
@with_form(ReviewDraft.read)
async def keep(visit: Visit, draft: ReviewDraft) -> Response:
    """Keep what was said of a text; it is in force at once. Leads to the next text."""
    language = translated_language(visit)
    if language is None:
        return visit.missing()
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
        await log_action(session, Audit.TEXT_REVIEWED, visit.now, staff_id=visit.staff.id)
    await visit.app.reviews.refresh()
    following = next_text(texts, text)
    where = f"/{following.source}" if following else ""
    return RedirectResponse(f"/admin/translations/{language}{where}", 303)


@for_staff(*REVIEWING)
async def catalog_download(visit: Visit) -> Response:
    """Give the catalog of a language as it is in force, to be put into the source."""
    return await _download(visit, "participants.po", catalog_file)


@for_staff(*REVIEWING)
async def states_download(visit: Visit) -> Response:
    """Give the states of a language's texts, as the file beside the catalog has them."""
    return await _download(visit, "participants.toml", states_file)


async def _download(visit: Visit, name: str, written: Callable[[str, Reviews], bytes]) -> Response:
    language = translated_language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        body = written(language, await reviews_of(session, language))
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="text/plain; charset=utf-8", headers=kept)


def _counts(visit: Visit, texts: Sequence[TranslatedText]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.state for one in texts if not one.own)
    return tuple(
        (state_label(visit.texts, state), counted[state]) for state in TextState if counted[state]
    )
